import type { VolumeAnswer, VolumeMeasure, VolumeRequest } from '@spoor/model'
import { completeness, stopwatch } from '../questions/completeness.js'
import { isoOfMicros, microsOfSqlTime } from '../questions/moment.js'
import { bands } from './baseline.js'
import type { HostIp } from './host-address.js'
import { hostRows, type HostAsking } from './host-asking.js'
import { IS_RECEIVED, IS_SENT, TAKES_PART } from './host-numbers.js'
import { DAY, dayOf, dayText, rangeOfHost } from './host-range.js'
import { requireKnown } from './known-host.js'

/** Days that are shown if the range has no start, and at most. */
const DEFAULT_DAYS = 30
const MOST_DAYS = 400
/** Days before the first that is shown, of which its usual range is made. */
const HISTORY_DAYS = 28

const MEASURES: readonly { readonly name: VolumeMeasure; readonly unit: 'bytes' | 'count' }[] = [
  { name: 'bytes_out', unit: 'bytes' },
  { name: 'bytes_in', unit: 'bytes' },
  { name: 'outside_bytes_out', unit: 'bytes' },
  { name: 'outside_bytes_in', unit: 'bytes' },
  { name: 'transfer_bytes_out', unit: 'bytes' },
  { name: 'transfer_bytes_in', unit: 'bytes' },
  { name: 'transfers', unit: 'count' },
  { name: 'sessions', unit: 'count' },
]

type DayRow = { readonly day: number } & Readonly<Record<VolumeMeasure, number>>

/**
 * What a host sent and received on each UTC day of a range, with the usual range by the days before.
 * Days without records count as 0 from the day on which the host was first seen.
 * @throws QuestionError TIME_INVALID, RANGE_INVALID, NOT_FOUND
 */
export async function hostVolume(
  asking: HostAsking,
  ip: HostIp,
  request: VolumeRequest,
): Promise<VolumeAnswer> {
  const elapsed = stopwatch()
  const known = await requireKnown(asking, ip)
  const asked = rangeOfHost(request, asking.now, known)
  const end = dayOf(asked.to - 1)
  const begin = request.from
    ? dayOf(asked.from)
    : Math.max(dayOf(asked.from), end - DEFAULT_DAYS + 1)
  const first = Math.max(begin, end - MOST_DAYS + 1)
  const born = dayOf(microsOfSqlTime(known.first))
  // Of the time before the host was there, nothing is usual.
  const history = Math.max(Math.min(born, first), first - HISTORY_DAYS)
  const rows = await hostRows<DayRow>(asking, statement(ip, history, end))
  const byDay = new Map(rows.map((row) => [row.day, row]))
  const all = Array.from({ length: end - history + 1 }, (_, place) => history + place)
  const shownFrom = first - history
  const today = dayOf(asking.now.getTime() * 1000)
  const usualFrom = Math.max(0, born - history)
  return {
    ip: ip.text,
    from: isoOfMicros(first * DAY),
    to: isoOfMicros((end + 1) * DAY),
    days: all.slice(shownFrom).map(dayText),
    ...(first <= today && today <= end && { unfinished: dayText(today) }),
    measures: MEASURES.map(({ name, unit }) => {
      const values = all.map((day) => byDay.get(day)?.[name] ?? 0)
      const usual = [
        ...values.slice(0, usualFrom).map(() => null),
        ...bands(values.slice(usualFrom)),
      ]
      return {
        measure: name,
        unit,
        values: values.slice(shownFrom),
        baseline: usual.slice(shownFrom),
      }
    }),
    completeness: completeness(
      elapsed,
      first > begin ? `Only the last ${MOST_DAYS} days are shown.` : undefined,
    ),
  }
}

function statement(ip: HostIp, first: number, last: number) {
  const of = (columns: Partial<Record<VolumeMeasure, string>>) =>
    MEASURES.map(({ name }) => `toFloat64(${columns[name] ?? '0'}) AS ${name}`).join(', ')
  const within = `start_time >= {x_first:Date32} AND start_time < {x_last:Date32} + 1`
  const bytes = 'ifNull(transfer_bytes, 0)'
  const volume = {
    bytes_out: 'host_days.bytes_out',
    bytes_in: 'host_days.bytes_in',
    outside_bytes_out: 'host_days.outside_bytes_out',
    outside_bytes_in: 'host_days.outside_bytes_in',
  }
  return {
    sql: `SELECT toInt32(day) AS day, ${MEASURES.map(({ name }) => `sum(days.${name}) AS ${name}`).join(', ')}
FROM (
  SELECT day, ${of(volume)} FROM host_days
  WHERE host = {x_host:IPv6} AND day >= {x_first:Date32} AND day <= {x_last:Date32}
  UNION ALL
  SELECT toDate32(start_time) AS day, ${of({
    transfers: '1',
    transfer_bytes_out: `if(ifNull(${IS_SENT}, 0), ${bytes}, 0)`,
    transfer_bytes_in: `if(ifNull(${IS_RECEIVED}, 0), ${bytes}, 0)`,
  })} FROM transfers WHERE ${TAKES_PART} AND ${within}
  UNION ALL
  SELECT toDate32(start_time) AS day, ${of({ sessions: '1' })} FROM sessions WHERE ${TAKES_PART} AND ${within}
) AS days
GROUP BY day`,
    params: { x_host: ip.key, x_first: dayText(first), x_last: dayText(last) },
  }
}
