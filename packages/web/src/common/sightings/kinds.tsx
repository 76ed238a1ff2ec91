import { Skeleton } from '@mantine/core'
import type { SightingKind } from '@spoor/model'
import { formatCount, shortCount } from '../bytes/format.js'
import { useUpdateView, useView } from '../url/use-view.js'
import { byGroup } from './by-group.js'
import classes from './sightings.module.css'

function Entry({
  kind,
  name,
  title,
  count,
  learning = false,
}: {
  kind: string | undefined
  name: string
  title?: string
  /** Absent where kinds are not counted. */
  count?: number
  learning?: boolean
}) {
  const chosen = useView().kind === kind
  const update = useUpdateView()
  return (
    <li>
      <button
        type="button"
        className={classes.kind}
        aria-pressed={chosen}
        data-none={count === 0 || undefined}
        title={title}
        onClick={() => update({ kind: chosen ? undefined : kind, id: undefined })}
      >
        <span>{name}</span>
        {learning && (
          <span className={classes.learns} title="Still learning what is usual">
            ◔<span className="visually-hidden">, still learning</span>
          </span>
        )}
        {count !== undefined && (
          <span className={classes.much} title={formatCount(count)}>
            {shortCount(count)}
          </span>
        )}
      </button>
    </li>
  )
}

/** The kinds at the left, in their groups, with how many of each meet the other filters. */
export function Kinds({
  kinds,
  counted,
  stale,
}: {
  kinds: readonly SightingKind[] | undefined
  counted: boolean
  stale: boolean
}) {
  const total = kinds?.reduce((sum, kind) => sum + kind.total, 0)
  const learns = kinds?.some(({ learning }) => learning) ?? false
  return (
    <aside className={classes.kinds} aria-label="Kinds" data-stale={stale || undefined}>
      <ul>
        <Entry kind={undefined} name="All kinds" {...(counted && { count: total })} />
      </ul>
      {kinds === undefined
        ? [70, 55, 80, 60, 75, 50, 65, 85].map((width) => (
            <Skeleton key={width} height="0.9rem" width={`${width}%`} mx="0.875rem" my="0.5rem" />
          ))
        : byGroup(kinds).map(([group, members]) => (
            <section key={group}>
              <h2>{group}</h2>
              <ul>
                {members.map((one) => (
                  <Entry
                    key={one.kind}
                    kind={one.kind}
                    name={one.title}
                    title={one.description}
                    learning={one.learning}
                    {...(counted && { count: one.total })}
                  />
                ))}
              </ul>
            </section>
          ))}
      {learns && <p className={classes.legend}>◔ still learning what is usual</p>}
    </aside>
  )
}
