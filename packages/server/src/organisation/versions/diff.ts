import type {
  OrganisationChange,
  OrganisationDiff,
  OrganisationDocument,
  OrganisationPart,
} from '@spoor/model'
import { flatNodes, type FlatNode } from '../document/tree.js'

/** Changes that are told one by one, and details of each; all are counted. */
const MOST_CHANGES = 500
const MOST_DETAILS = 20

/** What is different in a document from another. The order of nodes, groups and values does not count. */
export function diffOf(
  before: OrganisationDocument,
  after: OrganisationDocument,
): OrganisationDiff {
  const changes = [
    ...networkChanges(before, after),
    ...namedChanges('host_groups', before.host_groups, after.host_groups, ({ name }) => name),
    ...namedChanges('user_groups', before.user_groups, after.user_groups, ({ name }) => name),
    ...namedChanges('roles', before.roles, after.roles, ({ role }) => role),
    ...namedChanges('sites', before.sites, after.sites, ({ name }) => name),
    ...namedChanges('lists', before.lists, after.lists, ({ name }) => name),
  ]
  const counts = new Map<string, OrganisationDiff['totals'][number]>()
  for (const { part, kind } of changes) {
    const key = `${part} ${kind}`
    const known = counts.get(key) ?? { part, kind, count: 0 }
    counts.set(key, { ...known, count: known.count + 1 })
  }
  return {
    changes: changes.slice(0, MOST_CHANGES),
    total: changes.length,
    totals: [...counts.values()],
  }
}

function change(
  part: OrganisationPart,
  kind: OrganisationChange['kind'],
  name: string,
  details: readonly string[],
  was?: string,
): OrganisationChange {
  return {
    part,
    kind,
    name,
    ...(was !== undefined && { was }),
    details: details.slice(0, MOST_DETAILS),
    details_total: details.length,
  }
}

function networkChanges(
  before: OrganisationDocument,
  after: OrganisationDocument,
): OrganisationChange[] {
  const [old, now] = [byPath(before), byPath(after)]
  const [ownersBefore, ownersNow] = [ownersOf(old), ownersOf(now)]
  const removed = [...old.values()].filter(({ path }) => !now.has(path))
  const gone = new Map(
    removed
      .filter(({ node }) => node.networks.length > 0)
      .map((flat) => [networksKey(flat), flat] as const),
  )
  const moved = new Set<FlatNode>()
  const changes: OrganisationChange[] = []
  for (const flat of now.values()) {
    const same = old.get(flat.path)
    const was = same ?? gone.get(networksKey(flat))
    const details = nodeDetails(was, flat, ownersBefore, ownersNow)
    if (same && details.length > 0) changes.push(change('networks', 'changed', flat.path, details))
    else if (!same && was && !moved.has(was)) {
      moved.add(was)
      changes.push(change('networks', 'moved', flat.path, details, was.path))
    } else if (!same) {
      const added = nodeDetails(undefined, flat, ownersBefore, ownersNow)
      changes.push(change('networks', 'added', flat.path, added))
    }
  }
  for (const flat of removed) {
    if (moved.has(flat)) continue
    const details = flat.node.networks.map((text) => `- ${text}${elsewhere(ownersNow, text, 'to')}`)
    changes.push(change('networks', 'removed', flat.path, details))
  }
  return changes
}

function byPath(document: OrganisationDocument): ReadonlyMap<string, FlatNode> {
  return new Map(flatNodes(document).map((flat) => [flat.path, flat]))
}

/** Paths by network. */
function ownersOf(nodes: ReadonlyMap<string, FlatNode>): ReadonlyMap<string, string> {
  const owners = new Map<string, string>()
  for (const { node, path } of nodes.values()) {
    for (const text of node.networks) owners.set(text, path)
  }
  return owners
}

function networksKey({ node }: FlatNode): string {
  return node.networks.toSorted().join(' ')
}

function elsewhere(
  owners: ReadonlyMap<string, string>,
  text: string,
  preposition: 'from' | 'to',
): string {
  const owner = owners.get(text)
  return owner === undefined ? '' : ` (${preposition} ${owner})`
}

function nodeDetails(
  was: FlatNode | undefined,
  { node }: FlatNode,
  ownersBefore: ReadonlyMap<string, string>,
  ownersNow: ReadonlyMap<string, string>,
): string[] {
  const old = new Set(was?.node.networks)
  const now = new Set(node.networks)
  return [
    ...[...now].flatMap((text) =>
      old.has(text) ? [] : [`+ ${text}${elsewhere(ownersBefore, text, 'from')}`],
    ),
    ...[...old].flatMap((text) =>
      now.has(text) ? [] : [`- ${text}${elsewhere(ownersNow, text, 'to')}`],
    ),
    ...textDetail('site', was?.node.site, node.site),
    ...textDetail('note', was?.node.note, node.note),
  ]
}

type Value = string | boolean | readonly string[] | undefined

function textDetail(key: string, before: Value, after: Value): string[] {
  if (String(before ?? '') === String(after ?? '')) return []
  const [old, now] = [before, after].map((value) => (value === undefined ? '' : String(value)))
  if (!old) return [`${key}: ${now}`]
  return now ? [`${key}: ${old} → ${now}`] : [`${key}: no longer ${old}`]
}

/** Changes of what has a name and lists of texts. */
function namedChanges<T extends object>(
  part: OrganisationPart,
  before: readonly T[],
  after: readonly T[],
  nameOf: (one: T) => string,
): OrganisationChange[] {
  const old = new Map(before.map((one) => [nameOf(one), one]))
  const now = new Map(after.map((one) => [nameOf(one), one]))
  const changes: OrganisationChange[] = []
  for (const [name, one] of now) {
    const was = old.get(name)
    const details = valuesDetails(was, one)
    if (!was) changes.push(change(part, 'added', name, details))
    else if (details.length > 0) changes.push(change(part, 'changed', name, details))
  }
  for (const [name, one] of old) {
    if (!now.has(name)) changes.push(change(part, 'removed', name, valuesDetails(one, undefined)))
  }
  return changes
}

function valuesDetails(was: object | undefined, now: object | undefined): string[] {
  const [old, own] = [{ ...was }, { ...now }] as Record<string, Value>[]
  const keys = new Set([...Object.keys(old ?? {}), ...Object.keys(own ?? {})])
  return [...keys].flatMap((key) => {
    if (key === 'name' || key === 'role') return []
    const [before, after] = [old?.[key], own?.[key]]
    if (!Array.isArray(before ?? after)) return textDetail(key, before, after)
    const [left, right] = [before, after].map((values) => new Set(values as readonly string[]))
    return [
      ...[...(right ?? [])].flatMap((value) => (left?.has(value) ? [] : [`+ ${value}`])),
      ...[...(left ?? [])].flatMap((value) => (right?.has(value) ? [] : [`- ${value}`])),
    ]
  })
}
