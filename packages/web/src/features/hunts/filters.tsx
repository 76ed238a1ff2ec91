import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core'
import { techniqueName } from '@spoor/model'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { LevelFilter } from '../../common/findings/level-filter.js'
import { categoryName } from '../../common/hunts/category.js'
import { useKeys } from '../../common/keys/use-keys.js'
import type { View } from '../../common/url/search-state.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import classes from './hunts.module.css'

/** A view of the library that nothing narrows. */
export const UNFILTERED: View = {
  find: undefined,
  category: undefined,
  technique: undefined,
  needs: undefined,
  found: undefined,
  level: undefined,
}

function firstRow(): HTMLElement | null {
  return document.querySelector<HTMLElement>('#hunt-list [data-hunt]')
}

/** Words to find. The field is its own master while it has the focus; else it follows the URL. */
function Search() {
  const { find = '' } = useView()
  const update = useUpdateView()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const input = field.current
    if (input !== null && input !== document.activeElement) input.value = find
  }, [find])
  useKeys({
    '/': () => {
      field.current?.focus()
      field.current?.select()
    },
  })
  const search = (text: string) => update({ find: text === '' ? undefined : text }, true)
  return (
    <TextInput
      ref={field}
      className={classes.search}
      size="xs"
      type="search"
      maxLength={200}
      defaultValue={find}
      aria-label="Search the hunts"
      placeholder="Search: archive, password, T1048, ssh …  ( / )"
      leftSection={<IconSearch size="0.9rem" stroke={1.6} aria-hidden />}
      rightSection={
        find !== '' && (
          <CloseButton
            size="xs"
            aria-label="Clear the search"
            onClick={() => {
              if (field.current !== null) field.current.value = ''
              search('')
            }}
          />
        )
      }
      onChange={(event) => search(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') firstRow()?.focus()
        else if (event.key === 'Enter') firstRow()?.click()
        else if (event.key === 'Escape') event.currentTarget.blur()
        else return
        event.preventDefault()
      }}
    />
  )
}

/** A filter that was chosen elsewhere, with the way to be rid of it. */
function Chosen({ name, what, clear }: { name: string; what: string; clear: () => void }) {
  return (
    <Button variant="light" size="compact-xs" onClick={clear} aria-label={`${what}: show all`}>
      {name} ×
    </Button>
  )
}

/** What narrows the library; all of it is in the URL. */
export function Filters({ kinds }: { kinds: readonly string[] }) {
  const view = useView()
  const update = useUpdateView()
  const { category, technique, needs, found } = view
  const narrowed = Object.keys(UNFILTERED).some((key) => view[key as keyof View] !== undefined)
  return (
    <div className={classes.filters} role="search" aria-label="Hunts">
      <Search />
      <LevelFilter />
      <Button
        variant={found === undefined ? 'default' : 'filled'}
        size="compact-xs"
        aria-pressed={found !== undefined}
        onClick={() => update({ found: found === undefined ? 'yes' : undefined })}
      >
        With findings
      </Button>
      <NativeSelect
        size="xs"
        aria-label="Records that a hunt needs"
        className={classes.select}
        value={needs ?? ''}
        onChange={(event) => update({ needs: event.currentTarget.value || undefined })}
        data={[
          { value: '', label: 'Any records' },
          ...kinds.map((kind) => ({ value: kind, label: `Needs ${kind}` })),
        ]}
      />
      {category !== undefined && (
        <Chosen
          name={categoryName(category)}
          what={`Category ${categoryName(category)}`}
          clear={() => update({ category: undefined })}
        />
      )}
      {technique !== undefined && (
        <Chosen
          name={[technique, techniqueName(technique)].filter(Boolean).join(' ')}
          what={`Technique ${technique}`}
          clear={() => update({ technique: undefined })}
        />
      )}
      {narrowed && (
        <Button variant="subtle" size="compact-xs" onClick={() => update(UNFILTERED)}>
          Show all hunts
        </Button>
      )}
    </div>
  )
}
