import { Button, Popover, TextInput } from '@mantine/core'
import { IconAdjustments } from '@tabler/icons-react'
import type { Sighting, SightingKind } from '@spoor/model'
import { useState } from 'react'
import { useChangeLearning } from '../api/sightings.js'
import { Badge } from '../badges/badge.js'
import { Refusal } from '../state/refusal.js'
import { formatMoment } from '../time/format.js'
import { TimeText } from '../time/time-text.js'
import { useView } from '../url/use-view.js'
import classes from './sightings.module.css'

/** Most days that the API takes. */
const MOST_DAYS = 366

export function daysText(days: number): string {
  return `${days} day${days === 1 ? '' : 's'}`
}

/** Days as they were typed; undefined if they are none that can be learnt. */
export function daysOf(text: string): number | undefined {
  const days = /^\d{1,3}$/.test(text.trim()) ? Number(text) : Number.NaN
  return days <= MOST_DAYS ? days : undefined
}

/** Marks what was seen while values were learnt, and what may not be new at all. */
export function LearningBadges({
  learning,
  learning_window: { until },
  full,
}: Pick<Sighting, 'learning' | 'learning_window' | 'full'>) {
  const zone = useView().tz ?? 'local'
  return (
    <>
      {learning && (
        <Badge
          tone="informational"
          shape="◔"
          title={`Seen while values of this kind were learnt, until ${formatMoment(until, zone, 0)}`}
        >
          learning
        </Badge>
      )}
      {full && (
        <Badge
          tone="warn"
          shape="!"
          title="The host has as many such values as are kept: it may have had this one before"
        >
          list full
        </Badge>
      )}
    </>
  )
}

/** The learning window of one row, in words. */
export function WindowText({ days, since, until }: Sighting['learning_window']) {
  if (days === 0) return 'none: nothing is learnt of this kind'
  return (
    <>
      {daysText(days)}: <TimeText moment={since} /> to <TimeText moment={until} />
    </>
  )
}

function DaysForm({ kind, done }: { kind: SightingKind; done: () => void }) {
  const change = useChangeLearning(kind.kind)
  const [text, setText] = useState(String(kind.learning_days))
  const days = daysOf(text)
  const save = (value: number | null) => change.mutate(value, { onSuccess: done })
  return (
    <form
      className={classes.days}
      aria-label={`Learning window of ${kind.title}`}
      onSubmit={(event) => {
        event.preventDefault()
        if (days !== undefined) save(days)
      }}
    >
      <TextInput
        size="xs"
        label="Days of learning"
        inputMode="numeric"
        data-autofocus
        value={text}
        error={days === undefined ? `A whole number from 0 to ${MOST_DAYS}.` : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <p className="dim">
        From the first day of the network, a group or a host. What comes up in them is listed and
        marked. Usual for this kind: {daysText(kind.default_learning_days)}.
      </p>
      <div className={classes.buttons}>
        <Button
          type="submit"
          size="xs"
          disabled={days === undefined || days === kind.learning_days}
          loading={change.isPending}
        >
          Save
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={kind.learning_days === kind.default_learning_days || change.isPending}
          onClick={() => save(null)}
        >
          Back to {daysText(kind.default_learning_days)}
        </Button>
      </div>
      <Refusal error={change.error} />
    </form>
  )
}

/** How long values of a kind are learnt, and the way to change it. */
export function KindLearning({ kind }: { kind: SightingKind }) {
  const [opened, setOpened] = useState(false)
  const { learning, learning_days: days, learning_window: window } = kind
  return (
    <span className={classes.window}>
      {days === 0 ? (
        <span>Nothing is learnt of this kind</span>
      ) : (
        <span>
          {learning ? 'Learning' : 'Learnt'} for {daysText(days)}
          {window !== undefined && (
            <>
              {' '}
              until <TimeText moment={window.until} />, in the whole network
            </>
          )}
        </span>
      )}
      <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus width="19rem">
        <Popover.Target>
          <Button
            variant="default"
            size="compact-xs"
            leftSection={<IconAdjustments size="0.85rem" stroke={1.6} aria-hidden />}
            onClick={() => setOpened((old) => !old)}
          >
            Change…
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          {opened && <DaysForm kind={kind} done={() => setOpened(false)} />}
        </Popover.Dropdown>
      </Popover>
    </span>
  )
}
