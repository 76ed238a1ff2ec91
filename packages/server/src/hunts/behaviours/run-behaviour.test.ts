import { describe, expect, it } from 'vitest'
import { daily, dayText, useBehaviourBench } from './behaviours.testing.js'
import { runBehaviour } from './index.js'

const bench = useBehaviourBench()

const behaviour = {
  analytic: 'first-seen',
  by: ['client.ip'],
  settings: {
    value: 'server.ip',
    scope: 'host',
    min_bytes: 0,
    history_days: 14,
    learning_days: 7,
    entity_days: 0,
  },
}
const QUESTION = { subject: 'transfers', where: { sql: '1', params: {} }, behaviour } as const
const CONTEXT = { now: new Date('2026-06-01T00:00:00Z') }
const ASKED = { behaviour: { analytic: 'first-seen', by: ['client.ip'], value: 'server.ip' } }

describe('runBehaviour', () => {
  it('evaluates whole days, whatever part of them the range touches', async () => {
    await bench.fill('transfers', [
      ...daily(0, 10, {}),
      { day: 10, time: '23:00:00', fields: { 'server.ip': '198.51.100.1' } },
    ])
    const run = (from: string, to: string) =>
      runBehaviour(bench.store, QUESTION, { from: new Date(from), to: new Date(to) }, CONTEXT)
    const noon = await run(`${dayText(10)}T11:00:00Z`, `${dayText(10)}T11:00:01Z`)
    expect(noon.matches.map(({ day }) => day)).toEqual([dayText(10)])
    expect(await run(`${dayText(11)}T00:00:00Z`, `${dayText(12)}T00:00:00Z`)).toEqual({
      matches: [],
      cut: [],
    })
    expect(await run(`${dayText(10)}T11:00:00Z`, `${dayText(10)}T11:00:00Z`)).toEqual({
      matches: [],
      cut: [],
    })
  })

  it('answers a thousand a day, the worst, and says how many there were', async () => {
    const host = (i: number) => `10.1.${i >> 8}.${i & 255}`
    await bench.fill('transfers', [
      ...daily(0, 11, {}),
      ...Array.from({ length: 1005 }, (_, i) => ({
        day: 10,
        fields: { 'client.ip': host(i), 'server.ip': '198.51.100.1' },
      })),
      { day: 10, fields: { 'client.ip': host(1004), 'server.ip': '198.51.100.2' } },
      { day: 11, fields: { 'client.ip': host(7), 'server.ip': '198.51.100.3' } },
    ])
    const { matches, cut } = await bench.runAll(ASKED, 5, 13)
    expect(cut).toEqual([{ day: dayText(10), found: 1005 }])
    expect(matches).toHaveLength(1001)
    expect(matches[0]).toMatchObject({ by: [host(1004)], measured: 2, records: 2 })
    expect(matches.at(-1)).toMatchObject({ day: dayText(11), by: [host(7)] })
  })

  it('names the first twenty records', async () => {
    await bench.fill('transfers', [
      ...daily(0, 10, {}),
      ...Array.from({ length: 30 }, (_, i) => ({
        day: 10,
        id: `late-${i}`,
        time: `12:00:${String(59 - i).padStart(2, '0')}`,
        fields: { 'server.ip': `198.51.100.${i % 3}` },
      })),
    ])
    const [match] = await bench.run(ASKED, 10, 11)
    expect(match?.records).toBe(30)
    expect(match?.evidence).toEqual(
      Array.from({ length: 20 }, (_, i) => ({ subject: 'transfers', id: `late-${29 - i}` })),
    )
  })

  it('tells what has no bytes from what has none of them', async () => {
    await bench.fill('transfers', [
      ...daily(0, 10, {}),
      { day: 10, fields: { 'server.ip': '198.51.100.1', 'transfer.bytes': null } },
      { day: 11, fields: { 'server.ip': '198.51.100.2', 'transfer.bytes': 0 } },
      {
        day: 12,
        fields: { 'server.ip': '198.51.100.3', 'transfer.bytes': '18446744073709551615' },
      },
    ])
    const matches = await bench.run(ASKED, 10, 13)
    expect(matches.map(({ bytes }) => bytes)).toEqual([null, 0, Number.MAX_SAFE_INTEGER])
  })

  it('keeps the placeholders of the question and its own apart', async () => {
    await bench.fill('transfers', [
      ...daily(0, 10, {}),
      { day: 10, fields: { 'server.ip': '198.51.100.1', 'user.name': 'eve' } },
      { day: 10, fields: { 'server.ip': '198.51.100.2', 'user.name': 'bob' } },
    ])
    const matches = await bench.run({ ...ASKED, where: 'user.name:eve' }, 10, 11)
    expect(matches.map(({ figures }) => figures['value'])).toEqual(['198.51.100.1'])
  })

  it('reads parts of times as values', async () => {
    await bench.fill('transfers', [
      ...daily(0, 10, { time: '10:00:00' }),
      { day: 10, time: '03:00:00' },
      { day: 11, time: '10:59:59' },
    ])
    const behaviour = { ...ASKED.behaviour, value: '@timestamp.hour' }
    const matches = await bench.run({ behaviour }, 10, 13)
    expect(matches.map(({ figures }) => figures['value'])).toEqual(['3'])
  })

  it.each([-21_000, 47_000])('finds what happened %d days away', async (day) => {
    await bench.fill('transfers', [
      ...daily(day, day + 10, {}),
      { day: day + 10, fields: { 'server.ip': '198.51.100.1' } },
    ])
    const matches = await bench.run(ASKED, day, day + 12)
    expect(matches.map((match) => match.day)).toEqual([dayText(day + 10)])
  })
})
