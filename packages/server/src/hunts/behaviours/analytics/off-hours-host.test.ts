import { describe, expect, it } from 'vitest'
import {
  dayText,
  provenMatches,
  type MadeRecord,
  useBehaviourBench,
} from '../behaviours.testing.js'

const bench = useBehaviourBench()

const A = '10.1.2.3'
const host = (client: string, bytes = 5000) => ({
  fields: { 'client.ip': client, 'transfer.bytes': bytes },
})
/** Monday to Friday of two weeks, from day 0 to day 11; the next Monday is day 14. */
const WEEKDAYS = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11]
const atWork = (client: string, time: string, days = WEEKDAYS): MadeRecord[] =>
  days.map((day) => ({ day, time, ...host(client) }))

interface Case {
  readonly name: string
  readonly settings?: Readonly<Record<string, unknown>>
  readonly records: readonly MadeRecord[]
  /** Day, entity and hours. */
  readonly found: readonly (readonly [day: number, by: string, hours: string])[]
}

const CASES: readonly Case[] = [
  {
    name: 'a night',
    records: [...atWork(A, '10:30:00'), { day: 14, time: '02:00:00', ...host(A) }],
    found: [[14, A, '02:00–02:59']],
  },
  {
    name: 'an hour before and after are as usual, two are not',
    records: [
      ...[1, 2, 3, 4].flatMap((last) => atWork(`10.1.2.${last}`, '10:30:00')),
      { day: 14, time: '09:00:00', ...host('10.1.2.1') },
      { day: 14, time: '11:59:59.999999', ...host('10.1.2.2') },
      { day: 14, time: '08:59:59.999999', ...host('10.1.2.3') },
      { day: 14, time: '12:00:00', ...host('10.1.2.4') },
    ],
    found: [
      [14, '10.1.2.3', '08:00–08:59'],
      [14, '10.1.2.4', '12:00–12:59'],
    ],
  },
  {
    name: 'the hours go round at midnight',
    records: [
      ...[1, 2].flatMap((last) => atWork(`10.1.2.${last}`, '23:30:00')),
      ...[3, 4].flatMap((last) => atWork(`10.1.2.${last}`, '00:30:00')),
      { day: 14, time: '00:59:59', ...host('10.1.2.1') },
      { day: 14, time: '01:00:00', ...host('10.1.2.2') },
      { day: 14, time: '23:00:00', ...host('10.1.2.3') },
      { day: 14, time: '22:59:59', ...host('10.1.2.4') },
    ],
    found: [
      [14, '10.1.2.2', '01:00–01:59'],
      [14, '10.1.2.4', '22:00–22:59'],
    ],
  },
  {
    name: 'the weekend has hours of its own',
    records: [
      ...atWork(A, '10:30:00'),
      ...atWork('10.1.2.4', '10:30:00', [...WEEKDAYS, 5]),
      { day: 12, time: '10:00:00', ...host(A) },
      { day: 13, time: '10:00:00', ...host('10.1.2.4') },
    ],
    found: [[12, A, '10:00–10:59']],
  },
  {
    name: 'new hours of the day together, and only their records',
    settings: { at_least: 3 },
    records: [
      ...atWork(A, '10:30:00'),
      { day: 14, time: '02:00:00', ...host(A) },
      { day: 14, time: '03:00:00', ...host(A) },
      { day: 14, time: '20:00:00', ...host(A) },
      { day: 15, time: '00:00:00', ...host(A) },
      { day: 15, time: '01:00:00', ...host(A) },
      { day: 15, time: '10:00:00', ...host(A) },
    ],
    found: [[14, A, '02:00–03:59, 20:00–20:59']],
  },
  {
    name: 'enough bytes, to the byte',
    settings: { min_bytes: 1000 },
    records: [
      ...atWork(A, '10:30:00'),
      { day: 14, time: '02:00:00', ...host(A, 999) },
      { day: 15, time: '02:00:00', ...host(A, 1) },
      { day: 16, time: '06:00:00', ...host(A, 1000) },
    ],
    found: [[16, A, '06:00–06:59']],
  },
  {
    name: 'a host that was seldom active',
    records: [
      ...atWork(A, '10:30:00', [0, 1, 2, 3]),
      ...atWork('10.1.2.4', '10:30:00', [0, 1, 2, 3, 4]),
      { day: 9, time: '02:00:00', ...host(A) },
      { day: 9, time: '02:00:00', ...host('10.1.2.4') },
    ],
    found: [[9, '10.1.2.4', '02:00–02:59']],
  },
  {
    name: 'nothing in the six days after the first record of the host',
    records: [
      ...atWork(A, '10:30:00', [2, 3, 4, 5, 6, 7]),
      ...atWork('10.1.2.4', '10:30:00', [1, 2, 3, 4, 5, 6, 7]),
      { day: 8, time: '02:00:00', ...host(A) },
      { day: 8, time: '02:00:00', ...host('10.1.2.4') },
    ],
    found: [[8, '10.1.2.4', '02:00–02:59']],
  },
  {
    name: 'the first day of the history counts, the one before does not',
    settings: { history_days: 7, min_active_days: 3 },
    records: [
      ...atWork(A, '10:30:00'),
      ...atWork('10.1.2.4', '10:30:00'),
      { day: 7, time: '02:00:00', ...host(A) },
      { day: 8, time: '02:00:00', ...host('10.1.2.4') },
      { day: 15, time: '02:00:00', ...host(A) },
      { day: 15, time: '02:00:00', ...host('10.1.2.4') },
    ],
    found: [
      [7, A, '02:00–02:59'],
      [8, '10.1.2.4', '02:00–02:59'],
      [15, A, '02:00–02:59'],
    ],
  },
]

describe('off-hours-host', () => {
  it.each(CASES)('$name', async ({ settings = {}, records, found }) => {
    const behaviour = { analytic: 'off-hours-host', by: ['client.ip'], ...settings }
    const matches = await provenMatches(bench, { behaviour }, records, 7, 17)
    expect(matches.map(({ day, by, figures }) => [day, ...by, figures['hours']])).toEqual(
      found.map(([day, by, hours]) => [dayText(day), by, hours]),
    )
  })

  it('says what is usual on such days', async () => {
    await bench.fill('transfers', [
      ...atWork(A, '10:30:00'),
      ...atWork(A, '12:30:00'),
      { day: 12, time: '10:00:00', id: 'saturday', ...host(A) },
      { day: 14, time: '03:00:00', id: 'monday', ...host(A) },
    ])
    const behaviour = { analytic: 'off-hours-host', by: ['client.ip'] }
    const matches = await bench.run({ behaviour }, 12, 15)
    expect(matches).toMatchObject([
      {
        figures: {
          hours: '10:00–10:59',
          usual: 'never',
          kind: 'weekend',
          active: '10',
          volume: '5 kB',
        },
        evidence: [{ id: 'saturday' }],
      },
      {
        figures: { usual: '10:00–10:59, 12:00–12:59', kind: 'weekday', active: '11' },
        evidence: [{ id: 'monday' }],
      },
    ])
  })

  it('takes hostile names and IPv6 as they are', async () => {
    const name = `'"\\ {b0:String}\u0000\n`
    const fields = { 'user.name': name, 'client.ip': '2001:db8::7' }
    await bench.fill('transfers', [
      ...WEEKDAYS.map((day) => ({ day, fields })),
      { day: 14, time: '02:00:00', fields },
    ])
    const behaviour = { analytic: 'off-hours-host', by: ['user.name', 'client.ip'] }
    const matches = await bench.run({ behaviour }, 0, 15)
    expect(matches.map(({ by }) => by)).toEqual([[name, '2001:db8::7']])
  })
})
