import { ActionIcon, Button, Menu, Popover, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconColumns3, IconX } from '@tabler/icons-react'
import { fieldsOf, findField } from '@spoor/model'
import { useMemo, useState } from 'react'
import { SUMMARY, USUAL_COLUMNS } from './columns.js'
import classes from './explorer.module.css'
import { moved } from './move.js'

interface Candidate {
  readonly name: string
  readonly description: string
}

const CANDIDATES: readonly Candidate[] = [
  { name: SUMMARY, description: 'What the event says, in one line.' },
  ...fieldsOf('events').filter((field) => field.column !== 'raw'),
]

/** Chooses the columns and their order. */
export function ColumnPicker({
  names,
  choose,
}: {
  names: readonly string[]
  choose: (names: readonly string[]) => void
}) {
  const [search, setSearch] = useState('')
  const found = useMemo(() => {
    const words = search.toLowerCase().trim()
    return CANDIDATES.filter(({ name }) => !names.includes(name))
      .filter(
        ({ name, description }) =>
          name.toLowerCase().includes(words) ||
          description.toLowerCase().includes(words) ||
          findField('events', words)?.name === name,
      )
      .slice(0, 50)
  }, [names, search])
  return (
    <Popover position="bottom-end" width="21rem" trapFocus onClose={() => setSearch('')}>
      <Popover.Target>
        <Button variant="default" size="compact-xs" leftSection={<IconColumns3 size="0.85rem" />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.picker}>
        <ol className={classes.chosen}>
          {names.map((name) => (
            <li key={name}>
              <span className="mono">{name}</span>
              <ActionIcon
                size="xs"
                aria-label={`Move ${name} left`}
                onClick={() => choose(moved(names, name, -1))}
              >
                <IconArrowUp size="0.8rem" />
              </ActionIcon>
              <ActionIcon
                size="xs"
                aria-label={`Move ${name} right`}
                onClick={() => choose(moved(names, name, 1))}
              >
                <IconArrowDown size="0.8rem" />
              </ActionIcon>
              <ActionIcon
                size="xs"
                aria-label={`Remove ${name}`}
                disabled={names.length === 1}
                onClick={() => choose(names.filter((other) => other !== name))}
              >
                <IconX size="0.8rem" />
              </ActionIcon>
            </li>
          ))}
        </ol>
        <TextInput
          size="xs"
          placeholder="Add a column: search fields"
          aria-label="Search fields"
          data-autofocus
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => {
            const [first] = found
            if (event.key === 'Enter' && first !== undefined) choose([...names, first.name])
          }}
        />
        <div className={classes.found}>
          {found.map(({ name, description }) => (
            <button key={name} type="button" onClick={() => choose([...names, name])}>
              <span className="mono">{name}</span>
              <div className={classes.description}>{description}</div>
            </button>
          ))}
        </div>
        <Button variant="subtle" size="compact-xs" onClick={() => choose(USUAL_COLUMNS)}>
          The usual columns
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Header of a column, with what can be done with the column. */
export function ColumnHeader({
  name,
  names,
  choose,
}: {
  name: string
  names: readonly string[]
  choose: (names: readonly string[]) => void
}) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button
          type="button"
          className={classes.header}
          title={findField('events', name)?.description}
        >
          {name}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={names[0] === name} onClick={() => choose(moved(names, name, -1))}>
          Move left
        </Menu.Item>
        <Menu.Item disabled={names.at(-1) === name} onClick={() => choose(moved(names, name, 1))}>
          Move right
        </Menu.Item>
        <Menu.Item
          disabled={names.length === 1}
          onClick={() => choose(names.filter((other) => other !== name))}
        >
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
