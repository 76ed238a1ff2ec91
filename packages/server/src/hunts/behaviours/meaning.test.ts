import { beforeAll, describe, expect, it } from 'vitest'
import { dayText, useBehaviourBench } from './behaviours.testing.js'
import { JUDGES, plainMatches, type PlainRecord } from './slow-behaviours.testing.js'

const bench = useBehaviourBench()

const DAYS = 30

/** Settings under which made records match now and then. */
const SETTINGS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'first-seen': { value: 'server.ip' },
  'volume-anomaly': { at_least: 1000 },
  'sudden-increase': { count: 'server.ip', at_least: 3, factor: 1.5 },
  'off-hours-host': {},
  ratio: { at_least: 1000, factor: 4 },
  'duration-outlier': { at_least_seconds: 60, min_records: 10 },
  'peer-group': { at_least: 1000, min_peers: 5 },
}

/** Numbers from 0 to 1 that a seed decides (a linear congruential generator). */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/** A month of eleven hosts that have habits and now and then do something else. */
function month(seed: number): PlainRecord[] {
  const random = numbersFrom(seed)
  const below = (count: number) => Math.floor(random() * count)
  const records: PlainRecord[] = []
  for (let host = 0; host < 11; host += 1) {
    const begins = host % 4 === 3 ? below(20) : 0
    const activity = 0.3 + 0.7 * random()
    for (let day = begins; day < DAYS; day += 1) {
      if (random() > activity || (day % 7 >= 5 && random() > 0.4)) continue
      for (let n = 1 + below(4); n > 0; n -= 1) {
        const isOdd = random() < 0.05
        records.push({
          id: `${seed}-${records.length}`,
          day,
          hour: isOdd ? below(24) : 8 + below(4),
          client: `10.1.${host % 2}.${host}`,
          server: `203.0.113.${isOdd ? below(50) : host + below(2)}`,
          direction: random() < (isOdd ? 0.9 : 0.3) ? 'upload' : 'download',
          bytes: (isOdd ? 50 : 1) * (500 + below(500)),
          seconds: (isOdd ? 40 : 1) * (10 + below(10)),
        })
      }
    }
  }
  return records
}

describe.each([1, 2, 3, 4])('a made month, %d', (seed) => {
  const records = month(seed)
  beforeAll(() =>
    bench.fill(
      'transfers',
      records.map(({ id, day, hour, client, server, direction, bytes, seconds }) => ({
        id,
        day,
        time: `${String(hour).padStart(2, '0')}:15:00`,
        seconds,
        fields: {
          'client.ip': client,
          'server.ip': server,
          'transfer.direction': direction,
          'transfer.bytes': bytes,
        },
      })),
    ),
  )

  it.each(Object.keys(JUDGES))('%s finds what the plain reading of it finds', async (name) => {
    const judge = JUDGES[name]
    if (judge === undefined) throw new Error(name)
    const behaviour = { analytic: name, by: ['client.ip'], ...SETTINGS[name] }
    const matches = await bench.run({ behaviour }, 0, DAYS)
    const found = matches.map(({ day, by, measured, evidence }) => ({
      key: `${day} ${by.join()}`,
      measured,
      ids: evidence.map(({ id }) => id).toSorted(),
    }))
    const expected = plainMatches(records, 0, DAYS, judge).map(({ day, by, measured, ids }) => ({
      key: `${dayText(day)} ${by}`,
      measured: expect.closeTo(measured, 4),
      ids: ids.toSorted(),
    }))
    const inOrder = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1)
    expect(found.toSorted(inOrder)).toEqual(expected.toSorted(inOrder))
    expect(found.length).toBeGreaterThan(0)
  })
})
