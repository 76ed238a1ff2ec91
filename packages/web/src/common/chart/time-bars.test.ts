import { expect, it } from 'vitest'
import { aligned, span, timeBars } from './time-bars.js'

const colours = {
  text: '#000',
  dim: '#555',
  line: '#ccc',
  surface: '#fff',
  series: ['#123'],
  named: () => '#123',
}

it('gives every series a figure for every moment', () => {
  const series = aligned([
    { name: 'a', colour: '', points: [[3, 1]] },
    {
      name: 'b',
      colour: '',
      points: [
        [1, 5],
        [3, 2],
      ],
    },
  ])
  expect(series[0]?.points).toEqual([
    [1, 0],
    [3, 1],
  ])
  expect(series[1]?.points).toEqual([
    [1, 5],
    [3, 2],
  ])
})

it('names the length of a bar', () => {
  expect(span(500)).toBe('500 ms')
  expect(span(60_000)).toBe('60 s')
  expect(span(3_600_000)).toBe('60 min')
  expect(span(16_560_000)).toBe('4.6 h')
  expect(span(86_400_000 * 3)).toBe('3 d')
})

it('keeps mark-up and rich-text styles out of tooltips', () => {
  // jsdom is not needed for the option itself, only for the text size.
  const before = globalThis.getComputedStyle
  const root = globalThis.document
  Object.assign(globalThis, {
    getComputedStyle: () => ({ fontSize: '16px' }),
    document: { documentElement: {} },
  })
  try {
    const option = timeBars({
      from: 0,
      to: 10,
      step: 1,
      series: [],
      zone: 'utc',
      colours,
      format: String,
    }) as { tooltip: { renderMode: string; formatter: (items: unknown) => string } }
    expect(option.tooltip.renderMode).toBe('richText')
    const text = option.tooltip.formatter([
      { seriesName: '{a|x}\u202e<img src=x onerror=alert(1)>', value: [0.5, 3] },
    ])
    expect(text).not.toMatch(/[{}|\u202e]/)
    expect(text).toContain('3')
  } finally {
    Object.assign(globalThis, { getComputedStyle: before, document: root })
  }
})
