import { expect, it } from 'vitest'
import { transfersOf } from './transfers-of-hosts.js'

const RANGE = { from: '2026-06-22T00:00:00Z', run: 0 }

it.each([
  [{ q: 'host.role:workstation' }, 'host.role:workstation', false],
  [{ q: 'host.role:printer and host.is_home:true' }, 'host.role:printer', true],
  [
    { q: 'host.role:printer', of: 'transfers' as const, of_q: 'zone:egress' },
    'host.role:printer and zone:egress',
    false,
  ],
  [{ q: undefined, of: 'events' as const, of_q: 'zone:egress' }, '', true],
])('asks transfers %j', (hosts, q, left) => {
  const of = transfersOf({ ...RANGE, ...hosts })
  expect(of.asked.q).toBe(q)
  expect(of.left).toBe(left)
})
