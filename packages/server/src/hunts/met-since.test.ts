import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEFAULT_HOME } from '../organisation/organisation.js'
import { savedLists } from '../organisation/saved-lists.js'
import { openEveBench, type EveBench } from '../sources/eve/eve.testing.js'
import { huntsMetSince } from './filters.js'
import type { FilterHunt } from './hunt.js'
import { shippedHunts } from './shipped.js'

/** Which hunts new events may change the findings of. */

const FILTERS = shippedHunts().filter((hunt): hunt is FilterHunt => hunt.kind === 'filter')
const CONTEXT = { now: new Date(0), lists: savedLists(new Map(), { home: DEFAULT_HOME }) }
const NEVER = '4000000000'

let bench: EveBench
beforeAll(async () => {
  bench = await openEveBench()
  const flow = (port: number, bytes: number) =>
    JSON.stringify({
      timestamp: '2026-06-22T10:00:00.000000+0000',
      event_type: 'flow',
      flow_id: port,
      src_ip: '10.1.2.3',
      src_port: 50_000,
      dest_ip: '203.0.113.9',
      dest_port: port,
      proto: 'TCP',
      flow: { bytes_toserver: bytes, bytes_toclient: bytes, pkts_toserver: 9, pkts_toclient: 9 },
    })
  await bench.insert([flow(3389, 5000), flow(445, 10)])
})
afterAll(() => bench.close())

const idsOf = (hunts: readonly FilterHunt[]) =>
  hunts.filter(({ subject }) => subject === 'events').map(({ id }) => id)

it('names the hunts about events that a new one meets', async () => {
  const met = idsOf(await huntsMetSince(bench.store, FILTERS, '0', CONTEXT))
  expect(met).toContain('rdp-to-outside')
  // Too few bytes for it, and a kind of record that is not there.
  expect(met).not.toContain('smb-to-outside')
  expect(met).not.toContain('dns-tunnel-tool')
})

it('names none of them without new events, and always those about sessions and transfers', async () => {
  const met = await huntsMetSince(bench.store, FILTERS, NEVER, CONTEXT)
  expect(idsOf(met)).toEqual([])
  expect(met).toEqual(FILTERS.filter(({ subject }) => subject !== 'events'))
})
