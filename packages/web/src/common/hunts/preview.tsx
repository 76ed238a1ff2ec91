import { Button, NativeSelect } from '@mantine/core'
import { IconAlertTriangle, IconFlask } from '@tabler/icons-react'
import type { PreviewAnswer, PreviewRequest } from '@spoor/model'
import { useMemo, useState } from 'react'
import { usePreview } from '../api/changes.js'
import { useStatus } from '../api/queries.js'
import { LevelBadge } from '../badges/badge.js'
import { formatCount } from '../bytes/format.js'
import { Chart } from '../chart/chart.js'
import { useChartColours } from '../chart/colours.js'
import { timeBars } from '../chart/time-bars.js'
import { HostileText } from '../hostile/hostile-text.js'
import { LinkButton } from '../link/link-button.js'
import { pageOf } from '../query/translate.js'
import { Refusal } from '../state/refusal.js'
import { formatDuration } from '../time/format.js'
import { TimeText } from '../time/time-text.js'
import { useAskedQuestion } from '../url/asked.js'
import { isAskable } from '../url/search-state.js'
import { useView } from '../url/use-view.js'
import { PREVIEW_SPANS, previewRange } from './preview-range.js'
import classes from './preview.module.css'

const DAY = 86_400_000

function PerDay({ answer }: { answer: PreviewAnswer }) {
  const colours = useChartColours()
  const { by_day: days, kept } = answer
  const { series, option } = useMemo(() => {
    const at = ({ day }: { day: string }) => Date.parse(`${day}T00:00:00Z`)
    const points = (count: 'findings' | 'kept') => days.map((day) => [at(day), day[count]] as const)
    const made = [
      { name: 'would be found', colour: colours.series[0] ?? '', points: points('findings') },
      ...(kept > 0
        ? [{ name: 'found as it is', colour: colours.series[1] ?? '', points: points('kept') }]
        : []),
    ]
    const [first, last] = [days[0], days.at(-1)]
    return {
      series: made,
      option: timeBars({
        from: first === undefined ? 0 : at(first),
        to: last === undefined ? DAY : at(last) + DAY,
        step: DAY,
        series: made,
        zone: 'utc',
        colours,
        format: formatCount,
        beside: true,
      }),
    }
  }, [days, kept, colours])
  return (
    <>
      <div className={classes.legend}>
        {series.map(({ name, colour }) => (
          <span key={name}>
            <i style={{ background: colour }} aria-hidden="true" />
            {name}
          </span>
        ))}
        <span className="dim">findings per day, UTC</span>
      </div>
      <Chart option={option} height={7} label="Findings per day of the preview" />
      <details>
        <summary>The days as a table</summary>
        <table className="plain-table">
          <thead>
            <tr>
              <th>Day (UTC)</th>
              <th className="num">Would be found</th>
              <th className="num">Found as it is</th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, findings, kept: of }) => (
              <tr key={day}>
                <td>{day}</td>
                <td className="num">{formatCount(findings)}</td>
                <td className="num">{formatCount(of)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  )
}

function Sample({ answer }: { answer: PreviewAnswer }) {
  const { tz } = useView()
  const { sample, findings } = answer
  return (
    <>
      <h4>
        {sample.length < findings
          ? `${formatCount(sample.length)} of them, the gravest first`
          : 'All of them, the gravest first'}
      </h4>
      <ul className={classes.sample} tabIndex={0} aria-label="Findings of the preview">
        {sample.map((finding, index) => (
          <li key={`${finding.day} ${finding.entity} ${index}`}>
            <span className={classes.head}>
              <LevelBadge level={finding.level} />
              <TimeText moment={finding.last_seen} digits={0} />
              <span className="mono">
                <HostileText value={finding.entity} most={120} />
              </span>
              {isAskable(finding.evidence.q) && (
                <LinkButton
                  variant="subtle"
                  size="compact-xs"
                  to={pageOf(finding.evidence.subject)}
                  search={{
                    q: finding.evidence.q,
                    from: finding.evidence.from,
                    to: finding.evidence.to,
                    tz,
                  }}
                  preload={false}
                >
                  Show the {finding.evidence.subject}
                </LinkButton>
              )}
            </span>
            <span className={classes.why}>
              <HostileText value={finding.why} most={300} />
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Outcome({ answer, old }: { answer: PreviewAnswer; old: boolean }) {
  const { findings, entities, records, kept, by_level: levels, from, to } = answer
  const many = (count: number, one: string, more = `${one}s`) =>
    `${formatCount(count)} ${count === 1 ? one : more}`
  return (
    <div className={classes.outcome} data-old={old || undefined} aria-live="polite">
      {old && (
        <p className={classes.caution}>
          <IconAlertTriangle size="0.95rem" stroke={1.6} aria-hidden />
          Changed since: this preview is of an earlier state. Ask for it again.
        </p>
      )}
      <p className={classes.sum}>
        <b>{findings === 0 ? 'Nothing would be found' : `${many(findings, 'finding')}`}</b>
        {findings > 0 && (
          <>
            {' '}
            of {many(entities, 'entity', 'entities')}, on {many(records, 'record')}
            {levels
              .filter(({ count }) => count > 0)
              .map(({ level, count }) => (
                <span key={level} className={classes.level}>
                  <LevelBadge level={level} /> {formatCount(count)}
                </span>
              ))}
          </>
        )}
        {kept > 0 && (
          <span className="dim">
            {' '}
            As it is, {many(kept, 'finding')} {kept === 1 ? 'is' : 'are'} kept of these days.
          </span>
        )}
      </p>
      <p className="dim">
        <TimeText moment={from} digits={0} /> to <TimeText moment={to} digits={0} />, in{' '}
        {formatDuration(answer.took_ms / 1_000)}. Nothing of it is saved.
      </p>
      {answer.cut !== null && (
        <p className={classes.caution}>
          <IconAlertTriangle size="0.95rem" stroke={1.6} aria-hidden />
          Partial: {answer.cut}
        </p>
      )}
      {findings + kept > 0 && <PerDay answer={answer} />}
      {findings > 0 && <Sample answer={answer} />}
    </div>
  )
}

/** Tries a hunt on what is kept, before it is switched on or saved. */
export function Preview({
  request,
  onError,
}: {
  /** What is to be tried; undefined while it cannot be. */
  request: Omit<PreviewRequest, 'from' | 'to'> | undefined
  /** Is told of refusals, where the page shows them itself; undefined once there is none. */
  onError?: (error: Error | undefined) => void
}) {
  const asked = useAskedQuestion()
  const status = useStatus()
  const preview = usePreview()
  const [span, setSpan] = useState('7')
  const [of, setOf] = useState('')
  const state = JSON.stringify(request)
  const run = () => {
    if (request === undefined) return
    setOf(state)
    onError?.(undefined)
    preview.mutate(
      { ...request, ...previewRange(span, status.data?.events.last, asked) },
      { onError },
    )
  }
  return (
    <div className={classes.preview}>
      <div className={classes.tools}>
        <Button
          variant="default"
          leftSection={<IconFlask size="0.95rem" stroke={1.6} />}
          disabled={request === undefined}
          loading={preview.isPending}
          onClick={run}
        >
          Preview
        </Button>
        <span>over</span>
        <NativeSelect
          size="xs"
          aria-label="Time that the preview is over"
          value={span}
          onChange={(event) => setSpan(event.currentTarget.value)}
          data={PREVIEW_SPANS.map(({ value, label }) => ({ value, label }))}
        />
        <span className="dim">
          {preview.isPending ? 'Trying it. This may take a while.' : 'What it would have found.'}
        </span>
      </div>
      {onError === undefined && <Refusal error={preview.error} />}
      {preview.data !== undefined && !preview.isError && (
        <Outcome answer={preview.data} old={of !== state || preview.isPending} />
      )}
    </div>
  )
}
