import {
  DEFAULT_LIMITS,
  hostAsking,
  keepKnownHosts,
  listHosts,
  recordsOf,
  type Installation,
} from '@spoor/server'

type HostsRequest = Parameters<typeof listHosts>[1]

/** Lists that an analyst asks for, each with three filters or more; and the whole of it. */
const LISTS: Readonly<Record<string, HostsRequest>> = {
  'workstations-with-ftp': {
    q: 'host.role:workstation and host.client_service:ftp and host.tls_sni:s12*',
  },
  'ssh-without-shares': {
    q: 'host.client_service:ssh and not host.smb_share:* and host.ip:10.0.0.0/12',
  },
  'much-sent-outside': {
    q: 'host.outside_bytes_out:>100MB and host.hostname:pc-1*.corp.example and host.service_count:0',
    sort: 'outside_bytes_out',
  },
  'odd-software-lately': {
    q: 'host.role:workstation host.user_agent:tool-1* host.dns_query:a7*',
    from: '2026-06-20',
  },
  'at-risk': { q: 'host.risk:>0 host.client_service:(ftp or ssh) host.username:user1*' },
  all: {},
}
const RUNS = 5

/** Milliseconds of every list, by its name; before that the store's hosts are kept. */
export async function hostLists(ground: Installation): Promise<Record<string, number[]>> {
  await keepKnownHosts(ground)
  const { events, lists } = ground
  const asked = { store: events, now: new Date(), lists, limits: DEFAULT_LIMITS, recordsOf }
  const asking = await hostAsking(ground, asked)
  const times: Record<string, number[]> = {}
  for (let run = 0; run <= RUNS; run += 1) {
    for (const [name, request] of Object.entries(LISTS)) {
      const begin = performance.now()
      const { total } = await listHosts(asking, { ...request, limit: 100 })
      const taken = performance.now() - begin
      if (total === 0) throw new Error(`${name}: no hosts`)
      // The first run warms the page cache and is not counted.
      if (run > 0) (times[name] ??= []).push(taken)
    }
  }
  return times
}
