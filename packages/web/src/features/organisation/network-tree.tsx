import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useKeys } from '../../common/keys/use-keys.js'
import { remPixels } from '../../common/rem.js'
import { MoreLine, NetworkLine } from './network-line.js'
import type { TreeRow } from './tree-rows.js'
import classes from './tree.module.css'

const ROW_REM = 1.875

export interface TreeActs {
  readonly choose: (id: string) => void
  readonly toggle: (id: string, open: boolean) => void
  readonly more: (parent: string) => void
  readonly edit: (id: string) => void
  readonly add: (id: string) => void
  readonly move: (id: string) => void
  readonly remove: (id: string) => void
  readonly undo: (() => void) | undefined
}

const rowId = (id: string) => `network-${id}`

/** The tree of networks; only the rows in sight are drawn. */
export function NetworkTree({
  label,
  rows,
  chosen,
  acts,
  pathOf,
}: {
  label: string
  rows: readonly TreeRow[]
  chosen: string | undefined
  acts: TreeActs
  /** Shown below a label where rows are not in their places: those that a search found. */
  pathOf?: (id: string) => string
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const height = remPixels() * (pathOf === undefined ? ROW_REM : ROW_REM * 1.5)
  // oxlint-disable-next-line react/incompatible-library -- its functions change with every render on purpose; nothing here is memoised by them
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
  })
  useEffect(() => virtual.measure(), [height, virtual])
  const items = virtual.getVirtualItems()
  const at = rows.findIndex(({ id }) => id === chosen)

  // A row that is chosen elsewhere, or loaded later, comes into sight once.
  const shown = useRef<string>(undefined)
  useEffect(() => {
    if (at === -1 || shown.current === chosen) return
    shown.current = chosen
    virtual.scrollToIndex(at)
  }, [at, chosen, virtual])

  // What stands in for more nodes asks for them as soon as it is seen.
  const { more } = acts
  const waiting = items.flatMap(({ index }) => {
    const row = rows[index]
    return row?.kind === 'more' && row.state === 'ready' ? [row.parent] : []
  })[0]
  useEffect(() => {
    if (waiting !== undefined) more(waiting)
  }, [waiting, more, rows])

  const row = at === -1 ? undefined : rows[at]
  const goTo = (index: number, step: 1 | -1 = 1) => {
    let to = Math.min(rows.length - 1, Math.max(0, index))
    while (rows[to]?.kind === 'more' && rows[to + step] !== undefined) to += step
    const next = rows[to]
    if (next?.kind !== 'node') return false
    scroller.current?.focus({ preventScroll: true })
    acts.choose(next.id)
    return true
  }
  useKeys({ j: () => goTo(at + 1), k: () => goTo(at === -1 ? 0 : at - 1, -1) })

  const ofRow: Readonly<Record<string, (id: string) => unknown>> = {
    Enter: acts.edit,
    F2: acts.edit,
    a: acts.add,
    m: acts.move,
    Delete: acts.remove,
  }
  const press = (event: KeyboardEvent<HTMLElement>): unknown => {
    if (event.altKey || event.metaKey || (event.ctrlKey && event.key !== 'z')) return false
    switch (event.key) {
      case 'ArrowDown':
        return goTo(at + 1)
      case 'ArrowUp':
        return goTo(at === -1 ? 0 : at - 1, -1)
      case 'Home':
        return goTo(0)
      case 'End':
        return goTo(rows.length - 1, -1)
      case 'PageDown':
        return goTo(at + 12)
      case 'PageUp':
        return goTo(at - 12, -1)
      case 'z':
        return event.ctrlKey ? acts.undo?.() : false
      case 'u':
        return acts.undo?.()
    }
    if (row?.kind !== 'node') return false
    if (event.key === 'ArrowRight' && row.children > 0) {
      return row.isOpen ? goTo(at + 1) : acts.toggle(row.id, true)
    }
    if (event.key === 'ArrowLeft') {
      if (row.isOpen) return acts.toggle(row.id, false)
      return goTo(
        rows.findLastIndex((one, index) => index < at && one.depth < row.depth),
        -1,
      )
    }
    const act = ofRow[event.key]
    return act === undefined ? false : act(row.id)
  }
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="tree"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={row === undefined ? undefined : rowId(row.id)}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget && press(event) !== false) event.preventDefault()
      }}
      onFocus={(event) => {
        if (
          event.target === event.currentTarget &&
          at === -1 &&
          event.target.matches(':focus-visible')
        )
          goTo(0)
      }}
    >
      <div className={classes.rows} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const one = rows[item.index]
          if (one === undefined) return null
          const style = {
            height: item.size,
            transform: `translateY(${item.start}px)`,
            '--depth': one.depth,
          } as React.CSSProperties
          return one.kind === 'more' ? (
            <MoreLine key={one.id} row={one} style={style} more={more} />
          ) : (
            <NetworkLine
              key={one.id}
              elementId={rowId(one.id)}
              row={one}
              style={style}
              chosen={one.id === chosen}
              path={pathOf?.(one.id)}
              choose={acts.choose}
              toggle={acts.toggle}
            />
          )
        })}
      </div>
    </div>
  )
}
