import { IconChevronRight } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { Badge } from '../../common/badges/badge.js'
import { formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import type { NodeChange } from './draft.js'
import { savedParent } from './tree-draft.js'
import type { MoreRow, NodeRow } from './tree-rows.js'
import classes from './tree.module.css'

/** Networks that a row names; the rest is counted. */
const NAMED = 2

function Mark({ id, change }: { id: string; change: NodeChange | undefined }) {
  if (change === undefined) return null
  if (change.removed) {
    return (
      <Badge tone="bad" shape="−">
        removed
      </Badge>
    )
  }
  if (change.of === undefined) {
    return (
      <Badge tone="good" shape="+">
        new
      </Badge>
    )
  }
  if (change.parent !== undefined && change.parent !== savedParent(id)) {
    return (
      <Badge tone="low" shape="→">
        moved
      </Badge>
    )
  }
  return (
    <Badge tone="accent" shape="≠">
      changed
    </Badge>
  )
}

function Networks({ row }: { row: NodeRow }) {
  const networks = row.change?.networks ?? row.of?.networks ?? []
  const total = row.change?.networks?.length ?? row.of?.networks_total ?? 0
  if (total === 0) return null
  return (
    <span className={`mono ${classes.networks}`}>
      {networks.slice(0, NAMED).join(' ')}
      {total > NAMED && ` +${formatCount(total - NAMED)}`}
    </span>
  )
}

/** A node of the tree. */
export function NetworkLine({
  row,
  elementId,
  style,
  chosen,
  path,
  choose,
  toggle,
}: {
  row: NodeRow
  elementId: string
  style: CSSProperties
  chosen: boolean
  path: string | undefined
  choose: (id: string) => void
  toggle: (id: string, open: boolean) => void
}) {
  const label = row.change?.label ?? row.of?.label ?? ''
  const hosts = row.of?.hosts ?? 0
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree has the focus and the keys
    <div
      id={elementId}
      className={classes.row}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={chosen}
      aria-expanded={row.children > 0 && path === undefined ? row.isOpen : undefined}
      data-chosen={chosen || undefined}
      data-gone={row.isGone || undefined}
      style={style}
      onClick={() => choose(row.id)}
    >
      {path === undefined && (
        <span
          className={classes.twist}
          data-open={row.isOpen || undefined}
          data-none={row.children === 0 || undefined}
          aria-hidden="true"
          onClick={(event) => {
            if (row.children === 0) return
            event.stopPropagation()
            toggle(row.id, !row.isOpen)
          }}
        >
          <IconChevronRight size="0.9rem" stroke={1.8} />
        </span>
      )}
      <span className={classes.name}>
        <span className={classes.label}>
          {label === '' ? (
            <span className="dim">no name</span>
          ) : (
            <HostileText value={label} most={100} />
          )}
          {path === undefined && row.children > 0 && (
            <span className={classes.children}>{formatCount(row.children)}</span>
          )}
        </span>
        {path !== undefined && (
          <span className={classes.path}>
            <HostileText value={path} most={200} />
          </span>
        )}
      </span>
      <Mark id={row.id} change={row.change} />
      <Networks row={row} />
      <span className={classes.hosts} title={`${formatCount(hosts)} known hosts in it and below`}>
        {hosts === 0 ? <span className="dim">–</span> : formatCount(hosts)}
        <span className="visually-hidden"> hosts</span>
      </span>
    </div>
  )
}

/** Stands where more nodes are, or will be. */
export function MoreLine({
  row,
  style,
  more,
}: {
  row: MoreRow
  style: CSSProperties
  more: (parent: string) => void
}) {
  return (
    <div className={classes.row} role="presentation" style={style}>
      <span className={classes.twist} data-none />
      {row.state === 'failed' ? (
        <span className={classes.failed}>
          These could not be loaded.{' '}
          <button type="button" className={classes.again} onClick={() => more(row.parent)}>
            Try again
          </button>
        </span>
      ) : (
        <span className="dim">
          {row.left > 0 ? `Loading; ${formatCount(row.left)} more …` : 'Loading …'}
        </span>
      )}
    </div>
  )
}
