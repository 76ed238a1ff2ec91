import type { Outlier } from '@spoor/model'

const DAYS = ['Work day', 'Day off'] as const
const TIMES = ['night', 'morning', 'afternoon', 'evening'] as const
const HOURS = ['00–06', '06–12', '12–18', '18–24'] as const

/** What is known of a host and a value in a part of day and week. */
export type PartState =
  /** The value was seen in it for the first time: the outlier. */
  | 'new'
  /** The value was seen in it before. */
  | 'value'
  /** The host was active in it, without the value. */
  | 'host'
  /** The host was never seen in it. */
  | 'never'

/** A part of day and week as a cell of a strip. */
export interface PartCell {
  readonly part: number
  /** `Work day` or `Day off`; `night`; `00–06`. */
  readonly day: string
  readonly time: string
  readonly hours: string
  readonly state: PartState
  readonly firstSeen: string | undefined
}

export const STATE_WORDS: Readonly<Record<PartState, string>> = {
  new: 'new: first time',
  value: 'had it before',
  host: 'active, without it',
  never: 'never active',
}

/** The eight parts in the order of the week: work days first, each from night to evening. */
export function cellsOf({
  part: { part: unusual },
  usual_parts: usual,
  first_seen: firstSeen,
}: Pick<Outlier, 'part' | 'usual_parts' | 'first_seen'>): PartCell[] {
  const known = new Map(usual.map((one) => [one.part, one]))
  return DAYS.flatMap((day, row) =>
    TIMES.map((time, column) => {
      const part = row * TIMES.length + column
      const before = known.get(part)
      const state: PartState =
        part === unusual ? 'new' : before === undefined ? 'never' : before.value ? 'value' : 'host'
      return {
        part,
        day,
        time,
        hours: HOURS[column] ?? '',
        state,
        firstSeen: part === unusual ? firstSeen : before?.first_seen,
      }
    }),
  )
}

/** The strip in words, for those who do not see it. */
export function stripWords(cells: readonly PartCell[]): string {
  const named = (state: PartState) =>
    cells
      .filter((cell) => cell.state === state)
      .map(({ day, time }) => `${day.toLowerCase()} ${time}`)
      .join(', ')
  const usual = named('value')
  const active = named('host')
  return [
    `New: ${named('new')}`,
    ...(usual === '' ? [] : [`usual: ${usual}`]),
    ...(active === '' ? [] : [`active without it: ${active}`]),
  ].join('; ')
}
