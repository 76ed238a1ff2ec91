import { ActionIcon, NativeSelect, Skeleton } from '@mantine/core'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import type { VolumeAnswer, VolumeMeasure } from '@spoor/model'
import { useMemo, useState } from 'react'
import { Chart } from '../../common/chart/chart.js'
import { useChartColours } from '../../common/chart/colours.js'
import { ErrorState } from '../../common/state/states.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import { beside } from './figures.js'
import { ofDays } from './moments.js'
import { useVolume } from './queries.js'
import type { ShownHost } from './shown-host.js'
import { formatFigure, volumeOption, type Measured } from './volume-option.js'
import classes from './host.module.css'

const HEIGHT = 8.5

const MEASURES: readonly { readonly value: VolumeMeasure; readonly label: string }[] = [
  { value: 'bytes_out', label: 'Sent' },
  { value: 'bytes_in', label: 'Received' },
  { value: 'outside_bytes_out', label: 'Sent outside' },
  { value: 'outside_bytes_in', label: 'Received from outside' },
  { value: 'transfer_bytes_out', label: 'Files sent' },
  { value: 'transfer_bytes_in', label: 'Files received' },
  { value: 'transfers', label: 'Transfers' },
  { value: 'sessions', label: 'Sessions' },
]

/** The figures behind the bars, the newest day first. */
function Table({ answer, measured }: { answer: VolumeAnswer; measured: Measured }) {
  const { values, baseline, unit } = measured
  return (
    <div className={classes.figures} tabIndex={0} aria-label="Figures by day">
      <table className="plain-table">
        <thead>
          <tr>
            <th>Day (UTC)</th>
            <th className="num">Figure</th>
            <th className="num">Usual</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {answer.days
            .map((day, at) => ({ day, value: values[at] ?? 0, band: baseline[at] }))
            .toReversed()
            .map(({ day, value, band }) => (
              <tr key={day}>
                <td>{day}</td>
                <td className="num">{formatFigure(value, unit)}</td>
                <td className="num">
                  {band
                    ? `${formatFigure(band.low, unit)} to ${formatFigure(band.high, unit)}`
                    : 'not known'}
                </td>
                <td>{day === answer.unfinished ? 'not over yet' : (beside(value, band) ?? '')}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}

function summary(answer: VolumeAnswer, { values, baseline }: Measured): string {
  const above = values.filter((value, at) => beside(value, baseline[at]) === 'above').length
  const known = baseline.filter((band) => band !== null).length
  if (known === 0) return 'No band yet: it needs 7 days before a day.'
  const days = answer.days.length
  return `${above === 0 ? 'No day' : `${above} day${above === 1 ? '' : 's'}`} of ${days} above the usual band.`
}

/** What the host moved on each day, over the band of what is usual for it. */
export function Volume({ shown: { host, asked } }: { shown: ShownHost }) {
  const { by } = useView()
  const update = useUpdateView()
  const colours = useChartColours()
  const [form, setForm] = useState<'bars' | 'table'>('bars')
  const answer = useVolume(
    host.ip,
    useMemo(() => ofDays(asked), [asked]),
  )
  const measure = MEASURES.find(({ value }) => value === by)?.value ?? 'bytes_out'
  const measured = answer.data?.measures.find((one) => one.measure === measure)
  const option = useMemo(
    () =>
      answer.data === undefined || measured === undefined
        ? undefined
        : volumeOption(answer.data, measured, colours),
    [answer.data, measured, colours],
  )
  return (
    <section className="card" aria-label="Volume by day">
      <div className="card-head">
        <h2>By day</h2>
        <NativeSelect
          size="xs"
          aria-label="What is measured"
          value={measure}
          data={[...MEASURES]}
          onChange={({ currentTarget: { value } }) =>
            update({ by: value === 'bytes_out' ? undefined : value }, true)
          }
        />
        <ActionIcon
          size="sm"
          className={classes.end}
          onClick={() => setForm(form === 'bars' ? 'table' : 'bars')}
          aria-label={form === 'bars' ? 'Volume as a table' : 'Volume as bars'}
          title={form === 'bars' ? 'Show as a table' : 'Show as bars'}
        >
          {form === 'bars' ? (
            <IconTable size="0.95rem" stroke={1.6} />
          ) : (
            <IconChartBar size="0.95rem" stroke={1.6} />
          )}
        </ActionIcon>
      </div>
      <div className={classes.chart} style={{ minHeight: `${HEIGHT + 1.5}rem` }}>
        {answer.isError && answer.data === undefined ? (
          <ErrorState error={answer.error} retry={() => void answer.refetch()} small />
        ) : answer.data === undefined || measured === undefined || option === undefined ? (
          <Skeleton height={`${HEIGHT}rem`} />
        ) : (
          <>
            {form === 'table' ? (
              <Table answer={answer.data} measured={measured} />
            ) : (
              <Chart
                option={option}
                height={HEIGHT}
                label={`Bars of ${answer.data.days.length} days over their usual band; the table has the figures`}
              />
            )}
            <p className={classes.caption}>
              {summary(answer.data, measured)} Band: median ± 3 deviations of up to 28 days before.
            </p>
          </>
        )}
      </div>
    </section>
  )
}
