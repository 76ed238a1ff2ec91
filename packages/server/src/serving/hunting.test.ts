import { expect, test } from 'vitest'
import { runsOfDays } from './hunting.js'

const day = (text: string) => Date.parse(`${text}T00:00:00Z`)
const texts = (days: string[]) =>
  runsOfDays(days.map(day)).map(({ from, to }) => [
    from.toISOString().slice(0, 10),
    to.toISOString().slice(0, 10),
  ])

test('days that follow each other are one range, with the day after', () => {
  expect(texts(['2026-02-27', '2026-02-28', '2026-03-01'])).toEqual([['2026-02-27', '2026-03-03']])
})

test('a stray day does not make the hunts go through all that lies between', () => {
  expect(texts(['1999-12-31', '2026-03-01'])).toEqual([
    ['1999-12-31', '2000-01-02'],
    ['2026-03-01', '2026-03-03'],
  ])
})

test('a gap of one day is covered by the day after', () => {
  expect(texts(['2026-03-01', '2026-03-03'])).toEqual([['2026-03-01', '2026-03-05']])
})

test('no days, no ranges', () => {
  expect(texts([])).toEqual([])
})
