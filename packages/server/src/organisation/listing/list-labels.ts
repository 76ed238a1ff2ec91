import type { LabelsAnswer, OrganisationDocument } from '@spoor/model'
import type { SavedLists } from '../saved-lists.js'
import { nodesOf } from './nodes.js'

type Label = LabelsAnswer['labels'][number]

const DEFAULT_LIMIT = 50

/** Names that questions can use, for completion. */
export function listLabels(
  { document, lists }: { readonly document: OrganisationDocument; readonly lists: SavedLists },
  {
    kind,
    find = '',
    limit = DEFAULT_LIMIT,
  }: { readonly kind?: Label['kind']; readonly find?: string; readonly limit?: number },
): LabelsAnswer {
  const wanted = find.trim().toLowerCase()
  const begins: Label[] = []
  const others: Label[] = []
  const paths = new Set<string>()
  for (const label of labelsOf(document, lists)) {
    if (kind !== undefined && label.kind !== kind) continue
    const at = label.name.toLowerCase().indexOf(wanted)
    if (at === -1) continue
    // Several networks may have one label: it is told once.
    const key = `${label.kind} ${label.name}`
    if (paths.has(key)) continue
    paths.add(key)
    if (at === 0) begins.push(label)
    else others.push(label)
  }
  return {
    labels: [...begins, ...others].slice(0, limit),
    total: begins.length + others.length,
  }
}

function* labelsOf(document: OrganisationDocument, lists: SavedLists): Generator<Label> {
  for (const { node, path } of nodesOf(document).all)
    yield { kind: 'network', name: node.label, path }
  for (const { name } of document.host_groups) yield { kind: 'host_group', name }
  for (const { name } of document.user_groups) yield { kind: 'user_group', name }
  for (const { role } of document.roles) yield { kind: 'role', name: role }
  for (const { name } of document.sites) yield { kind: 'site', name }
  for (const name of lists.keys()) yield { kind: 'list', name }
}
