import { Skeleton } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { TrailAnswer } from '@spoor/model'
import { useMemo } from 'react'
import { useTrail } from '../../common/api/queries.js'
import { LevelBadge } from '../../common/badges/badge.js'
import { formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { LinkButton } from '../../common/link/link-button.js'
import { PivotValue } from '../../common/pivot/value.js'
import { CancelledState, ErrorState, isCancelled, RowsSkeleton } from '../../common/state/states.js'
import { TimeText } from '../../common/time/time-text.js'
import { useAskedQuestion } from '../../common/url/asked.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import { Matrix } from './matrix-table.js'
import { matrixOf, totalOf } from './matrix.js'
import classes from './trail.module.css'

/** Field whose value a thing is; a network is none of a record's values. */
const FIELDS = {
  host: ['transfers', 'client.ip'],
  user: ['transfers', 'user.name'],
  file: ['transfers', 'file.name'],
  hash: ['events', 'file.hash.sha256'],
} as const

const HASHES: Readonly<Record<number, string>> = {
  32: 'file.hash.md5',
  40: 'file.hash.sha1',
  64: 'file.hash.sha256',
}

function Entity({ kind, value }: TrailAnswer['entity']) {
  if (kind === 'network') {
    return (
      <span className="mono">
        <HostileText value={value} />
      </span>
    )
  }
  const [subject, usual] = FIELDS[kind]
  const field = kind === 'hash' ? (HASHES[value.length] ?? usual) : usual
  return <PivotValue subject={subject} field={field} value={value} most={120} />
}

/** What the time before is worth, where it is worth less than it should be. */
function Before({ answer }: { answer: TrailAnswer }) {
  const update = useUpdateView()
  const { before, from, to } = answer
  if (before.kept === 'all') return null
  const half = new Date((Date.parse(from) + Date.parse(to)) / 2).toISOString()
  return (
    <p className={classes.caution} role="note">
      <IconAlertTriangle size="0.95rem" stroke={1.6} aria-hidden />
      <span>
        {before.kept === 'none'
          ? 'Nothing is kept of the time before this range, so that there is no change to show. '
          : 'Only a part of the time before is kept: its counts may be too low. '}
        {before.kept === 'none' && (
          <button type="button" className={classes.link} onClick={() => update({ from: half, to })}>
            Compare the newer half with the older
          </button>
        )}
      </span>
    </p>
  )
}

function Summary({ answer }: { answer: TrailAnswer }) {
  const { tz } = useView()
  const { entity, from, to, before, hunts } = answer
  const total = useMemo(() => totalOf(hunts), [hunts])
  const { met, partly } = total.counts
  return (
    <div className={classes.summary}>
      <h2>
        <span className={classes.kind}>{entity.kind}</span> <Entity {...entity} />
      </h2>
      <p>
        {met === 0 ? (
          <>None of {formatCount(hunts.length)} hunts is met</>
        ) : (
          <>
            <b>{formatCount(met)}</b> of {formatCount(hunts.length)} hunts met
            {total.gravest !== undefined && (
              <>
                , the gravest <LevelBadge level={total.gravest} />
              </>
            )}
          </>
        )}
        {partly > 0 && `; ${formatCount(partly)} more look at its records, but need more than one`}.
      </p>
      <p className="dim">
        <TimeText moment={from} digits={0} /> to <TimeText moment={to} digits={0} />
        {before.kept !== 'none' && (
          <>
            , compared with the same time before, from <TimeText moment={before.from} digits={0} />
          </>
        )}
      </p>
      {(entity.kind === 'host' || entity.kind === 'user') && (
        <LinkButton
          variant="default"
          size="compact-xs"
          to="/findings"
          search={{ entity: entity.value, from, to, tz }}
          leftSection={<IconAlertTriangle size="0.85rem" stroke={1.6} />}
        >
          Findings about it
        </LinkButton>
      )}
    </div>
  )
}

/** The trail of one thing. */
export function TrailOf({ entity }: { entity: string }) {
  const answer = useTrail(useAskedQuestion(), entity)
  const rows = useMemo(() => matrixOf(answer.data?.hunts ?? []), [answer.data])
  if (answer.isError && answer.data === undefined) {
    return <ErrorState error={answer.error} retry={() => void answer.refetch()} />
  }
  if (isCancelled(answer)) return <CancelledState retry={() => void answer.refetch()} />
  if (answer.data === undefined) {
    return (
      <section className="card" aria-busy="true">
        <div className={classes.summary}>
          <Skeleton height="1.5rem" width="16rem" />
          <span className="dim">Asking every hunt. This takes some seconds.</span>
        </div>
        <RowsSkeleton rows={12} />
      </section>
    )
  }
  const { completeness } = answer.data
  return (
    <section className="card" data-stale={answer.isPlaceholderData || undefined}>
      <Summary answer={answer.data} />
      {completeness.partial && (
        <p className={classes.caution} role="note">
          <IconAlertTriangle size="0.95rem" stroke={1.6} aria-hidden />
          <span>Partial: {completeness.reason}</span>
        </p>
      )}
      <Before answer={answer.data} />
      <Matrix answer={answer.data} rows={rows} />
    </section>
  )
}
