import type { AbsoluteRange } from '../time/range.js'

const DAY = 86_400_000

/** Times that a preview can be asked over; `view` is the time range of the page. */
export const PREVIEW_SPANS = [
  { value: '7', label: 'the newest 7 days' },
  { value: '30', label: 'the newest 30 days' },
  { value: '90', label: 'the newest 90 days' },
  { value: 'view', label: 'the time range above' },
] as const

/**
 * The range of a preview: days that end with the newest event, or what the page shows. The edges
 * that are absent are left to Spoor.
 *
 * @param newest moment of the newest event; null if there is none.
 */
export function previewRange(
  span: string,
  newest: string | null | undefined,
  view: AbsoluteRange,
): AbsoluteRange {
  if (span === 'view') return { from: view.from, to: view.to }
  if (newest === null || newest === undefined) return {}
  const end = Date.parse(newest)
  return {
    from: new Date(end - Number(span) * DAY).toISOString(),
    // The end is exclusive: the newest event is to be in it.
    to: new Date(end + 1_000).toISOString(),
  }
}
