import { ActionIcon, Skeleton } from '@mantine/core'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import type { Finding, HuntDescription } from '@spoor/model'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { MOST_FINDINGS, useFindingsOfHunt } from '../api/queries.js'
import { LevelBadge } from '../badges/badge.js'
import { formatCount } from '../bytes/format.js'
import { Chart } from '../chart/chart.js'
import { useChartColours } from '../chart/colours.js'
import { HistogramTable } from '../chart/histogram-table.js'
import { span, timeBars } from '../chart/time-bars.js'
import { FindingEntity } from '../findings/entity.js'
import { HostileText } from '../hostile/hostile-text.js'
import { ErrorState } from '../state/states.js'
import { TimeText } from '../time/time-text.js'
import { useAskedQuestion } from '../url/asked.js'
import { carried, validateView } from '../url/search-state.js'
import { useUpdateView, useView } from '../url/use-view.js'
import { findingsOverTime, type FindingsOverTime } from './over-time.js'
import classes from './hunt-findings.module.css'

const HEIGHT = 6

function OverTime({ counted }: { counted: FindingsOverTime }) {
  const update = useUpdateView()
  const colours = useChartColours()
  const zone = useView().tz ?? 'local'
  const [form, setForm] = useState<'bars' | 'table'>('bars')
  const { from, to, step } = counted
  const { series, option } = useMemo(() => {
    const levels = counted.levels.map(({ level, points }) => ({
      name: level,
      colour: colours.named(level),
      points,
    }))
    return {
      series: levels,
      option: timeBars({ from, to, step, series: levels, zone, colours, format: formatCount }),
    }
  }, [counted, from, to, step, zone, colours])
  const zoom = (begin: number, end: number) =>
    update({ from: new Date(begin).toISOString(), to: new Date(end).toISOString() })
  const Other = form === 'bars' ? IconTable : IconChartBar
  const other = form === 'bars' ? 'Show as a table' : 'Show as bars'
  return (
    <>
      <div className={classes.legend}>
        {series.map(({ name, colour }) => (
          <span key={name}>
            <i style={{ background: colour }} aria-hidden="true" />
            {name}
          </span>
        ))}
        <span className={classes.step}>{span(step)} a bar, by when last seen</span>
        <ActionIcon
          size="sm"
          onClick={() => setForm(form === 'bars' ? 'table' : 'bars')}
          aria-label={other}
          title={other}
        >
          <Other size="0.95rem" stroke={1.6} />
        </ActionIcon>
      </div>
      {form === 'bars' ? (
        <Chart option={option} height={HEIGHT} label="Histogram of the findings over time" />
      ) : (
        <HistogramTable series={series} step={step} zone={zone} zoom={zoom} />
      )}
    </>
  )
}

function Newest({ findings }: { findings: readonly Finding[] }) {
  return (
    <ol className={classes.newest} aria-label="Newest findings">
      {findings.map((finding) => (
        <li key={finding.id}>
          <span className={classes.head}>
            <LevelBadge level={finding.level} />
            <TimeText moment={finding.last_seen} />
            <FindingEntity finding={finding} />
          </span>
          <Link
            to="/findings"
            search={(previous) => ({
              ...carried(validateView(previous)),
              hunt: finding.hunt,
              id: finding.id,
            })}
            className={classes.because}
          >
            <HostileText value={finding.why} most={200} />
          </Link>
        </li>
      ))}
    </ol>
  )
}

/** What a hunt found in the time range: when, the newest, and the way to all. */
export function HuntFindings({ hunt, most = 6 }: { hunt: HuntDescription; most?: number }) {
  const asked = useAskedQuestion()
  const answer = useFindingsOfHunt(asked, hunt.id)
  const { from, to } = asked
  const counted = useMemo(
    () =>
      answer.data === undefined ? undefined : findingsOverTime(answer.data.findings, { from, to }),
    [answer.data, from, to],
  )
  if (answer.isError && answer.data === undefined) {
    return <ErrorState error={answer.error} retry={() => void answer.refetch()} small />
  }
  if (answer.data === undefined) return <Skeleton height={`${HEIGHT + 2}rem`} />
  const { findings, total } = answer.data
  if (counted === undefined) return <p className="dim">None in this time range.</p>
  return (
    <div data-stale={answer.isPlaceholderData || undefined}>
      {total > findings.length && (
        <p className={classes.partial}>
          Partial: the newest {formatCount(MOST_FINDINGS)} of {formatCount(total)} are counted.
        </p>
      )}
      <OverTime counted={counted} />
      <Newest findings={findings.slice(0, most)} />
      {total > most && (
        <p className={classes.all}>
          <Link
            to="/findings"
            search={(previous) => ({ ...carried(validateView(previous)), hunt: hunt.id })}
          >
            All {formatCount(total)} findings
          </Link>
        </p>
      )}
    </div>
  )
}
