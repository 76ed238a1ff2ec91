import type { FastifyRequest } from 'fastify'
import { BlockList } from 'node:net'

/** What a route may ask of who calls it. */
export const PERMISSIONS = [
  'page:read',
  'docs:read',
  'fields:read',
  'events:read',
  'events:export',
  'sessions:read',
  'sessions:export',
  'transfers:read',
  'transfers:export',
  'findings:read',
  'findings:review',
  'hosts:read',
  'hosts:export',
  'hunts:read',
  'hunts:preview',
  'hunts:write',
  'suppressions:read',
  'suppressions:write',
  'sightings:read',
  'sightings:export',
  'sightings:write',
  'organisation:read',
  'organisation:write',
  'today:read',
  'quarantine:read',
  'status:read',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/** Who calls, and what they may do. */
export interface Principal {
  readonly name: string
  readonly permissions: ReadonlySet<Permission>
}

/** Decides who calls; undefined if that is nobody who may. */
export type PrincipalDecision = (request: FastifyRequest) => Principal | undefined

const LOCAL_ADMINISTRATOR: Principal = {
  name: 'local administrator',
  permissions: new Set(PERMISSIONS),
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/**
 * The one place that decides who a caller is. Whoever is on this machine is its administrator;
 * nobody else is anybody. The address is the connection's own: what a header says of it counts for
 * nothing.
 */
export const localAdministrator: PrincipalDecision = ({ socket }) =>
  isLoopback(socket.remoteAddress ?? '') ? LOCAL_ADMINISTRATOR : undefined

/** Whether an address is one of this machine's own; IPv4 may be mapped into IPv6. */
export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  return loopback.check(plain, plain.includes(':') ? 'ipv6' : 'ipv4')
}
