import { useCallback } from 'react'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import type { Part } from './draft.js'
import { useEditing } from './use-editing.js'
import { lineOf } from './tree-draft.js'

export const TABS = [
  { value: 'networks', label: 'Networks' },
  { value: 'groups', label: 'Groups' },
  { value: 'roles', label: 'Roles' },
  { value: 'sites', label: 'Sites and calendar' },
  { value: 'lists', label: 'Lists' },
  { value: 'import', label: 'Import and export' },
  { value: 'versions', label: 'Versions' },
] as const

export type Tab = (typeof TABS)[number]['value']

/** The tab that the URL names, or the first. */
export function useTab(): Tab {
  const { tab } = useView()
  return TABS.find(({ value }) => value === tab)?.value ?? 'networks'
}

export const TAB_OF: Readonly<Record<Part | 'networks', Tab>> = {
  networks: 'networks',
  host_groups: 'groups',
  user_groups: 'groups',
  roles: 'roles',
  sites: 'sites',
  lists: 'lists',
}

/** What the URL says of a thing that is chosen. */
export function chosenText(part: Part, key: string): string {
  return `${part}:${key}`
}

/** The thing that the URL says is chosen. */
export function chosenOf(id: string | undefined): { part: string; key: string } | undefined {
  const at = id?.indexOf(':') ?? -1
  return id === undefined || at === -1
    ? undefined
    : { part: id.slice(0, at), key: id.slice(at + 1) }
}

/** Opens and loads what is above a node, so that the tree shows it. */
export function useReveal(): (id: string) => void {
  const { draft, setOpen, tree } = useEditing()
  return useCallback(
    (id) => {
      const line = lineOf(draft.nodes, id)
      setOpen((open) => new Set([...open, ...line.slice(0, -1)]))
      for (const one of line) void tree.loadLine(one)
    },
    [draft.nodes, setOpen, tree],
  )
}

/** Leads to a node of the tree or a named thing, on its tab. */
export function useGoTo(): (part: Part | 'networks', key: string | undefined) => void {
  const update = useUpdateView()
  const reveal = useReveal()
  return useCallback(
    (part, key) => {
      if (part === 'networks' && key !== undefined) reveal(key)
      const id = key === undefined || part === 'networks' ? key : chosenText(part, key)
      update({ tab: TAB_OF[part], id, find: undefined })
    },
    [update, reveal],
  )
}
