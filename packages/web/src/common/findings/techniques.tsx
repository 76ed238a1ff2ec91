import { techniqueName } from '@spoor/model'
import classes from './findings.module.css'

function nameOf(id: string): string {
  return `ATT&CK ${id}: ${techniqueName(id) ?? 'see attack.mitre.org'}`
}

/** ATT&CK techniques by their ids; the name on hover. Where there are too many, the last says so. */
export function Techniques({
  ids,
  most = Number.POSITIVE_INFINITY,
}: {
  ids: readonly string[]
  most?: number
}) {
  const shown = ids.length <= most ? ids : ids.slice(0, most - 1)
  const more = ids.slice(shown.length)
  return (
    <span className={classes.techniques}>
      {shown.map((id) => (
        <span key={id} className={classes.technique} title={nameOf(id)}>
          {id}
        </span>
      ))}
      {more.length > 0 && (
        <span className={classes.technique} title={more.map(nameOf).join('\n')}>
          {more.length} more
        </span>
      )}
    </span>
  )
}
