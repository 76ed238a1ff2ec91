import type { Outlier } from '@spoor/model'
import { describe, expect, it } from 'vitest'
import { cellsOf, stripWords } from './day-parts.js'

const at = '2026-06-20T02:00:00Z'
const usual = (part: number, value: boolean): Outlier['usual_parts'][number] => ({
  part,
  words: '',
  first_seen: `2026-06-0${part + 1}T08:00:00Z`,
  value,
})

const cells = (part: number, ...parts: Outlier['usual_parts']) =>
  cellsOf({ part: { part, words: '' }, usual_parts: parts, first_seen: at })

describe('parts of day and week', () => {
  it('are eight, work days first, each with what is known of it', () => {
    const strip = cells(4, usual(1, true), usual(2, true), usual(5, false))
    expect(strip.map(({ state }) => state)).toEqual([
      'never',
      'value',
      'value',
      'never',
      'new',
      'host',
      'never',
      'never',
    ])
    expect(strip[4]).toEqual({
      part: 4,
      day: 'Day off',
      time: 'night',
      hours: '00–06',
      state: 'new',
      firstSeen: at,
    })
    expect(strip[1]?.firstSeen).toBe('2026-06-02T08:00:00Z')
    expect(strip[3]).toMatchObject({ day: 'Work day', time: 'evening', hours: '18–24' })
  })

  it('are new where they are new, even if the host was active in them', () => {
    expect(cells(0, usual(0, false))[0]?.state).toBe('new')
  })

  it.each([
    [
      cells(4, usual(1, true), usual(2, true), usual(5, false)),
      'New: day off night; usual: work day morning, work day afternoon; active without it: day off morning',
    ],
    [cells(0, usual(3, false)), 'New: work day night; active without it: work day evening'],
    [cells(7), 'New: day off evening'],
  ])('are said in words', (strip, words) => {
    expect(stripWords(strip)).toBe(words)
  })
})
