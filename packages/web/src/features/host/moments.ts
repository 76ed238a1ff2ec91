import type { Asked } from '../../common/api/queries.js'
import { edgeTime } from '../../common/time/range.js'

/** The moment that the URL means by `as_of`; undefined if it names none. */
export function momentOf(asOf: string | undefined, now: number): string | undefined {
  if (asOf === undefined) return undefined
  if (!asOf.startsWith('now')) return asOf
  const time = edgeTime(asOf, now)
  return time === undefined ? undefined : new Date(time).toISOString()
}

/**
 * The range for records of the host: it ends at the moment as of which the host is shown. A range that
 * begins after it gives way.
 */
export function until(asked: Asked, moment: string | undefined): Asked {
  if (moment === undefined) return asked
  const at = Date.parse(moment)
  const from = asked.from !== undefined && Date.parse(asked.from) < at ? asked.from : undefined
  const to = asked.to !== undefined && Date.parse(asked.to) < at ? asked.to : moment
  return { ...asked, from, to }
}

const DAY_MS = 86_400_000

/** Days that volume and rhythm need at least, to be worth a look. */
const LEAST_DAYS = 14

/** The range for figures by day: a short one gives way to the days before its end. */
export function ofDays(asked: Asked): Asked {
  const { from, to } = asked
  if (from === undefined) return asked
  const end = to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to)
  return end - Date.parse(from) >= LEAST_DAYS * DAY_MS ? asked : { ...asked, from: undefined }
}
