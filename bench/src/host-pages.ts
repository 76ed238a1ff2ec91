import {
  DEFAULT_LIMITS,
  hostAsking,
  hostHeader,
  hostInsights,
  hostPeers,
  hostVolume,
  readHostIp,
  recordsOf,
  type Installation,
} from '@spoor/server'
import { hostAt } from './many-hosts.js'

/** Hosts whose pages are asked for: the busiest, servers, and some of the many others. */
const HOSTS = [0, 1, 7, 120, 1_500, 1_999, 2_500, 30_000, 65_000, 99_999]
const RUNS = 3

/** Milliseconds of every answer that makes the page of a host, by its name. */
export async function hostPages(ground: Installation): Promise<Record<string, number[]>> {
  const { events, lists } = ground
  const asked = { store: events, now: new Date(), lists, limits: DEFAULT_LIMITS, recordsOf }
  const asking = await hostAsking(ground, asked)
  const answers = {
    header: hostHeader,
    insights: hostInsights,
    volume: hostVolume,
    peers: hostPeers,
  }
  const times: Record<string, number[]> = {}
  for (let run = 0; run <= RUNS; run += 1) {
    for (const [name, answer] of Object.entries(answers)) {
      for (const host of HOSTS) {
        const ip = readHostIp(hostAt(host))
        const begin = performance.now()
        await answer(asking, ip, {})
        const taken = performance.now() - begin
        // The first run warms the page cache and is not counted.
        if (run > 0) (times[name] ??= []).push(taken)
      }
    }
  }
  return times
}
