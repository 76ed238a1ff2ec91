import classes from './needs.module.css'

/** Kinds of records that a hunt reads; those of which there are none say so. */
export function Needs({
  kinds,
  seen,
}: {
  kinds: readonly string[]
  /** Kinds of records that this Spoor has; undefined while not known. */
  seen: ReadonlySet<string> | undefined
}) {
  return (
    <span className={classes.kinds}>
      {kinds.map((kind) => {
        const missing = seen !== undefined && !seen.has(kind)
        return (
          <span
            key={kind}
            className={classes.kind}
            data-missing={missing || undefined}
            title={missing ? `No ${kind} record has been seen yet` : `Reads ${kind} records`}
          >
            {missing && <span aria-hidden="true">∅ </span>}
            {kind}
            {missing && <span className="visually-hidden">, none seen yet</span>}
          </span>
        )
      })}
    </span>
  )
}
