import { Button, Popover, TextInput } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { fromInputText, toInputText } from '../../common/time/range.js'
import { TimeText } from '../../common/time/time-text.js'
import { useNow } from '../../common/url/asked.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import classes from './host.module.css'

const DAY_MS = 86_400_000

const STEPS = [
  { label: 'A day ago', days: 1 },
  { label: 'A week ago', days: 7 },
  { label: 'A month ago', days: 30 },
] as const

function Choose({ start, choose }: { start: number; choose: (moment: string) => void }) {
  const zone = useView().tz ?? 'local'
  const now = useNow()
  const [text, setText] = useState(() => toInputText(start, zone))
  const moment = fromInputText(text, zone)
  return (
    <form
      className={classes.choose}
      onSubmit={(event) => {
        event.preventDefault()
        if (moment !== undefined) choose(moment)
      }}
    >
      <TextInput
        size="xs"
        label="What was known at"
        data-autofocus
        classNames={{ input: 'mono' }}
        value={text}
        error={
          moment === undefined ? 'Write it as 2026-06-22 18:00:00, or only the date.' : undefined
        }
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button type="submit" size="compact-xs" disabled={moment === undefined}>
          Show
        </Button>
        {STEPS.map(({ label, days }) => (
          <Button
            key={days}
            size="compact-xs"
            variant="default"
            onClick={() => choose(new Date(now - days * DAY_MS).toISOString())}
          >
            {label}
          </Button>
        ))}
      </div>
    </form>
  )
}

/** Turns the page back to what was known at a moment. */
export function AsOfButton({ lastSeen }: { lastSeen: string }) {
  const { as_of: asOf } = useView()
  const update = useUpdateView()
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus width="22rem">
      <Popover.Target>
        <Button
          size="compact-xs"
          variant={asOf === undefined ? 'default' : 'light'}
          leftSection={<IconHistory size="0.85rem" stroke={1.6} />}
          onClick={() => setOpened((old) => !old)}
        >
          As of…
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        {opened && (
          <Choose
            start={Date.parse(lastSeen)}
            choose={(moment) => {
              update({ as_of: moment })
              setOpened(false)
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

/** Says that the page shows what was known at a moment, not now. */
export function AsOfBanner({ moment }: { moment: string }) {
  const update = useUpdateView()
  return (
    <p className={classes.banner} role="note" aria-label="As of">
      <IconHistory size="1rem" stroke={1.6} aria-hidden />
      <span>
        What was known at{' '}
        <b>
          <TimeText moment={moment} />
        </b>
        . Lists of records end there. Roles, networks and groups are those of today.
      </span>
      <Button size="compact-xs" variant="default" onClick={() => update({ as_of: undefined })}>
        Back to now
      </Button>
    </p>
  )
}
