import { NativeSelect } from '@mantine/core'
import { isNew, own } from './draft.js'
import { shownItems } from './items.js'
import { changeNode, parentOf } from './tree-draft.js'
import type { NodeRow } from './tree-rows.js'
import { useEditing } from './use-editing.js'

/** The site that a node has from above, as far as the tree knows it; undefined if it does not. */
function useSiteAbove(id: string): string | undefined {
  const { draft, tree } = useEditing()
  const parent = parentOf(draft.nodes, id)
  if (parent === undefined) return ''
  const change = own(draft.nodes, parent)
  if (typeof change?.site === 'string') return change.site
  if (change !== undefined || isNew(parent)) return undefined
  for (const branch of tree.snapshot().values()) {
    const node = branch.nodes.find(({ path }) => path === parent)
    if (node !== undefined) return node.site
  }
  return undefined
}

/** The site of a network: its own, or the one from above. */
export function SiteField({ row, error }: { row: NodeRow; error: string | undefined }) {
  const { saved, draft, edit } = useEditing()
  const above = useSiteAbove(row.id)
  const sites = shownItems<'sites'>(saved.document.sites, draft.items.sites).filter(
    ({ state }) => state !== 'removed',
  )
  const names = sites.map(({ item }) => item.name)
  const { site } = row.change ?? {}
  const known = row.of?.site ?? ''
  // What is saved is the site in force: one that is as above is shown as coming from there.
  const value = site === null ? '' : (site ?? (known === above ? '' : known))
  if (value !== '' && !names.includes(value)) names.push(value)
  return (
    <NativeSelect
      size="xs"
      label="Site: whose hours and time zone hold"
      value={value}
      error={error}
      onChange={(event) => {
        const next = event.currentTarget.value
        edit((old) =>
          changeNode(old, row.id, row.of, {
            site: next !== '' ? next : known !== '' && known === above ? known : null,
          }),
        )
      }}
      data={[
        {
          value: '',
          label:
            above === undefined
              ? 'As above it'
              : above === ''
                ? 'As above it: the main site'
                : `As above it: ${above}`,
        },
        ...names.map((name) => ({ value: name, label: name })),
      ]}
    />
  )
}
