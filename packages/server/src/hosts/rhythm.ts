import type { RhythmAnswer, RhythmRequest } from '@spoor/model'
import { withinBudget } from '../questions/budget.js'
import { completeness, stopwatch } from '../questions/completeness.js'
import { isoOfMicros, sqlTimeOfMicros } from '../questions/moment.js'
import { QuestionError } from '../questions/question-error.js'
import type { HostIp } from './host-address.js'
import type { HostAsking } from './host-asking.js'
import { DAY, rangeOfHost } from './host-range.js'
import { requireKnown } from './known-host.js'

/** Whole weeks, so that each weekday counts as often. */
const LONGEST = 28 * DAY
const DAYS_OF_WEEK = 7
const HOURS_OF_DAY = 24

/**
 * At which hours of the week a host is active: its events of the last 28 days of a range by weekday
 * and hour.
 * @throws QuestionError TIME_INVALID, RANGE_INVALID, NOT_FOUND, TOO_SLOW; FIELD_UNFIT for a zone that
 *   there is not
 */
export async function hostRhythm(
  asking: HostAsking,
  ip: HostIp,
  request: RhythmRequest,
): Promise<RhythmAnswer> {
  const elapsed = stopwatch()
  const zone = request.time_zone ? checkedZone(request.time_zone) : asking.timeZone
  const known = await requireKnown(asking, ip)
  const asked = rangeOfHost(request, asking.now, known)
  const span = { from: Math.max(asked.from, asked.to - LONGEST), to: asked.to }
  const { value, covered, reason } = await withinBudget(
    asking.store,
    span,
    'newest',
    asking.limits,
    ({ from = span.from, to = span.to }, settings) =>
      asking.store.rows<{ weekday: number; hour: number; n: number }>(
        `SELECT toDayOfWeek(local) AS weekday, toHour(local) AS hour, toFloat64(count()) AS n
FROM (
  SELECT toTimeZone(ts, {x_zone:String}) AS local FROM events
  WHERE ts >= {x_from:DateTime64(6, 'UTC')} AND ts < {x_to:DateTime64(6, 'UTC')}
    AND (source_ip = {x_host:IPv6} OR destination_ip = {x_host:IPv6})
)
GROUP BY weekday, hour`,
        {
          params: {
            x_zone: zone,
            x_host: ip.key,
            x_from: sqlTimeOfMicros(from),
            x_to: sqlTimeOfMicros(to),
          },
          settings,
          signal: asking.signal,
        },
      ),
  )
  const hours = Array.from({ length: DAYS_OF_WEEK }, () => Array<number>(HOURS_OF_DAY).fill(0))
  for (const { weekday, hour, n } of value) {
    const day = hours[weekday - 1]
    if (day !== undefined) day[hour] = n
  }
  const { from, to } = covered ?? span
  return {
    ip: ip.text,
    from: isoOfMicros(from),
    to: isoOfMicros(to),
    time_zone: zone,
    total: value.reduce((sum, { n }) => sum + n, 0),
    hours,
    completeness: completeness(elapsed, reason),
  }
}

/** The engine knows zones in their own case only. */
function checkedZone(name: string): string {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions()
    if (timeZone === name || timeZone.toLowerCase() !== name.toLowerCase()) return name
  } catch {
    // Said below.
  }
  throw new QuestionError(
    'FIELD_UNFIT',
    `There is no time zone ${JSON.stringify(name)}. Write one such as Europe/Berlin.`,
  )
}
