import { expect, it } from 'vitest'
import { Timetable } from './timetable.js'

const SECOND = 1000

/** Events came in at these moments, in seconds. */
function withEvents(...seconds: readonly number[]): Timetable {
  const timetable = new Timetable()
  for (const second of seconds) timetable.noteEvents(second * SECOND)
  return timetable
}

/** A run for events, from one second to another. */
function ran(timetable: Timetable, from: number, to: number): void {
  timetable.begin('events')
  timetable.ended('events', from * SECOND, to * SECOND)
}

it('without anything noted nothing is due', () => {
  const timetable = new Timetable()
  expect(timetable.next()).toBe(Infinity)
  timetable.noteCaughtUp()
  expect(timetable.next()).toBe(Infinity)
})

it('hunts that were changed run at once, whatever else waits', () => {
  const timetable = withEvents(1)
  timetable.note('hunts', 5 * SECOND)
  expect(timetable.next()).toBe(5 * SECOND)
})

it('when all is read, filters run two seconds after the last event', () => {
  const timetable = withEvents(1, 4, 5)
  timetable.noteCaughtUp()
  expect(timetable.from('events')).toBe(7 * SECOND)
})

it('if events keep coming, filters run thirty seconds after the first', () => {
  const timetable = withEvents(...Array.from({ length: 60 }, (_, second) => second))
  timetable.noteCaughtUp()
  expect(timetable.from('events')).toBe(30 * SECOND)
})

it.each([
  { took: 1, next: 101 + 9 },
  { took: 3, next: 103 + 27 },
  { took: 20, next: 120 + 30 },
])('after a run of $took s, filters leave nine times as much to ingest', ({ took, next }) => {
  const timetable = withEvents(90)
  ran(timetable, 100, 100 + took)
  timetable.noteEvents((101 + took) * SECOND)
  timetable.noteCaughtUp()
  expect(timetable.from('events')).toBe(next * SECOND)
})

it('while there is more to read, filters run after a minute and a half', () => {
  const timetable = withEvents(...Array.from({ length: 80 }, (_, second) => second))
  expect(timetable.hasBacklog).toBe(true)
  expect(timetable.from('events')).toBe(90 * SECOND)
})

it.each([
  { took: 12, next: 102 + 108 },
  { took: 60, next: 150 + 300 },
])('and after a run of $took s leave nine times as much, five minutes at most', (row) => {
  const timetable = withEvents(0)
  ran(timetable, 90, 90 + row.took)
  timetable.noteEvents((91 + row.took) * SECOND)
  expect(timetable.from('events')).toBe(row.next * SECOND)
})

it('a backlog that ends need not be waited for', () => {
  const timetable = withEvents(0, 10)
  timetable.noteCaughtUp()
  expect(timetable.hasBacklog).toBe(false)
  expect(timetable.from('events')).toBe(12 * SECOND)
})

it('events that come in during a run wait for the next', () => {
  const timetable = withEvents(0)
  timetable.begin('events')
  expect(timetable.waits('events')).toBe(false)
  timetable.noteEvents(5 * SECOND)
  timetable.ended('events', 3 * SECOND, 6 * SECOND)
  timetable.noteCaughtUp()
  expect(timetable.from('events')).toBe((6 + 27) * SECOND)
})

it('correlations and behaviours take a twentieth of the time, once a minute at most', () => {
  const timetable = new Timetable()
  timetable.note('patterns', 0)
  expect(timetable.from('patterns')).toBe(0)
  timetable.begin('patterns')
  timetable.ended('patterns', 0, 1 * SECOND)
  timetable.note('patterns', 2 * SECOND)
  expect(timetable.from('patterns')).toBe(61 * SECOND)
  timetable.ended('patterns', 100 * SECOND, 110 * SECOND)
  expect(timetable.from('patterns')).toBe((110 + 190) * SECOND)
})

it('they wait five minutes for a backlog to end', () => {
  const timetable = withEvents(0)
  timetable.note('patterns', 1 * SECOND)
  expect(timetable.from('patterns')).toBe(301 * SECOND)
  timetable.noteCaughtUp()
  expect(timetable.from('patterns')).toBe(1 * SECOND)
})

it('what hosts are is inferred anew for a twentieth of the time', () => {
  const timetable = new Timetable()
  timetable.note('hosts', 0)
  timetable.begin('hosts')
  timetable.ended('hosts', 0, 2 * SECOND)
  timetable.note('hosts', 2 * SECOND)
  expect(timetable.next()).toBe(40 * SECOND)
})
