import fc from 'fast-check'
import { expect, test } from 'vitest'
import { at, flow, line, useFactsGround, type Line } from './facts-ground.testing.js'
import { keepEventFacts } from './keep-event-facts.js'

/** Facts of events in batches and orders of any kind are those of all events at once, and right. */

const store = useFactsGround()

const address = fc.constantFrom('10.0.0.1', '10.0.0.2', '203.0.113.5', '2001:db8::7', '224.0.0.1')
const moment = fc.integer({ min: -200_000, max: 200_000 })
const event: fc.Arbitrary<Line> = fc
  .tuple(address, address, moment, fc.constantFrom('tls', 'flow', 'smtp'), fc.nat({ max: 3 }))
  .map(([src_ip, dest_ip, seconds, type, n]) => {
    const ends = { src_ip, dest_ip, timestamp: at(seconds) }
    if (type === 'flow') return flow(ends, { pkts_toclient: n, bytes_toclient: n * 100 })
    if (type === 'smtp')
      return line('smtp', { ...ends, smtp: { helo: n === 0 ? '' : `Helo ${n}` } })
    return line('tls', { ...ends, tls: { version: 'TLS 1.2', ja3: { hash: `ja${n}` } } })
  })

/** A slow reading of a few attributes. */
function expected(events: readonly Line[]): string[] {
  const facts = new Map<string, { times: string[]; count: number }>()
  const note = (host: unknown, attribute: string, value: string, time: unknown): void => {
    if (value === '' || host === '224.0.0.1') return
    const key = `${String(host)} ${attribute}=${value}`
    const fact = facts.get(key) ?? { times: [], count: 0 }
    fact.times.push(String(time))
    fact.count += 1
    facts.set(key, fact)
  }
  for (const record of events) {
    const { src_ip: source, dest_ip: destination, event_type: type, timestamp } = record
    if (type === 'smtp') note(source, 'mail_helo', String((record.smtp as Line).helo), timestamp)
    if (type === 'tls') {
      note(source, 'ja3', (record.tls as { ja3: { hash: string } }).ja3.hash, timestamp)
      note(destination, 'tls_version_served', 'TLS 1.2', timestamp)
    }
    if (type !== 'flow' || Number((record.flow as Line).pkts_toclient) === 0) continue
    for (const [host, peer] of [
      [source, destination],
      [destination, source],
    ]) {
      const where = String(peer).startsWith('10.') ? 'peer_inside' : 'peer_outside'
      note(host, where, String(peer), timestamp)
    }
  }
  return [...facts].map(([key, { times, count }]) => {
    const [first = '', last = ''] = [times.toSorted()[0], times.toSorted().at(-1)]
    return `${key} ${count} ${sqlTime(first)} ${sqlTime(last)}`
  })
}

const sqlTime = (eve: string) => eve.replace('T', ' ').replace('+0000', '')

const COMPARED = `attribute IN ('mail_helo', 'ja3', 'tls_version_served', 'peer_inside', 'peer_outside')`

/** Facts without their source, parts added up. */
async function readFacts(): Promise<string[]> {
  const rows = await store.ground().events.rows<{ fact: string }>(
    `SELECT concat(replaceOne(toString(host), '::ffff:', ''), ' ', attribute, '=', value, ' ', toString(sum(count)), ' ',
       toString(min(first)), ' ', toString(max(last))) AS fact
     FROM event_facts WHERE ${COMPARED} GROUP BY host, attribute, value`,
  )
  return rows.map(({ fact }) => fact).toSorted()
}

test('random events in random batches', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(event, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 }),
      fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      async (batches, keepsAfter) => {
        await store.clear()
        for (const [index, batch] of batches.entries()) {
          await store.ingest(batch)
          if (keepsAfter[index]) await keepEventFacts(store.ground())
        }
        await keepEventFacts(store.ground())
        const inBatches = [await readFacts(), await store.facts(), await store.days()]
        expect(inBatches[0]).toEqual(expected(batches.flat()).toSorted())
        await store.clear()
        await store.ingest(batches.flat().toReversed())
        await keepEventFacts(store.ground())
        expect([await readFacts(), await store.facts(), await store.days()]).toEqual(inBatches)
      },
    ),
    { numRuns: 8 },
  )
}, 120_000)
