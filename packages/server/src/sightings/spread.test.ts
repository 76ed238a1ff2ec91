import type { SpreadRequest } from '@spoor/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEveBench, type EveBench } from '../sources/eve/eve.testing.js'
import { insertFacts, insertHostDays } from '../testing/facts.testing.js'
import { spreadOf } from './index.js'
import { insertPlaces, sightingsAsking } from './sightings.testing.js'

const HASH = 'a'.repeat(64)
const [OUTSIDE, FIRST, SECOND, THIRD] = ['203.0.113.9', '10.1.0.1', '10.1.0.2', '10.2.0.3']

let bench: EveBench
beforeAll(async () => {
  bench = await openEveBench()
  const { store } = bench
  await insertPlaces(store, [
    { prefix: '10.1.0.0/16', path: ['Home', 'Berlin'], groups: ['clients'] },
  ])
  await insertHostDays(
    store,
    [OUTSIDE, FIRST, SECOND, THIRD, '10.2.0.9'].map((host) => ({ host, day: '2026-06-01' })),
  )
  await store.insert('host_roles', [
    { role: 'workstation', host: `::ffff:${FIRST}`, since: '2026-06-01 00:00:00', evidence: [] },
  ])
  const hash = (direction: string, host: string, first: string, last = first, count = 1) => ({
    attribute: `file_hash_${direction}`,
    value: HASH,
    source: 'transfers',
    ...{ host, count },
    first: `2026-06-22T${first}:00Z`,
    last: `2026-06-22T${last}:00Z`,
  })
  await insertFacts(store, [
    // Down from outside, on to a second host by a transfer, to a third in a long session.
    hash('received', FIRST, '10:00', '12:00', 2),
    hash('sent', OUTSIDE, '10:00'),
    hash('sent', FIRST, '11:00'),
    hash('received', SECOND, '11:00'),
    hash('received', THIRD, '13:00'),
    { attribute: 'file_hash_sent', value: 'b'.repeat(64), host: '10.2.0.9' },
    { attribute: 'ftp_user', value: 'bob', host: FIRST, first: '2026-06-20T10:00:00Z' },
    { attribute: 'krb_name', value: 'Bob', host: SECOND, first: '2026-06-21T10:00:00Z' },
  ])
  const record = (id: object, from: string, to: string, start: string, end = start) => ({
    ...id,
    service: 'ftp',
    client_ip: `::ffff:${from}`,
    server_ip: `::ffff:${to}`,
    start_time: `2026-06-22 ${start}:00`,
    end_time: `2026-06-22 ${end}:00`,
  })
  await store.insert('transfers', [
    record({ transfer_id: 't-old' }, FIRST, OUTSIDE, '09:00'),
    record({ transfer_id: 't1' }, FIRST, OUTSIDE, '10:00'),
    record({ transfer_id: 't2' }, FIRST, SECOND, '10:30'),
    record({ transfer_id: 't3' }, FIRST, SECOND, '11:00'),
    record({ transfer_id: 't-late' }, SECOND, FIRST, '11:30'),
    record({ transfer_id: 't-other' }, '10.2.0.9', SECOND, '10:00'),
  ])
  await store.insert('sessions', [
    record({ session_id: 's1' }, THIRD, SECOND, '08:00', '12:30'),
    record({ session_id: 's-ended' }, THIRD, FIRST, '08:00', '09:30'),
  ])
})
afterAll(() => bench.close())

const ask = (request: SpreadRequest) => spreadOf(sightingsAsking(bench.store), request)

describe('the spread of a value', () => {
  it('has its hosts in the order in which they met it; who sent it before who received it', async () => {
    const { hosts, ...rest } = await ask({ of: 'hash', value: HASH.toUpperCase() })
    expect(hosts).toEqual([
      {
        host: OUTSIDE,
        first_seen: '2026-06-22T10:00:00.000000Z',
        last_seen: '2026-06-22T10:00:00.000000Z',
        count: 1,
        attributes: ['file_hash_sent'],
        roles: [],
        groups: [],
        is_home: false,
      },
      {
        host: FIRST,
        first_seen: '2026-06-22T10:00:00.000000Z',
        last_seen: '2026-06-22T12:00:00.000000Z',
        count: 3,
        attributes: ['file_hash_received', 'file_hash_sent'],
        roles: ['workstation'],
        network: 'Home/Berlin',
        groups: ['clients'],
        is_home: true,
      },
      expect.objectContaining({ host: SECOND, network: 'Home/Berlin' }),
      expect.objectContaining({ host: THIRD, roles: [] }),
    ])
    expect(rest).toMatchObject({
      attributes: ['file_hash_sent', 'file_hash_received'],
      total: 4,
      hosts_total: 5,
      full: 0,
      question: {
        subject: 'transfers',
        q: `file.hash.sha256:${HASH.toUpperCase()} or file.hash.md5:${HASH.toUpperCase()}`,
        from: '2026-06-22T10:00:00.000000Z',
      },
      completeness: { partial: false },
    })
  })

  it('has an edge for each way on which the value may have come', async () => {
    const { edges } = await ask({ of: 'hash', value: HASH })
    expect(edges.map(({ from, to, by, id }) => [from, to, by, id])).toEqual([
      [OUTSIDE, FIRST, 'transfer', 't1'],
      [FIRST, SECOND, 'transfer', 't3'],
      [SECOND, THIRD, 'session', 's1'],
    ])
  })

  it('has a timeline of hosts that are new to it', async () => {
    const { timeline } = await ask({ of: 'hash', value: HASH })
    expect(timeline.interval_seconds).toBe(300)
    expect(timeline.buckets).toHaveLength(37)
    expect(timeline.buckets.filter(({ new_hosts: n }) => n > 0)).toEqual([
      { time: '2026-06-22T10:00:00.000000Z', new_hosts: 2, hosts: 2 },
      { time: '2026-06-22T11:00:00.000000Z', new_hosts: 1, hosts: 3 },
      { time: '2026-06-22T13:00:00.000000Z', new_hosts: 1, hosts: 4 },
    ])
  })

  it('is as it was known at a moment, without counts that were others then', async () => {
    const { hosts, edges, total } = await ask({
      of: 'hash',
      value: HASH,
      as_of: '2026-06-22T11:00:00Z',
    })
    expect(hosts.map(({ host, count }) => [host, count])).toEqual([
      [OUTSIDE, 1],
      [FIRST, undefined],
      [SECOND, 1],
    ])
    expect(edges.map(({ id }) => id)).toEqual(['t1', 't3'])
    expect(total).toBe(3)
  })

  it.each<[string, SpreadRequest, string[]]>([
    ['a user in any protocol, whatever its case', { of: 'user', value: 'Bob' }, [FIRST, SECOND]],
    ['an attribute', { of: 'file_hash_received', value: HASH }, [FIRST, SECOND, THIRD]],
    ['an attribute as questions name it', { of: 'host.ftp_user', value: 'bob' }, [FIRST]],
    ['a kind of sightings', { of: 'file-hash-sent', value: HASH }, [OUTSIDE, FIRST]],
    ['hosts at home', { of: 'hash', value: HASH, hosts: 'home' }, [FIRST, SECOND, THIRD]],
    ['what nobody met', { of: 'sni', value: 'example.org' }, []],
  ])('can be asked of %s', async (_, request, expected) => {
    const { hosts, total } = await ask(request)
    expect(hosts.map(({ host }) => host)).toEqual(expected)
    expect(total).toBe(expected.length)
  })

  it('says when not all hosts are shown', async () => {
    const { hosts, total, completeness } = await ask({ of: 'hash', value: HASH, limit: 2 })
    expect([hosts.length, total, completeness.partial]).toEqual([2, 4, true])
    expect(completeness.reason).toBe('Only the first 2 of 4 hosts are shown; the timeline has all.')
  })

  it('refuses an attribute that hosts do not have', async () => {
    await expect(ask({ of: 'shoe_size', value: '43' })).rejects.toMatchObject({
      code: 'FIELD_UNKNOWN',
    })
  })
})
