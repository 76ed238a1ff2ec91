const SECOND = 1_000_000
const TWO = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'))
const THREE = Array.from({ length: 1000 }, (_, value) => String(value).padStart(3, '0'))

let cachedDay = -1
let cachedDayText = ''

/**
 * A moment as Suricata writes it, `2026-06-22T22:44:46.668728+0000`.
 * @param time microseconds since 1970, UTC
 */
export function eveTime(time: number): string {
  const seconds = Math.floor(time / SECOND)
  const micros = Math.floor(time - seconds * SECOND)
  const day = Math.floor(seconds / 86400)
  if (day !== cachedDay) {
    cachedDay = day
    cachedDayText = new Date(day * 86_400_000).toISOString().slice(0, 11)
  }
  const inDay = seconds - day * 86400
  const hour = Math.floor(inDay / 3600)
  const minute = Math.floor((inDay - hour * 3600) / 60)
  const thousand = Math.floor(micros / 1000)
  return `${cachedDayText}${TWO[hour]}:${TWO[minute]}:${TWO[inDay % 60]}.${THREE[thousand]}${THREE[micros % 1000]}+0000`
}

/** Load of each hour of the day, UTC, relative to the others: an office with a night that is never silent. */
const HOURLY_LOAD = [
  0.45, 0.4, 0.4, 0.4, 0.45, 0.5, 0.7, 1.1, 1.6, 1.8, 1.8, 1.7, 1.4, 1.6, 1.7, 1.7, 1.6, 1.3, 0.9,
  0.75, 0.7, 0.65, 0.55, 0.5,
] as const

/**
 * The moment at which a given part of the whole load has begun.
 * @param start first moment of the log
 * @param days length of the log, more than 0
 * @returns a monotonic function from a share in [0, 1] to microseconds since 1970
 */
export function loadCurve(start: Date, days: number): (share: number) => number {
  const begin = start.getTime() * 1000
  const step = 3600 * SECOND
  const edges = [begin]
  const sums = [0]
  const end = begin + days * 24 * step
  let sum = 0
  for (let at = begin; at < end;) {
    const next = Math.min(end, (Math.floor(at / step) + 1) * step)
    sum += (HOURLY_LOAD[Math.floor(at / step) % 24] as number) * (next - at)
    edges.push(next)
    sums.push(sum)
    at = next
  }
  return (share) => {
    const target = Math.min(1, Math.max(0, share)) * sum
    let low = 0
    let high = sums.length - 1
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((sums[middle] as number) <= target) low = middle
      else high = middle
    }
    const from = sums[low] as number
    const width = (sums[high] as number) - from
    const left = edges[low] as number
    return Math.floor(left + ((target - from) / width) * ((edges[high] as number) - left))
  }
}
