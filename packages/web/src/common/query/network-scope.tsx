import { Button, Popover, TextInput } from '@mantine/core'
import { IconNetwork, IconSearch } from '@tabler/icons-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useLabels } from '../api/organisation.js'
import { formatCount } from '../bytes/format.js'
import { HostileText, hostileTitle } from '../hostile/hostile-text.js'
import { ErrorState, RowsSkeleton } from '../state/states.js'
import { useUpdateView, useView } from '../url/use-view.js'
import classes from './network-scope.module.css'

const SHOWN = 50

/** Arrows go through the choices, from the search on and back to it. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, button')]
  const at = stops.findIndex((stop) => stop === document.activeElement)
  stops[Math.min(stops.length - 1, Math.max(0, at + step))]?.focus()
  event.preventDefault()
}

function Choices({ choose }: { choose: (label: string | undefined) => void }) {
  const { network } = useView()
  const [find, setFind] = useState('')
  const answer = useLabels({ kind: 'network', limit: SHOWN, ...(find !== '' && { find }) })
  const place = useRef<HTMLDivElement>(null)
  const labels = answer.data?.labels ?? []
  return (
    <div ref={place} className={classes.choices} onKeyDown={moveFocus}>
      <TextInput
        size="xs"
        data-autofocus
        aria-label="Search the networks"
        placeholder="Search: Berlin, servers …"
        leftSection={<IconSearch size="0.9rem" stroke={1.6} aria-hidden />}
        maxLength={200}
        value={find}
        onChange={(event) => setFind(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = labels
          if (event.key === 'Enter' && first !== undefined) choose(first.name)
        }}
      />
      <div className={classes.list} data-stale={answer.isPlaceholderData || undefined}>
        <button
          type="button"
          className={classes.choice}
          aria-pressed={network === undefined}
          onClick={() => choose(undefined)}
        >
          All networks
        </button>
        {answer.isError && answer.data === undefined ? (
          <ErrorState error={answer.error} retry={() => void answer.refetch()} small />
        ) : answer.data === undefined ? (
          <RowsSkeleton rows={5} />
        ) : (
          labels.map(({ name, path }) => (
            <button
              key={path ?? name}
              type="button"
              className={classes.choice}
              aria-pressed={name === network}
              title={path === undefined ? undefined : hostileTitle(path)}
              onClick={() => choose(name)}
            >
              <HostileText value={name} most={100} />
              {path !== undefined && path !== name && (
                <span className={classes.path}>
                  <HostileText value={path} most={100} />
                </span>
              )}
            </button>
          ))
        )}
      </div>
      {answer.data !== undefined && (
        <p className={classes.note} aria-live="polite">
          {labels.length === 0
            ? 'No network has such a label.'
            : answer.data.total > labels.length
              ? `The first ${labels.length} of ${formatCount(answer.data.total)}: search for others.`
              : 'A label stands for all networks of that name, and all below them.'}
        </p>
      )}
    </div>
  )
}

/** Chooses the network to which every page is narrowed. */
export function NetworkScope() {
  const { network } = useView()
  const update = useUpdateView()
  const [opened, setOpened] = useState(false)
  const choose = (label: string | undefined) => {
    update({ network: label, id: undefined, at: undefined })
    setOpened(false)
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus width="20rem">
      <Popover.Target>
        <Button
          variant={network === undefined ? 'default' : 'light'}
          className={classes.target}
          leftSection={<IconNetwork size="1rem" stroke={1.6} aria-hidden />}
          onClick={() => setOpened((old) => !old)}
          aria-label={
            network === undefined ? 'Network: all' : `Network: only ${hostileTitle(network)}`
          }
          title="Narrows questions, hosts, sightings and findings to a network of the organisation"
        >
          <span className={classes.words}>
            {network === undefined ? 'All networks' : <HostileText value={network} most={100} />}
          </span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">{opened && <Choices choose={choose} />}</Popover.Dropdown>
    </Popover>
  )
}
