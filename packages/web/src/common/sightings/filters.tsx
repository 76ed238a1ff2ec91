import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { HostileText } from '../hostile/hostile-text.js'
import { useNow } from '../url/asked.js'
import { useUpdateView, useView } from '../url/use-view.js'
import { dateOf, endOfDate } from './as-of.js'
import classes from './sightings.module.css'

/** Words to find. The field is its own master while it has the focus; else it follows the URL. */
function Find() {
  const { find = '' } = useView()
  const update = useUpdateView()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const input = field.current
    if (input !== null && input !== document.activeElement) input.value = find
  }, [find])
  const search = (text: string) => {
    if (text !== find) update({ find: text === '' ? undefined : text, id: undefined }, true)
  }
  return (
    <form
      role="search"
      className={classes.find}
      onSubmit={(event) => {
        event.preventDefault()
        search(field.current?.value ?? '')
      }}
    >
      <TextInput
        ref={field}
        size="xs"
        type="search"
        maxLength={200}
        defaultValue={find}
        aria-label="Find in the values"
        placeholder="Find in the values"
        leftSection={<IconSearch size="0.9rem" stroke={1.6} aria-hidden />}
        rightSection={
          find !== '' && (
            <CloseButton
              size="xs"
              aria-label="Clear what is to be found"
              onClick={() => {
                if (field.current !== null) field.current.value = ''
                search('')
              }}
            />
          )
        }
        onBlur={(event) => search(event.currentTarget.value)}
      />
    </form>
  )
}

/** Chooses the date as of which the page answers. */
export function AsOfField() {
  const { as_of: asOf, tz } = useView()
  const update = useUpdateView()
  const zone = tz ?? 'local'
  const now = useNow()
  const date = dateOf(asOf, now, zone)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const input = field.current
    if (input !== null && input !== document.activeElement) input.value = date
  }, [date])
  return (
    <label className={classes.asof}>
      <span>As it was known on</span>
      <TextInput
        ref={field}
        size="xs"
        type="date"
        defaultValue={date}
        max={dateOf('now', now, zone)}
        onChange={(event) => {
          const { value } = event.currentTarget
          const end = endOfDate(value, zone)
          if (value === '' || (end !== undefined && end >= '1980')) {
            update({ as_of: end, id: undefined }, true)
          }
        }}
      />
    </label>
  )
}

/** Chooses whether values of hosts outside count, too. */
export function WhoseValues({ usual }: { usual: 'home' | 'all' }) {
  const { hosts = usual } = useView()
  const update = useUpdateView()
  return (
    <NativeSelect
      size="xs"
      aria-label="Whose values"
      className={classes.select}
      value={hosts}
      onChange={(event) => {
        const value = event.currentTarget.value === 'all' ? 'all' : 'home'
        update({ hosts: value === usual ? undefined : value, id: undefined })
      }}
      data={[
        { value: 'home', label: 'Hosts at home' },
        { value: 'all', label: 'Also hosts outside' },
      ]}
    />
  )
}

/** What narrows sightings and outliers alike, after what narrows one of them. */
export function SightingsFilters({ children }: { children?: ReactNode }) {
  const { learning, host } = useView()
  const update = useUpdateView()
  return (
    <div className={classes.filters}>
      <Find />
      {children}
      <NativeSelect
        size="xs"
        aria-label="What was seen while learning"
        className={classes.select}
        value={learning ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget
          update({ learning: value === 'exclude' ? value : undefined, id: undefined })
        }}
        data={[
          { value: '', label: 'Also while learning' },
          { value: 'exclude', label: 'Only after learning' },
        ]}
      />
      <WhoseValues usual="home" />
      <AsOfField />
      {host !== undefined && (
        <Button
          variant="light"
          size="compact-xs"
          aria-label={`Only host ${host}: show all hosts`}
          onClick={() => update({ host: undefined, id: undefined })}
        >
          Only&nbsp;
          <HostileText value={host} most={60} /> ×
        </Button>
      )}
    </div>
  )
}
