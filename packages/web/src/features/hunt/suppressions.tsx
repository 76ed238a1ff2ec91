import { Button } from '@mantine/core'
import type { HuntDescription, Suppression } from '@spoor/model'
import { useState } from 'react'
import { useEndSuppression } from '../../common/api/changes.js'
import { useSuppressions } from '../../common/api/hunts.js'
import { formatCount } from '../../common/bytes/format.js'
import { SuppressForm } from '../../common/decisions/suppress-form.js'
import { untilText } from '../../common/decisions/until.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { Refusal } from '../../common/state/refusal.js'
import { ErrorState, RowsSkeleton } from '../../common/state/states.js'
import { TimeText } from '../../common/time/time-text.js'
import { useNow } from '../../common/url/asked.js'
import { useView } from '../../common/url/use-view.js'
import classes from './hunt.module.css'

function Row({ of }: { of: Suppression }) {
  const end = useEndSuppression()
  const now = useNow()
  const { tz = 'local' } = useView()
  return (
    <tr data-over={of.state !== 'active' || undefined}>
      <td>
        {of.field}{' '}
        <span className="mono">
          <HostileText value={of.value} most={120} />
        </span>
        {of.hunt === null && <span className={classes.mark}>all hunts</span>}
      </td>
      <td className={classes.reason}>
        <HostileText value={of.reason} most={300} />
        <span className="dim">
          {' '}
          <HostileText value={of.created_by} most={60} />,{' '}
          <TimeText moment={of.created} digits={0} />
        </span>
      </td>
      <td>
        {of.state === 'ended' && of.ended !== null ? (
          <>
            ended <TimeText moment={of.ended} digits={0} />
          </>
        ) : (
          <>
            {of.state === 'over' && <span className="dim">over: </span>}
            {untilText(of.until, tz, now)}
          </>
        )}
      </td>
      <td className="num">{of.state === 'ended' ? '' : formatCount(of.findings)}</td>
      <td className="num">
        {of.state !== 'ended' && (
          <Button
            variant="default"
            size="compact-xs"
            loading={end.isPending}
            onClick={() => end.mutate(of.id)}
            aria-label={`End the suppression of ${of.field} ${of.value}`}
          >
            End
          </Button>
        )}
        <Refusal error={end.error} />
      </td>
    </tr>
  )
}

function Table({ rows }: { rows: readonly Suppression[] }) {
  return (
    <div className="scroll-x">
      <table className={`plain-table ${classes.suppressions}`}>
        <thead>
          <tr>
            <th>Findings with</th>
            <th>Reason</th>
            <th>How long</th>
            <th className="num">Hides now</th>
            <th className="num">
              <span className="visually-hidden">End</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <Row key={one.id} of={one} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What of a hunt's findings is hidden, until when and why. */
export function Suppressions({ hunt }: { hunt: HuntDescription }) {
  const answer = useSuppressions(hunt.id)
  const [adding, setAdding] = useState(false)
  const [past, setPast] = useState(false)
  const rows = answer.data?.suppressions ?? []
  const inForce = rows.filter(({ state }) => state !== 'ended')
  const ended = rows.length - inForce.length
  return (
    <section className="card" aria-label="Suppressions" id="suppressions">
      <div className="card-head">
        <h2>Suppressions</h2>
        <span className="dim">hide findings without changing the hunt</span>
        {!adding && (
          <Button
            className={classes.forms}
            variant="default"
            size="compact-xs"
            onClick={() => setAdding(true)}
          >
            Add…
          </Button>
        )}
      </div>
      <div className="card-body">
        {adding && (
          <SuppressForm hunt={hunt} done={() => setAdding(false)} cancel={() => setAdding(false)} />
        )}
        {answer.isError && answer.data === undefined ? (
          <ErrorState error={answer.error} retry={() => void answer.refetch()} small />
        ) : answer.data === undefined ? (
          <RowsSkeleton rows={2} />
        ) : (
          <>
            {inForce.length === 0 ? (
              <p className="dim">None: all findings of this hunt are shown.</p>
            ) : (
              <Table rows={inForce} />
            )}
            {ended > 0 && (
              <Button variant="subtle" size="compact-xs" onClick={() => setPast(!past)}>
                {past ? 'Hide those that ended' : `Show ${formatCount(ended)} that ended`}
              </Button>
            )}
            {past && <Table rows={rows.filter(({ state }) => state === 'ended')} />}
          </>
        )}
      </div>
    </section>
  )
}
