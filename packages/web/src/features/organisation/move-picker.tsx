import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { ErrorState, RowsSkeleton } from '../../common/state/states.js'
import { useFoundNetworks } from './api.js'
import { isNew } from './draft.js'
import { isGone, isWithin, labelOf, parentOf, pathOf } from './tree-draft.js'
import { useEditing } from './use-editing.js'
import classes from './forms.module.css'

const SHOWN = 20
const ROOTS = ['Home', 'Internet']

/** Chooses the network that another is moved below. */
export function MovePicker({ id, choose }: { id: string; choose: (to: string) => void }) {
  const {
    draft: { nodes },
  } = useEditing()
  const [find, setFind] = useState('')
  const answer = useFoundNetworks(find, SHOWN, find !== '')
  const text = find.toLowerCase()
  const fresh = Object.keys(nodes).filter(
    (one) => isNew(one) && labelOf(nodes, one).toLowerCase().includes(text),
  )
  const found =
    find === ''
      ? ROOTS
      : (answer.data?.pages ?? []).flatMap(({ networks }) => networks.map(({ path }) => path))
  const targets = [...fresh, ...found].filter(
    (one) => !isWithin(nodes, one, id) && !isGone(nodes, one) && one !== parentOf(nodes, id),
  )
  return (
    <div className={classes.move} role="group" aria-label="Where to">
      <TextInput
        size="xs"
        label="Move below"
        data-network-field="move"
        placeholder="Search: a label or address"
        leftSection={<IconSearch size="0.9rem" stroke={1.6} aria-hidden />}
        maxLength={200}
        value={find}
        onChange={(event) => setFind(event.currentTarget.value)}
      />
      {find !== '' && answer.isError ? (
        <ErrorState error={answer.error} small />
      ) : find !== '' && answer.data === undefined ? (
        <RowsSkeleton rows={3} />
      ) : targets.length === 0 ? (
        <p className="dim">Nothing that it can be moved below has this.</p>
      ) : (
        <ul className={classes.targets}>
          {targets.map((one) => (
            <li key={one}>
              <button type="button" className={classes.target} onClick={() => choose(one)}>
                <HostileText value={pathOf(nodes, one)} most={200} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
