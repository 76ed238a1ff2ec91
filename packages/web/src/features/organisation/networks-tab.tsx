import { Button, CloseButton, TextInput } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { formatCount } from '../../common/bytes/format.js'
import { EmptyState, ErrorState, RowsSkeleton } from '../../common/state/states.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import { useFoundNetworks } from './api.js'
import { NetworkPanel } from './network-panel.js'
import { NetworkTree } from './network-tree.js'
import { Overlaps } from './overlaps.js'
import { addNode, isGone, isRoot, pathOf, removeNode, restoreNode } from './tree-draft.js'
import { foundRows, treeRows, type NodeRow, type TreeRow } from './tree-rows.js'
import { useEditing } from './use-editing.js'
import { useReveal } from './use-go-to.js'
import classes from './tree.module.css'

const FOUND = 200
const ROOTS = ['Home', 'Internet']

function Search() {
  const { find = '' } = useView()
  const update = useUpdateView()
  return (
    <TextInput
      className={classes.search}
      size="xs"
      type="search"
      maxLength={200}
      value={find}
      aria-label="Search the networks"
      placeholder="Search: Berlin, 10.20.1.15, 10.20.0.0/16 …"
      leftSection={<IconSearch size="0.9rem" stroke={1.6} aria-hidden />}
      rightSection={
        find !== '' && (
          <CloseButton
            size="xs"
            aria-label="Clear the search"
            onClick={() => update({ find: undefined }, true)}
          />
        )
      }
      onChange={(event) => {
        const text = event.currentTarget.value
        update({ find: text === '' ? undefined : text }, true)
      }}
    />
  )
}

/** What the tree shows: all of it, or what a search found. */
function useRows(): {
  rows: readonly TreeRow[]
  found: ReturnType<typeof useFoundNetworks> | undefined
} {
  const { draft, tree, open } = useEditing()
  const { find } = useView()
  const branches = useSyncExternalStore(tree.subscribe, tree.snapshot)
  const found = useFoundNetworks(find ?? '', FOUND, find !== undefined)
  // What is open and has not been loaded yet: also after another version was saved.
  useEffect(() => {
    for (const id of ['', ...open]) {
      if (!branches.has(id) && (id === '' || ROOTS.includes(id.split('/')[0] ?? '')))
        void tree.load(id)
    }
  }, [tree, open, branches])
  const whole = useMemo(
    () => treeRows({ branches, open, nodes: draft.nodes }),
    [branches, open, draft.nodes],
  )
  const { data } = found
  const hits = useMemo(
    () =>
      find === undefined || data === undefined
        ? []
        : foundRows(
            data.pages.flatMap(({ networks }) => networks),
            draft.nodes,
            find,
          ),
    [find, data, draft.nodes],
  )
  return find === undefined ? { rows: whole, found: undefined } : { rows: hits, found }
}

function FoundFoot({ found }: { found: ReturnType<typeof useFoundNetworks> }) {
  const { data, isPlaceholderData, hasNextPage, isFetchingNextPage, fetchNextPage } = found
  if (data === undefined) return null
  const shown = data.pages.reduce((sum, { networks }) => sum + networks.length, 0)
  return (
    <p className={classes.foot} aria-live="polite">
      {isPlaceholderData
        ? 'Searching …'
        : `${formatCount(shown)} of ${formatCount(data.pages[0]?.total ?? 0)} found.`}{' '}
      {hasNextPage && (
        <Button
          size="compact-xs"
          variant="subtle"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </p>
  )
}

/** Focuses the field of the panel that a key is for. */
function focusField(name: 'label' | 'move'): void {
  window.setTimeout(() => {
    const field = document.querySelector<HTMLInputElement>(`[data-network-field="${name}"]`)
    field?.focus()
    field?.select()
  })
}

/** The tree of networks, searched and edited. */
export function NetworksTab() {
  const { draft, edit, undo, tree, setOpen } = useEditing()
  const { id } = useView()
  const update = useUpdateView()
  const reveal = useReveal()
  const { rows, found } = useRows()
  const [moving, setMoving] = useState(false)
  const { nodes } = draft

  // A link to a network shows it in its place.
  const [linked] = useState(id)
  useEffect(() => {
    if (linked !== undefined) reveal(linked)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only when the tab is opened: later the tree is as the person opened and closed it
  }, [linked])

  const choose = useCallback(
    (next: string) => {
      setMoving(false)
      update({ id: next }, true)
    },
    [update],
  )
  const toggle = useCallback(
    (of: string, isOpen: boolean) =>
      setOpen((old) => {
        const next = new Set(old)
        if (isOpen) next.add(of)
        else next.delete(of)
        return next
      }),
    [setOpen],
  )
  const more = useCallback((parent: string) => void tree.load(parent), [tree])
  const rowOf = (of: string) =>
    rows.find((row): row is NodeRow => row.kind === 'node' && row.id === of)
  const add = (parent: string) => {
    if (isGone(nodes, parent)) return
    const [next, added] = addNode(draft, parent)
    edit(() => next)
    toggle(parent, true)
    update({ id: added, find: undefined }, true)
    focusField('label')
  }
  const remove = (of: string) => {
    if (isRoot(nodes, of)) return
    const saved = rowOf(of)?.of
    edit((old) => (isGone(old.nodes, of) ? restoreNode(old, of) : removeNode(old, of, saved)))
  }
  const move = (of: string) => {
    if (isRoot(nodes, of)) return
    choose(of)
    setMoving(true)
    focusField('move')
  }
  const chosen = id === undefined ? undefined : rowOf(id)
  return (
    <>
      <div className={classes.columns}>
        <section className="card" aria-label="Tree of networks">
          <div className={classes.tools}>
            <Search />
            <Button
              variant="default"
              size="compact-xs"
              leftSection={<IconPlus size="0.85rem" stroke={1.6} />}
              onClick={() => add(chosen !== undefined && !chosen.isGone ? chosen.id : 'Home')}
            >
              Add below {chosen !== undefined && !chosen.isGone ? 'the chosen one' : 'Home'}
            </Button>
          </div>
          <div className={classes.legend} aria-hidden="true">
            <span>Network, and how many are right below it</span>
            <span>Addresses</span>
            <span className={classes.hosts}>Hosts</span>
          </div>
          {found?.isError && found.data === undefined ? (
            <ErrorState error={found.error} retry={() => void found.refetch()} />
          ) : found !== undefined && found.data === undefined ? (
            <div className={classes.scroller}>
              <RowsSkeleton rows={10} />
            </div>
          ) : found !== undefined && rows.length === 0 ? (
            <div className={classes.scroller}>
              <EmptyState title="No network has this">
                Search for a part of a label or note, for an address, or for a network as CIDR.
              </EmptyState>
            </div>
          ) : (
            <NetworkTree
              label="Networks"
              rows={rows}
              chosen={id}
              acts={{
                choose,
                toggle,
                more,
                edit: (of) => {
                  choose(of)
                  focusField('label')
                },
                add,
                move,
                remove,
                undo,
              }}
              {...(found !== undefined && { pathOf: (of: string) => pathOf(nodes, of) })}
            />
          )}
          {found !== undefined ? (
            <FoundFoot found={found} />
          ) : (
            <p className={classes.foot}>
              In the tree: arrows go and open, Enter edits, a adds, m moves, Del removes, u undoes.
            </p>
          )}
        </section>
        <NetworkPanel
          key={id}
          row={chosen}
          moving={moving}
          setMoving={setMoving}
          add={add}
          remove={remove}
        />
      </div>
      <Overlaps />
    </>
  )
}
