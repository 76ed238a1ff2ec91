import { Skeleton } from '@mantine/core'
import type { AttackSurface, HostFacetsAnswer } from '@spoor/model'
import type { ReactNode } from 'react'
import { RoleBadge } from '../../common/badges/badge.js'
import { formatCount, shortCount } from '../../common/bytes/format.js'
import { usePivots } from '../../common/pivot/pivot-context.js'
import { joined } from '../../common/query/language.js'
import { resolveRange } from '../../common/time/range.js'
import { useNow } from '../../common/url/asked.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import classes from './hosts.module.css'

/** One figure; a press narrows the page to the hosts that it counts. */
function Figure({
  label,
  count,
  note,
  q,
  tone,
  title,
}: {
  label: string
  count: number
  note?: ReactNode
  /** Question that means these hosts; absent where none does. */
  q?: string
  tone?: string
  title: string
}) {
  const { q: asked } = useView()
  const update = useUpdateView()
  const inside = (
    <>
      <span className={classes.label}>{label}</span>
      <span className={classes.count} data-tone={count > 0 ? tone : undefined}>
        {formatCount(count)}
        {note !== undefined && <span className={classes.note}> {note}</span>}
      </span>
    </>
  )
  if (q === undefined || count === 0) {
    return (
      <div className={classes.figure} title={title}>
        {inside}
      </div>
    )
  }
  return (
    <button
      type="button"
      className={classes.figure}
      title={`${title}\nPress to see only these`}
      onClick={() => update({ q: joined(asked ?? '', q, 'hosts') })}
    >
      {inside}
    </button>
  )
}

/** What "new" is counted from: the start of the range; without one it cannot be asked for. */
function useNewQuestion(): string | undefined {
  const { from, to } = useView()
  const now = useNow()
  const range = resolveRange({ from: from ?? 'all', to: to ?? '' }, now)
  return range.from === undefined ? undefined : `host.first_seen:>=${range.from}`
}

function Figures({ surface }: { surface: AttackSurface }) {
  const newer = useNewQuestion()
  const outside = surface.hosts - surface.home
  return (
    <div className={classes.figures}>
      <Figure
        label="Hosts"
        count={surface.hosts}
        note={`${shortCount(surface.home)} home, ${shortCount(outside)} outside`}
        q="host.is_home:true"
        title="Addresses that were seen, at home and outside"
      />
      <Figure
        label="Offer a service"
        count={surface.with_services}
        note={`${shortCount(surface.services)} service${surface.services === 1 ? '' : 's'}`}
        q="host.service:*"
        title="Hosts that answered as a server; and how many different services with their ports"
      />
      <Figure
        label="At risk"
        count={surface.at_risk}
        tone="high"
        q="host.risk:>0"
        title="Hosts whose risk is above 0; the reasons stand in the table"
      />
      <Figure
        label="New"
        count={surface.new}
        note={newer === undefined ? 'last 24 h of data' : 'in this time range'}
        q={newer}
        tone="warn"
        title="Hosts that were never seen before"
      />
      <Figure
        label="Unclassified"
        count={surface.unclassified}
        q="not host.role:*"
        title="Hosts without a role: too little was seen of them"
      />
    </div>
  )
}

/** What the hosts show to others, on one line; every part of it narrows. */
export function Surface({
  answer,
  stale,
}: {
  answer: HostFacetsAnswer | undefined
  stale: boolean
}) {
  const pivots = usePivots()
  return (
    <section
      className={`card ${classes.surface}`}
      aria-label="Attack surface"
      data-stale={stale || undefined}
    >
      {answer === undefined ? (
        <Skeleton height="3.75rem" />
      ) : (
        <>
          <Figures surface={answer.surface} />
          {answer.surface.roles.length > 0 && (
            <div className={classes.roles} role="group" aria-label="Roles">
              {answer.surface.roles.map(({ role, hosts }) => (
                <button
                  key={role}
                  type="button"
                  className={classes.role}
                  title={`${formatCount(hosts)} hosts: press to see only these`}
                  onClick={() =>
                    pivots.act({ subject: 'hosts', field: 'host.role', value: role }, 'include')
                  }
                >
                  <RoleBadge role={role} />
                  <span>{shortCount(hosts)}</span>
                </button>
              ))}
            </div>
          )}
        </>
      )}
    </section>
  )
}
