import { Type, type Static } from '@sinclair/typebox'
import { Completeness, Moment, Question, Subject } from './common.js'

/** Shapes of `/api/v1/hosts`: the list of hosts, what it can be narrowed by, and its summary. */

export const HostsSort = Type.Union(
  [
    Type.Literal('risk'),
    Type.Literal('last_seen'),
    Type.Literal('first_seen'),
    Type.Literal('ip'),
    Type.Literal('events'),
    Type.Literal('flows'),
    Type.Literal('days'),
    Type.Literal('bytes_out'),
    Type.Literal('bytes_in'),
    Type.Literal('outside_bytes_out'),
    Type.Literal('outside_bytes_in'),
    Type.Literal('alerts'),
  ],
  { default: 'risk', description: 'Column that the rows are ordered by; then by address.' },
)
export type HostsSort = Static<typeof HostsSort>

/** On which side of a record a host stands: the source of an event counts as its client. */
export const HostSide = Type.Union(
  [Type.Literal('client'), Type.Literal('server'), Type.Literal('any')],
  { default: 'any', description: 'Side of the records on which the hosts stand.' },
)
export type HostSide = Static<typeof HostSide>

/** Which hosts are meant: the same for the list, its facets, its networks and its export. */
export const HostsQuestion = Type.Composite([
  Question,
  Type.Object({
    network: Type.Optional(
      Type.String({
        maxLength: 1_000,
        description:
          'Label of a network at any level of the tree, or a whole path such as `Home/Berlin`.',
      }),
    ),
    of: Type.Optional(Subject),
    of_q: Type.Optional(
      Type.String({
        maxLength: 10_000,
        description: 'Question asked of the records of `of`: only hosts of those that meet it.',
      }),
    ),
    side: Type.Optional(HostSide),
  }),
])
export type HostsQuestion = Static<typeof HostsQuestion>

export const HostsRequest = Type.Composite([
  HostsQuestion,
  Type.Object({
    sort: Type.Optional(HostsSort),
    order: Type.Optional(
      Type.Union([Type.Literal('descending'), Type.Literal('ascending')], {
        default: 'descending',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
    cursor: Type.Optional(
      Type.String({ description: '`next` of the page before, asked for with the same words.' }),
    ),
  }),
])
export type HostsRequest = Static<typeof HostsRequest>

export const HostRow = Type.Object({
  ip: Type.String(),
  is_home: Type.Boolean({
    description: 'Whether the address is in a network of the organisation.',
  }),
  names: Type.Array(Type.String(), { description: 'Some host names, the latest first.' }),
  roles: Type.Array(Type.String(), { description: 'Inferred and by hand; empty: unclassified.' }),
  networks: Type.Array(Type.String(), {
    description: 'Labels of the most specific network, from the root on.',
  }),
  groups: Type.Array(Type.String()),
  site: Type.String(),
  users: Type.Array(Type.String()),
  services: Type.Array(Type.String(), { description: 'Services that it offers.' }),
  client_services: Type.Array(Type.String(), { description: 'Services that it uses.' }),
  first_seen: Moment,
  last_seen: Moment,
  days: Type.Integer({ description: 'UTC days on which it was seen.' }),
  events: Type.Integer(),
  flows: Type.Integer(),
  off_hours_share: Type.Number({
    description: 'Share of its events out of business hours, 0 to 1.',
  }),
  bytes_out: Type.Integer(),
  bytes_in: Type.Integer(),
  outside_bytes_out: Type.Integer({ description: 'Sent to addresses that are not home.' }),
  outside_bytes_in: Type.Integer(),
  alerts: Type.Integer(),
  risk: Type.Integer({ minimum: 0, maximum: 100 }),
  risk_reasons: Type.Array(Type.String(), { description: 'Gravest first; none if the risk is 0.' }),
})
export type HostRow = Static<typeof HostRow>

export const HostsAnswer = Type.Object({
  rows: Type.Array(HostRow),
  total: Type.Integer({ description: 'Hosts that are meant, on all pages.' }),
  next: Type.Optional(Type.String({ description: 'Cursor of the next page; absent on the last.' })),
  completeness: Completeness,
})
export type HostsAnswer = Static<typeof HostsAnswer>

export const HostFacetsRequest = Type.Composite([
  HostsQuestion,
  Type.Object({
    attributes: Type.Optional(
      Type.String({
        description:
          'Attributes without `host.`, separated by commas (at most 30). Default: a useful few.',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 10 })),
  }),
])
export type HostFacetsRequest = Static<typeof HostFacetsRequest>

export const HostFacet = Type.Object({
  attribute: Type.String({ description: 'Such as `role` or `client_service`.' }),
  field: Type.String({ description: 'The field of questions: `host.role`.' }),
  description: Type.String(),
  distinct: Type.Integer({ description: 'Different values among the hosts.' }),
  missing: Type.Integer({ description: 'Hosts without a value.' }),
  values: Type.Array(Type.Object({ value: Type.String(), hosts: Type.Integer() })),
})
export type HostFacet = Static<typeof HostFacet>

/** What the hosts that are meant show to others. */
export const AttackSurface = Type.Object({
  hosts: Type.Integer(),
  home: Type.Integer({ description: 'Of these, in networks of the organisation.' }),
  with_services: Type.Integer({ description: 'Hosts that offer a service.' }),
  services: Type.Integer({ description: 'Different services with their ports.' }),
  roles: Type.Array(Type.Object({ role: Type.String(), hosts: Type.Integer() })),
  unclassified: Type.Integer({ description: 'Hosts without a role.' }),
  new: Type.Integer({
    description: 'Hosts first seen in the time range; without one, in the last 24 hours of data.',
  }),
  at_risk: Type.Integer({ description: 'Hosts whose risk is above 0.' }),
})
export type AttackSurface = Static<typeof AttackSurface>

export const HostFacetsAnswer = Type.Object({
  surface: AttackSurface,
  facets: Type.Array(HostFacet),
  completeness: Completeness,
})
export type HostFacetsAnswer = Static<typeof HostFacetsAnswer>

export const HostNetworksRequest = Type.Composite([
  HostsQuestion,
  Type.Object({
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000, default: 500 })),
  }),
])
export type HostNetworksRequest = Static<typeof HostNetworksRequest>

/** Figures of one network and all below it. */
export const HostNetwork = Type.Object({
  path: Type.Array(Type.String(), {
    description: 'Labels from the root on; empty: in no network.',
  }),
  hosts: Type.Integer(),
  services: Type.Integer({ description: 'Pairs of host and offered service.' }),
  users: Type.Integer({ description: 'Different users.' }),
  roles: Type.Integer({ description: 'Pairs of host and role.' }),
  at_risk: Type.Integer({ description: 'Hosts whose risk is above 0.' }),
})
export type HostNetwork = Static<typeof HostNetwork>

export const HostNetworksAnswer = Type.Object({
  networks: Type.Array(HostNetwork, { description: 'Those with most hosts; parents included.' }),
  total: Type.Integer({ description: 'Networks with hosts, listed or not.' }),
  completeness: Completeness,
})
export type HostNetworksAnswer = Static<typeof HostNetworksAnswer>

export const HostsExportRequest = Type.Composite([
  HostsQuestion,
  Type.Object({
    sort: Type.Optional(HostsSort),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 100_000 })),
  }),
])
export type HostsExportRequest = Static<typeof HostsExportRequest>
