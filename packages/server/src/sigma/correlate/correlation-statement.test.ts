import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  correlation,
  days,
  gte,
  momentText,
  openCorrelationBench,
  records,
  rule,
  SECOND,
} from './correlation-records.testing.js'
import type { CorrelationBench, MadeRecord, Step } from './correlation-records.testing.js'
import type { CorrelationCondition } from '../document.js'

let bench: CorrelationBench
beforeAll(async () => {
  bench = await openCorrelationBench()
})
afterAll(() => bench.close())

const ALL: CorrelationCondition = { bounds: [], fields: [] }
const by = (user?: string) => ({ extra: user === undefined ? {} : { user } })
const other = { client: '10.0.0.6' }

const COUNT = correlation({ name: 'count' })

describe('a correlation', () => {
  it('answers what was found, with its records', async () => {
    const ids = await bench.fill(
      records(['A', 0], ['A', 60], ['A', 63], ['A', 65], ['A', 67], ['A', 90], ['A', 61, other]),
    )
    const { matches } = await bench.run(COUNT)
    expect(matches).toEqual([
      {
        day: '2026-05-04',
        group: ['10.0.0.5'],
        firstAt: momentText(60 * SECOND),
        lastAt: momentText(67 * SECOND),
        hits: 2,
        records: 4,
        measured: 4,
        evidence: [2, 3, 4, 5].map((n) => ({ subject: 'events', id: ids.get(n) })),
      },
    ])
  })

  it('answers the first twenty records, and how many there are', async () => {
    const ids = await bench.fill(
      records(...Array.from({ length: 30 }, (_, i): Step => ['A', i / 10])),
    )
    const { matches } = await bench.run(COUNT)
    expect(matches).toMatchObject([{ hits: 28, records: 30, measured: 30 }])
    expect(matches[0]?.evidence.map(({ id }) => id)).toEqual(
      Array.from({ length: 20 }, (_, i) => ids.get(i + 1)),
    )
  })

  it('belongs to the day of its last record, with those before midnight', async () => {
    const midnight = 14 * 3600
    await bench.fill(
      records(['A', midnight - 6], ['A', midnight - 5], ['A', midnight - 4], ['A', midnight + 1]),
    )
    const both = await bench.run(COUNT, { range: days(0, 2) })
    expect(both.matches).toMatchObject([
      { day: '2026-05-04', records: 3, hits: 1, firstAt: momentText((midnight - 6) * SECOND) },
      { day: '2026-05-05', records: 4, hits: 1, firstAt: momentText((midnight - 6) * SECOND) },
    ])
    const second = await bench.run(COUNT, { range: days(1, 2) })
    expect(second.matches).toEqual(both.matches.slice(1))
  })

  it('reaches over several days', async () => {
    const day = 86_400
    await bench.fill(records(['A', 0], ['A', 3 * day], ['A', 7 * day]))
    const asked = correlation({ timespanSeconds: 7 * day })
    const { matches } = await bench.run(asked, { range: days(7, 8) })
    expect(matches).toMatchObject([{ day: '2026-05-11', firstAt: momentText(0), records: 3 }])
    const shorter = correlation({ timespanSeconds: 7 * day - 1 })
    expect((await bench.run(shorter, { range: days(0, 8) })).matches).toEqual([])
  })

  it('is refused if its rules are too long for the engine', async () => {
    const words = Array.from({ length: 150 }, (_, i) => `*x${i}*y`).join(' and ')
    const rules = Array.from({ length: 50 }, (_, i) => rule(`rule ${i}`, `ftp.command:(${words})`))
    const asked = correlation({ rules: rules.map((one) => one.rule.name ?? '') })
    await expect(bench.run(asked, { rules })).rejects.toThrow('too long to be asked together')
  })

  it('says when it found more than it answers', async () => {
    const made = Array.from({ length: 1001 }, (_, i): Step => {
      const extra = { extra: { user: `user ${i}` } }
      return ['A', 1, extra]
    })
    await bench.fill(records(...made))
    const asked = correlation({ groupBy: ['extra.user'], condition: gte(1) })
    const { matches, cut } = await bench.run(asked)
    expect(matches).toHaveLength(1000)
    expect(cut).toEqual([{ day: '2026-05-04', found: 1001 }])
  })
})

describe('aliases', () => {
  const asked = correlation({
    type: 'temporal',
    rules: ['A', 'id-of-B'],
    groupBy: ['inside'],
    condition: ALL,
    aliases: { inside: { A: 'source.ip', B: 'destination.ip' } },
  })

  it.each([
    ['10.0.0.5', 1],
    ['10.0.0.6', 0],
  ])('let fields of two rules be one: %s', async (server, found) => {
    await bench.fill(records(['A', 0], ['B', 5, { client: '192.0.2.1', server }]))
    const { matches } = await bench.run(asked)
    expect(matches.map(({ group }) => group)).toEqual(found === 0 ? [] : [['10.0.0.5']])
  })

  it('name fields as the log source calls them', async () => {
    await bench.fill(records(['A', 0, by('x')], ['A', 1, by('x')]))
    const rules = [rule('A', 'ftp.command:A', { TargetUserName: 'extra.user' })]
    const made = correlation({
      groupBy: ['who'],
      aliases: { who: { A: 'TargetUserName' } },
      condition: gte(2),
    })
    expect((await bench.run(made, { rules })).matches).toMatchObject([{ group: ['x'] }])
  })

  it('reach through correlations', async () => {
    await bench.fill(
      records(['A', 0], ['A', 1], ['B', 2, { client: '192.0.2.1', server: '10.0.0.5' }]),
    )
    const inner = correlation({
      name: 'inner',
      groupBy: ['inside'],
      condition: gte(2),
      aliases: { inside: { A: 'source.ip' } },
    })
    const outer = correlation({
      type: 'temporal_ordered',
      rules: ['inner', 'B'],
      groupBy: ['host'],
      condition: ALL,
      aliases: { host: { inner: 'inside', B: 'destination.ip' } },
    })
    const { matches } = await bench.run(outer, { correlations: [inner] })
    expect(matches).toMatchObject([{ group: ['10.0.0.5'], firstAt: momentText(0) }])
  })
})

describe('a chain', () => {
  const failures = correlation({ name: 'failures', rules: ['A'], condition: gte(10) })
  const guessed = correlation({
    type: 'temporal_ordered',
    rules: ['failures', 'B'],
    timespanSeconds: 60,
    condition: ALL,
  })
  const tenFailures = Array.from({ length: 10 }, (_, i): Step => ['A', i])

  it.each<[string, MadeRecord[], number]>([
    ['ten failures, then a success', records(...tenFailures, ['B', 30]), 1],
    ['nine failures, then a success', records(...tenFailures.slice(1), ['B', 30]), 0],
    ['a success, then ten failures', records(...tenFailures, ['B', -1]), 0],
    ['a success of another client', records(...tenFailures, ['B', 30, other]), 0],
    ['a success just in time', records(...tenFailures, ['B', 69]), 1],
    ['a success too late', records(...tenFailures, ['B', 69.000001]), 0],
  ])('%s', async (_, made, found) => {
    await bench.fill(made)
    const { matches } = await bench.run(guessed, { correlations: [failures] })
    expect(matches).toHaveLength(found)
    // Since the first failure, not since the last that made them enough.
    if (found === 1) expect(matches).toMatchObject([{ firstAt: momentText(0), records: 2 }])
  })
})

it('rests on sessions and transfers too', async () => {
  const start = momentText(0)
  const ends = {
    start_time: start,
    end_time: start,
    user_name: 'anna',
    client_ip: '::ffff:10.0.0.5',
  }
  const { store } = bench.eve
  const volumes = [400, 700, null]
  await store.insert('sessions', [{ ...ends, session_id: 's1', session_login_failures: 3 }])
  await store.insert(
    'transfers',
    volumes.map((transfer_bytes, i) => ({ ...ends, transfer_id: `t${i}`, transfer_bytes })),
  )
  const rules = [
    rule('failed', 'session.login_failures:>2', {}, 'sessions'),
    rule('moved', '*', {}, 'transfers'),
  ]
  const near = correlation({
    type: 'temporal',
    rules: ['failed', 'moved'],
    groupBy: ['client.ip', 'user.name'],
    condition: ALL,
  })
  expect((await bench.run(near, { rules })).matches).toMatchObject([
    {
      group: ['10.0.0.5', 'anna'],
      measured: 2,
      evidence: [
        { subject: 'sessions', id: 's1' },
        { subject: 'transfers', id: 't0' },
        { subject: 'transfers', id: 't1' },
        { subject: 'transfers', id: 't2' },
      ],
    },
  ])
  const volume = correlation({ type: 'value_sum', rules: ['moved'], condition: gte(1100, 'bytes') })
  const { matches } = await bench.run(volume, { rules })
  expect(matches).toMatchObject([{ group: ['10.0.0.5'], measured: 1100, hits: 3 }])
})

describe('names and values of an attacker stay data', () => {
  const hostile = ["x'; DROP TABLE events; --", '`b`', '"q"', '\\', '{q0:String}', "') OR 1=1 --"]

  beforeAll(async () => {
    const extra = Object.fromEntries(hostile.map((name) => [name, name]))
    const others = Object.fromEntries(hostile.map((name) => [name, 'other']))
    await bench.fill(records(['A', 0, { extra }], ['A', 1, { extra }], ['A', 2, { extra: others }]))
  })

  it.each(hostile)('%s', async (name) => {
    const asked = correlation({
      groupBy: ['alias'],
      aliases: { alias: { A: `extra.${name}` } },
      condition: gte(2),
    })
    expect((await bench.run(asked)).matches).toMatchObject([{ group: [name], records: 2 }])
    const counted = correlation({
      groupBy: [`extra.${name}`],
      type: 'value_count',
      condition: gte(1, `extra.${name}`),
    })
    expect((await bench.run(counted)).matches).toHaveLength(2)
  })
})
