import { Menu, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { Field } from '@spoor/model'
import { useMemo, useState } from 'react'
import { HostileText } from '../hostile/hostile-text.js'
import classes from './top-values.module.css'

/** Adds one of many fields to a panel of values. */
export function AddField({
  fields,
  chosen,
  most,
  add,
}: {
  /** Fields whose values can be counted. */
  fields: readonly Field[]
  chosen: readonly string[]
  /** Fields that the panel has at most. */
  most: number
  add: (name: string) => void
}) {
  const [search, setSearch] = useState('')
  const found = useMemo(() => {
    const words = search.toLowerCase()
    return fields
      .filter((field) => !chosen.includes(field.name))
      .filter(
        (field) =>
          field.name.toLowerCase().includes(words) ||
          field.description.toLowerCase().includes(words) ||
          field.aliases?.some((alias) => alias.toLowerCase().includes(words)) === true,
      )
      .slice(0, 60)
  }, [fields, chosen, search])
  return (
    <Menu position="bottom-start" width="20rem" onClose={() => setSearch('')}>
      <Menu.Target>
        <button type="button" className={classes.add} disabled={chosen.length >= most}>
          <IconPlus size="0.8rem" /> Add a field
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <TextInput
          size="xs"
          placeholder="Search fields"
          aria-label="Search fields"
          value={search}
          data-autofocus
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <div className={classes.fields}>
          {found.map((field) => (
            <Menu.Item key={field.name} onClick={() => add(field.name)}>
              <span className="mono">{field.name}</span>
              <div className={classes.description}>{field.description}</div>
            </Menu.Item>
          ))}
          {found.length === 0 && (
            <p className="dim" style={{ padding: '0 0.75rem' }}>
              No field is called <HostileText value={search} most={40} />.
            </p>
          )}
        </div>
      </Menu.Dropdown>
    </Menu>
  )
}
