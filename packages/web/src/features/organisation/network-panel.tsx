import { Button, Textarea, TextInput } from '@mantine/core'
import { IconArrowBackUp, IconArrowMoveRight, IconPlus, IconTrash } from '@tabler/icons-react'
import { formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { LinkButton } from '../../common/link/link-button.js'
import { condition } from '../../common/query/language.js'
import { EmptyState, ErrorState, RowsSkeleton } from '../../common/state/states.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import { networksOf } from './lines.js'
import { MovePicker } from './move-picker.js'
import { problemsAt } from './problem-places.js'
import { changeNode, isRoot, moveNode, pathOf, restoreNode } from './tree-draft.js'
import type { NodeRow } from './tree-rows.js'
import { useEditing } from './use-editing.js'
import { useReveal } from './use-go-to.js'
import { useNodeNetworks } from './use-node-networks.js'
import { SiteField } from './site-field.js'
import { ValuesField } from './values-field.js'
import classes from './forms.module.css'

interface Shown {
  readonly row: NodeRow
  readonly moving: boolean
  readonly setMoving: (moving: boolean) => void
  readonly add: (id: string) => void
  readonly remove: (id: string) => void
}

function NetworksField({ row, error }: { row: NodeRow; error: string | undefined }) {
  const { edit } = useEditing()
  const { networks, failed, retry } = useNodeNetworks(row)
  if (networks === undefined) {
    return failed === null ? (
      <RowsSkeleton rows={4} />
    ) : (
      <ErrorState error={failed} retry={retry} small />
    )
  }
  return (
    <ValuesField
      label="Networks"
      one="network"
      many="networks"
      hint="CIDR or single addresses; the most specific one wins."
      placeholder={'10.20.0.0/16\n2001:db8:20::/48'}
      values={networks}
      read={networksOf}
      error={error}
      change={(next) =>
        edit((old) => changeNode(old, row.id, row.of, { networks: next }), `networks ${row.id}`)
      }
    />
  )
}

function Fields({ row }: { row: NodeRow }) {
  const { draft, edit, problems } = useEditing()
  const at = problemsAt(problems, 'networks', row.id)
  const isFixed = isRoot(draft.nodes, row.id)
  const general = at('')
  return (
    <>
      {general !== undefined && (
        <p className={classes.problem} role="alert">
          <HostileText value={general} most={400} />
        </p>
      )}
      <TextInput
        size="xs"
        label="Label"
        data-network-field="label"
        description={isFixed ? 'Every tree has it.' : undefined}
        disabled={isFixed}
        maxLength={100}
        value={row.change?.label ?? row.of?.label ?? ''}
        error={at('label')}
        onChange={(event) => {
          const label = event.currentTarget.value
          edit((old) => changeNode(old, row.id, row.of, { label }), `label ${row.id}`)
        }}
      />
      <NetworksField row={row} error={at('networks')} />
      <SiteField row={row} error={at('site')} />
      <Textarea
        size="xs"
        label="Note"
        rows={2}
        autosize={false}
        maxLength={1000}
        value={row.change?.note ?? row.of?.note ?? ''}
        error={at('note')}
        onChange={(event) => {
          const note = event.currentTarget.value
          edit((old) => changeNode(old, row.id, row.of, { note }), `note ${row.id}`)
        }}
      />
    </>
  )
}

function Links({ row }: { row: NodeRow }) {
  const { from, to, tz } = useView()
  if (row.of === undefined) {
    return <p className="dim">Once it is saved, its addresses are of it, those of the past too.</p>
  }
  const { path, hosts } = row.of
  return (
    <div className={classes.buttons}>
      <LinkButton
        variant="default"
        size="compact-xs"
        to="/hosts"
        search={{ network: path, from, to, tz }}
      >
        {formatCount(hosts)} host{hosts === 1 ? '' : 's'}
      </LinkButton>
      <LinkButton
        variant="default"
        size="compact-xs"
        to="/explorer"
        search={{ q: condition('network', path), from, to, tz }}
      >
        Events
      </LinkButton>
      <LinkButton
        variant="default"
        size="compact-xs"
        to="/transfers"
        search={{ q: condition('network', path), from, to, tz }}
      >
        Transfers
      </LinkButton>
    </div>
  )
}

function Acts({ row, moving, setMoving, add, remove }: Shown) {
  const { draft, edit } = useEditing()
  const reveal = useReveal()
  const update = useUpdateView()
  const { find } = useView()
  const isFixed = isRoot(draft.nodes, row.id)
  return (
    <>
      <div className={classes.buttons}>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPlus size="0.85rem" stroke={1.6} />}
          onClick={() => add(row.id)}
        >
          Add below
        </Button>
        {!isFixed && (
          <>
            <Button
              size="compact-xs"
              variant="default"
              aria-expanded={moving}
              leftSection={<IconArrowMoveRight size="0.85rem" stroke={1.6} />}
              onClick={() => setMoving(!moving)}
            >
              Move…
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconTrash size="0.85rem" stroke={1.6} />}
              onClick={() => remove(row.id)}
            >
              Remove
            </Button>
          </>
        )}
        {row.change?.of !== undefined && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconArrowBackUp size="0.85rem" stroke={1.6} />}
            onClick={() => edit((old) => restoreNode(old, row.id))}
          >
            As it is saved
          </Button>
        )}
        {find !== undefined && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => {
              reveal(row.id)
              update({ find: undefined })
            }}
          >
            Show in the tree
          </Button>
        )}
      </div>
      {moving && (
        <MovePicker
          id={row.id}
          choose={(to) => {
            setMoving(false)
            edit((old) => moveNode(old, row.id, row.of, to))
            reveal(to)
          }}
        />
      )}
    </>
  )
}

/** All about one network, to be looked at and changed. */
export function NetworkPanel({ row, ...rest }: Omit<Shown, 'row'> & { row: NodeRow | undefined }) {
  const { draft, edit } = useEditing()
  if (row === undefined) {
    return (
      <aside className="card" aria-label="Network">
        <EmptyState title="No network chosen">
          Choose one in the tree to see and change its addresses, or add one.
        </EmptyState>
      </aside>
    )
  }
  return (
    <aside className={`card ${classes.panel}`} aria-label="Network">
      <p className={classes.path}>
        <HostileText value={pathOf(draft.nodes, row.id)} most={400} />
      </p>
      {row.isGone ? (
        <>
          <p>
            Removed, with all below it, once it is saved. Its addresses are then of what is above.
          </p>
          {row.change?.removed && (
            <Button
              variant="default"
              size="compact-xs"
              leftSection={<IconArrowBackUp size="0.85rem" stroke={1.6} />}
              onClick={() => edit((old) => restoreNode(old, row.id))}
            >
              Put it back
            </Button>
          )}
        </>
      ) : (
        <>
          <Links row={row} />
          <Acts row={row} {...rest} />
          <Fields row={row} />
        </>
      )}
    </aside>
  )
}
