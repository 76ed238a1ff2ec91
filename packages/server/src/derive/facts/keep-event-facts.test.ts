import { expect, test } from 'vitest'
import { writeProgress } from './progress.js'
import { at, factTexts, flow, line, useFactsGround, type Line } from './facts-ground.testing.js'
import {
  eventsWithoutFacts,
  keepEventFacts,
  settleProgress,
  type FactsGround,
} from './keep-event-facts.js'

const store = useFactsGround()

/** Events of several blocks: hosts, days and values repeat. */
function events(from: number, count: number): Line[] {
  return Array.from({ length: count }, (_, index) => {
    const n = from + index
    const ends = { src_ip: `10.0.0.${n % 5}`, dest_ip: `10.1.0.${n % 7}`, timestamp: at(n * 3600) }
    if (n % 3 === 0) return flow({ ...ends, dest_port: 20 + (n % 4) })
    return line('tls', { ...ends, tls: { sni: `s${n % 11}.example`, version: 'TLS 1.3' } })
  })
}

async function ingestBlocks(): Promise<void> {
  for (let block = 0; block < 3; block += 1) await store.ingest(events(block * 40, 40))
}

async function everything(): Promise<{ facts: string[]; days: string[] }> {
  return { facts: await store.facts(), days: await store.days() }
}

async function anew(): Promise<void> {
  const { events: engine, state } = store.ground()
  await engine.run('TRUNCATE TABLE event_facts')
  await engine.run('TRUNCATE TABLE host_days')
  await writeProgress(state, { taken: 0, epoch: 0, lookedOver: 0 })
}

/** A ground whose stores refuse the n-th call and all after it: what was done before it is done. */
function killedAt(ground: FactsGround, failsAt: number): FactsGround {
  let calls = 0
  const count = (): void => {
    calls += 1
    if (calls >= failsAt) throw new Error('killed')
  }
  const { events: engine, state } = ground
  return {
    ...ground,
    events: {
      ...engine,
      run: async (...args) => {
        count()
        await engine.run(...args)
      },
      // Of what runs side by side, any may be done before the rest.
      runAll: async (statements) => {
        for (const statement of failsAt % 2 === 0 ? statements : statements.toReversed()) {
          count()
          await engine.runAll([statement])
        }
      },
    },
    state: {
      ...state,
      db: new Proxy(state.db, {
        get(target, name, receiver) {
          if (name === 'insert') count()
          return Reflect.get(target, name, receiver) as unknown
        },
      }),
    },
  }
}

test('events wait for their facts until these are taken', async () => {
  const { events: engine, state } = store.ground()
  const waiting = () => eventsWithoutFacts(engine, state)
  await ingestBlocks()
  expect(await waiting()).toBe(120)
  let steps = 0
  await keepEventFacts(store.ground(), { eventsPerStep: 40, mayGoOn: () => ++steps < 2 })
  expect(await waiting()).toBe(40)
  await keepEventFacts(store.ground())
  expect(await waiting()).toBe(0)
  await store.ingest(events(500, 3))
  expect(await waiting()).toBe(3)
})

test('steps of any size, taken once, give what one step gives', async () => {
  await ingestBlocks()
  await anew()
  expect(await keepEventFacts(store.ground())).toBe(120)
  const whole = await everything()
  expect(whole.facts.length).toBeGreaterThan(100)
  for (const eventsPerStep of [1, 45]) {
    await anew()
    expect(await keepEventFacts(store.ground(), { eventsPerStep })).toBe(120)
    expect(await everything()).toEqual(whole)
    expect(await keepEventFacts(store.ground())).toBe(0)
    expect(await everything()).toEqual(whole)
  }
})

test('killed before any change of the stores and repeated, each event still counts once', async () => {
  const mail = (n: number) => line('smtp', { smtp: { helo: `h${n % 7}` }, timestamp: at(n) })
  for (const block of [0, 1]) {
    await store.ingest(Array.from({ length: 20 }, (_, n) => mail(block * 10 + n)))
  }
  const { events: engine, state } = store.ground()
  await anew()
  await keepEventFacts(store.ground())
  const whole = await everything()
  let killed = true
  let kills = 0
  while (killed) {
    await engine.run('TRUNCATE TABLE event_facts')
    await engine.run('TRUNCATE TABLE host_days')
    // Tokens of steps are remembered: these steps must not be those of the run before.
    await writeProgress(state, { taken: 0, epoch: kills + 1, lookedOver: 0 })
    try {
      await keepEventFacts(killedAt(store.ground(), kills + 1), { eventsPerStep: 20 })
      killed = false
    } catch {
      kills += 1
    }
    // A step that was begun is repeated as it was, whatever steps would be taken now.
    await keepEventFacts(store.ground(), { eventsPerStep: 1000 })
    expect(await everything(), `killed before change ${kills}`).toEqual(whole)
  }
  expect(kills).toBeGreaterThan(15)
}, 120_000)

test('a merge of all parts, and another cut into blocks, change nothing', async () => {
  await ingestBlocks()
  const { events: engine, state } = store.ground()
  await anew()
  await writeProgress(state, { taken: 0, epoch: 100, lookedOver: 0 })
  await keepEventFacts(store.ground(), { eventsPerStep: 1 })
  const whole = await everything()
  await engine.run('OPTIMIZE TABLE events FINAL')
  expect(await keepEventFacts(store.ground())).toBe(0)
  // The same step once more, as after a crash: the engine reads one merged part instead of many.
  const [row] = await engine.rows<{ first: number }>(
    'SELECT toFloat64(min(_block_number)) AS first FROM events',
  )
  const first = row?.first ?? 0
  await writeProgress(state, { taken: 0, pending: first, epoch: 100, lookedOver: 0 })
  await keepEventFacts(store.ground(), { eventsPerStep: 1 })
  expect(await everything()).toEqual(whole)
})

test('when the newest events were dropped, what comes after a start is taken', async () => {
  await ingestBlocks()
  const { events: engine, state } = store.ground()
  await keepEventFacts(store.ground())
  const { taken } = await settleProgress(engine, state)
  await engine.run('TRUNCATE TABLE events')
  const settled = await settleProgress(engine, state)
  expect(settled.taken).toBeLessThan(taken)
  expect(settled.epoch).toBeGreaterThan(0)
  await store.ingest(events(500, 3))
  expect(await keepEventFacts(store.ground())).toBe(3)
})

test('sets of values are bounded, and say how much more there was', async () => {
  const asks = (from: number, count: number): Line[] =>
    Array.from({ length: count }, (_, n) =>
      line('smtp', {
        smtp: { helo: `h${String(from + n).padStart(5, '0')}` },
        timestamp: at(from + n),
      }),
    )
  const helo = `attribute = 'mail_helo'`
  const kept = async () =>
    (await factTexts(store.ground().events, `${helo} AND value != ''`)).length
  await store.ingest(asks(0, 900))
  await keepEventFacts(store.ground())
  expect(await kept()).toBe(900)
  await store.ingest([...asks(880, 20), ...asks(900, 300)])
  await keepEventFacts(store.ground())
  expect(await kept()).toBe(1000)
  const isFull = `${helo} AND value = ''`
  expect((await store.facts(isFull)).map((fact) => fact.split(' ')[3])).toEqual(['200'])
  // A full set still counts what it knows, however few rows a step brings.
  await store.ingest([...asks(0, 1), ...asks(5000, 2)])
  await keepEventFacts(store.ground())
  expect(await kept()).toBe(1000)
  expect((await store.facts(isFull)).map((fact) => fact.split(' ')[3])).toEqual(['202'])
  expect((await store.facts(`${helo} AND value = 'h00000'`))[0]).toContain(' 2 2026-06-22')
})

test('a scan of many addresses makes facts of the scanner only', async () => {
  const scan = Array.from({ length: 20_000 }, (_, n) =>
    flow(
      {
        dest_ip: `10.${1 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`,
        app_proto: 'failed',
        dest_port: 22,
      },
      { pkts_toclient: 0, bytes_toclient: 0 },
    ),
  )
  await store.ingest(scan)
  await keepEventFacts(store.ground())
  expect((await store.facts()).map((fact) => fact.split(' ').slice(0, 2))).toEqual([
    ['10.0.0.1', 'sensor=sensor-1'],
  ])
  expect(await store.days()).toHaveLength(1)
})
