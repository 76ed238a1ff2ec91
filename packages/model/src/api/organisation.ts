import { Type, type Static } from '@sinclair/typebox'
import { Moment } from './common.js'

/** Shapes of `/api/v1/organisation`: networks, groups, sites and lists, and their versions. */

const Texts = Type.Array(Type.String())
const Networks = Type.Array(Type.String(), {
  description: 'Networks as CIDR, or single addresses, IPv4 or IPv6.',
})
const Note = Type.Optional(Type.String({ description: 'For people; at most 1,000 characters.' }))

/** A node of the tree of networks. The first level is `Home` and `Internet`. */
export interface NetworkNode {
  /** Not in another node beside it; at most 100 characters, without `/`. */
  label: string
  networks: string[]
  /** Name of a site; what is below belongs to it too, unless it says otherwise. */
  site?: string
  note?: string
  children: NetworkNode[]
}
export const NetworkNode = Type.Unsafe<NetworkNode>(
  Type.Object({
    label: Type.String({
      description: 'Unlike those beside it; at most 100 characters, without `/`.',
    }),
    networks: Networks,
    site: Type.Optional(Type.String({ description: 'Name of a site; holds for what is below.' })),
    note: Note,
    children: Type.Array(Type.Unsafe<NetworkNode>({ $ref: 'NetworkNode#' })),
  }),
)

export const HostGroup = Type.Object({ name: Type.String(), networks: Networks, note: Note })
export type HostGroup = Static<typeof HostGroup>

export const UserGroup = Type.Object({
  name: Type.String(),
  users: Type.Array(Type.String(), { description: 'Compared without regard to case.' }),
  note: Note,
})
export type UserGroup = Static<typeof UserGroup>

/** A role that people gave; others are inferred from what hosts do. */
export const GivenRole = Type.Object({ role: Type.String(), networks: Networks, note: Note })
export type GivenRole = Static<typeof GivenRole>

/** When people work at a site. */
export const Site = Type.Object({
  name: Type.String(),
  default: Type.Optional(
    Type.Boolean({ description: 'The main site; the first one if none says so.' }),
  ),
  time_zone: Type.String({ examples: ['Europe/Berlin'] }),
  from: Type.String({ examples: ['07:00'] }),
  to: Type.String({ examples: ['19:00'] }),
  days: Type.Array(Type.String(), { examples: [['mon', 'tue', 'wed', 'thu', 'fri']] }),
  holidays: Type.Array(Type.String(), { examples: [['2026-12-24', '12-25']] }),
})
export type Site = Static<typeof Site>

/** A saved list: questions name it with `@`, Sigma rules as `%name%`. */
export const NamedList = Type.Object({
  name: Type.String({ description: 'Letters, digits, `_`, `.` and `-`.' }),
  values: Texts,
  note: Note,
})
export type NamedList = Static<typeof NamedList>

export const OrganisationDocument = Type.Object({
  networks: Type.Array(Type.Unsafe<NetworkNode>({ $ref: 'NetworkNode#' }), {
    description: '`Home` and `Internet`, with all else below them.',
  }),
  host_groups: Type.Array(HostGroup),
  user_groups: Type.Array(UserGroup),
  roles: Type.Array(GivenRole),
  sites: Type.Array(Site),
  lists: Type.Array(NamedList),
})
export type OrganisationDocument = Static<typeof OrganisationDocument>

export const OrganisationVersion = Type.Object({
  number: Type.Integer({ description: 'From 1.' }),
  at: Moment,
  by: Type.String(),
  note: Type.String(),
  networks: Type.Integer({ description: 'Networks in its tree.' }),
})
export type OrganisationVersion = Static<typeof OrganisationVersion>

const Version = Type.Union([OrganisationVersion, Type.Null()], {
  description: 'Null: nothing is saved yet, and what spoor.yaml says holds.',
})

export const OrganisationRequest = Type.Object({
  networks: Type.Optional(
    Type.Boolean({
      default: true,
      description: 'Whether the tree of networks is in the answer; it can be large.',
    }),
  ),
})
export const OrganisationAnswer = Type.Object({
  version: Version,
  document: OrganisationDocument,
})
export type OrganisationAnswer = Static<typeof OrganisationAnswer>

const VersionNote = Type.Optional(Type.String({ maxLength: 1000, description: 'Why.' }))
const BaseVersion = Type.Integer({
  minimum: 0,
  description: 'Number of the version that was read before; 0 if none was saved.',
})

export const OrganisationPut = Type.Object({
  document: Type.Unknown({
    description: 'An OrganisationDocument. Parts that are left out stay as they are.',
  }),
  base_version: BaseVersion,
  note: VersionNote,
})
export type OrganisationPut = Static<typeof OrganisationPut>

export const OrganisationFormat = Type.Union([Type.Literal('yaml'), Type.Literal('csv')], {
  description: 'CSV holds the tree of networks alone.',
})
export type OrganisationFormat = Static<typeof OrganisationFormat>

export const OrganisationCheck = Type.Object({
  document: Type.Optional(Type.Unknown({ description: 'As for saving; or `text` instead.' })),
  text: Type.Optional(Type.String({ description: 'A YAML or CSV file.' })),
  format: Type.Optional(OrganisationFormat),
})
export type OrganisationCheck = Static<typeof OrganisationCheck>

export const OrganisationProblem = Type.Object({
  place: Type.String({ description: 'Where, such as `networks.Home/Berlin.networks[2]`.' }),
  message: Type.String(),
  line: Type.Optional(Type.Integer({ description: 'Line of the text, from 1.' })),
})
export type OrganisationProblem = Static<typeof OrganisationProblem>

export const OrganisationPart = Type.Union([
  Type.Literal('networks'),
  Type.Literal('host_groups'),
  Type.Literal('user_groups'),
  Type.Literal('roles'),
  Type.Literal('sites'),
  Type.Literal('lists'),
])
export type OrganisationPart = Static<typeof OrganisationPart>

export const OrganisationChangeKind = Type.Union([
  Type.Literal('added'),
  Type.Literal('removed'),
  Type.Literal('changed'),
  Type.Literal('moved'),
])
export type OrganisationChangeKind = Static<typeof OrganisationChangeKind>

export const OrganisationChange = Type.Object({
  part: OrganisationPart,
  kind: OrganisationChangeKind,
  name: Type.String({ description: 'Path of a node of the tree, or the name.' }),
  was: Type.Optional(Type.String({ description: 'Path before it was moved.' })),
  details: Type.Array(Type.String(), {
    description: 'What is different, such as `+ 10.1.0.0/16`; at most 20.',
  }),
  details_total: Type.Integer(),
})
export type OrganisationChange = Static<typeof OrganisationChange>

export const OrganisationDiff = Type.Object({
  changes: Type.Array(OrganisationChange, { description: 'At most 500.' }),
  total: Type.Integer(),
  totals: Type.Array(
    Type.Object({
      part: OrganisationPart,
      kind: OrganisationChangeKind,
      count: Type.Integer(),
    }),
  ),
})
export type OrganisationDiff = Static<typeof OrganisationDiff>

export const OrganisationCheckAnswer = Type.Object({
  ok: Type.Boolean({ description: 'Whether it can be saved.' }),
  document: Type.Union([OrganisationDocument, Type.Null()], {
    description: 'As it would be saved; null if it cannot be.',
  }),
  problems: Type.Array(OrganisationProblem, { description: 'At most 100.' }),
  problems_total: Type.Integer(),
  warnings: Type.Array(OrganisationProblem, {
    description: 'Overlaps and the like: it can be saved all the same. At most 100.',
  }),
  warnings_total: Type.Integer(),
  base_version: Type.Integer({ description: 'What it was compared with; 0 if nothing is saved.' }),
  diff: Type.Union([OrganisationDiff, Type.Null()]),
})
export type OrganisationCheckAnswer = Static<typeof OrganisationCheckAnswer>

export const OrganisationSaved = Type.Object({
  version: OrganisationVersion,
  diff: OrganisationDiff,
  warnings: Type.Array(OrganisationProblem),
  warnings_total: Type.Integer(),
})
export type OrganisationSaved = Static<typeof OrganisationSaved>

export const OrganisationVersionsRequest = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
  before: Type.Optional(
    Type.Integer({ minimum: 1, description: 'Only versions before this number: the next page.' }),
  ),
})
export const OrganisationVersionsAnswer = Type.Object({
  versions: Type.Array(OrganisationVersion, { description: 'The newest first.' }),
  total: Type.Integer(),
})
export type OrganisationVersionsAnswer = Static<typeof OrganisationVersionsAnswer>

export const OrganisationVersionAnswer = Type.Object({
  version: OrganisationVersion,
  document: OrganisationDocument,
  diff: Type.Union([OrganisationDiff, Type.Null()], {
    description: 'What it changed in the version before; null for the first.',
  }),
})
export type OrganisationVersionAnswer = Static<typeof OrganisationVersionAnswer>

export const OrganisationRestore = Type.Object({ base_version: BaseVersion, note: VersionNote })
export type OrganisationRestore = Static<typeof OrganisationRestore>

export const OrganisationExportRequest = Type.Object({
  format: Type.Optional(OrganisationFormat),
})

export const NetworksRequest = Type.Object({
  under: Type.Optional(
    Type.String({
      maxLength: 2000,
      description: 'Path of a node, such as `Home/Berlin`: its children. Absent: the first level.',
    }),
  ),
  find: Type.Optional(
    Type.String({
      maxLength: 200,
      description:
        'Nodes at any level below whose label or note has this text, or that hold this address or network.',
    }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 200 })),
  cursor: Type.Optional(Type.String({ description: '`next` of the page before.' })),
})
export type NetworksRequest = Static<typeof NetworksRequest>

export const ListedNetwork = Type.Object({
  path: Type.String({ description: 'Labels from the first level on, with `/` between them.' }),
  label: Type.String(),
  networks: Type.Array(Type.String(), { description: 'At most 50.' }),
  networks_total: Type.Integer({ description: 'Its own networks.' }),
  networks_below: Type.Integer({ description: 'Its own, and those of all nodes below.' }),
  children: Type.Integer(),
  site: Type.String({ description: 'Also one that it has from above; empty if none.' }),
  note: Type.String(),
  hosts: Type.Integer({ description: 'Known hosts in it and below.' }),
})
export type ListedNetwork = Static<typeof ListedNetwork>

export const NetworksAnswer = Type.Object({
  networks: Type.Array(ListedNetwork),
  total: Type.Integer(),
  next: Type.Optional(Type.String()),
})
export type NetworksAnswer = Static<typeof NetworksAnswer>

export const LabelKind = Type.Union([
  Type.Literal('network'),
  Type.Literal('host_group'),
  Type.Literal('user_group'),
  Type.Literal('role'),
  Type.Literal('site'),
  Type.Literal('list'),
])
export type LabelKind = Static<typeof LabelKind>

export const LabelsRequest = Type.Object({
  kind: Type.Optional(LabelKind),
  find: Type.Optional(Type.String({ maxLength: 200, description: 'Part of the name.' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50 })),
})
export type LabelsRequest = Static<typeof LabelsRequest>

export const LabelsAnswer = Type.Object({
  labels: Type.Array(
    Type.Object({
      kind: LabelKind,
      name: Type.String(),
      path: Type.Optional(Type.String({ description: 'Of a network: one that has this label.' })),
    }),
    { description: 'Names that begin with the text come first.' },
  ),
  total: Type.Integer(),
})
export type LabelsAnswer = Static<typeof LabelsAnswer>
