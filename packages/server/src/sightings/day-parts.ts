/** Parts of day and week: `(is weekend or holiday ? 4 : 0) + floor(hour / 6)`, where the site is. */
const DAYS = ['work-day', 'day-off'] as const
const TIMES = ['night, 00–06', 'morning, 06–12', 'afternoon, 12–18', 'evening, 18–24'] as const

/** How many parts there are; other numbers mean that the part is not kept. */
export const PARTS = DAYS.length * TIMES.length

/** `work-day night, 00–06`. */
export function partWords(part: number): string {
  const day = DAYS[Math.floor(part / TIMES.length)]
  const time = TIMES[part % TIMES.length]
  if (day === undefined || time === undefined) throw new Error(`No part of day and week: ${part}`)
  return `${day} ${time}`
}

/** `work-day night`: without the hours. */
export function partName(part: number): string {
  return partWords(part).replace(/,.*$/, '')
}
