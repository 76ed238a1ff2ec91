import { Menu } from '@mantine/core'
import {
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlusMinus,
  IconX,
} from '@tabler/icons-react'
import {
  findField,
  fromChips,
  printQuery,
  toChips,
  type Chip,
  type QuerySubject,
} from '@spoor/model'
import { hostileTitle } from '../hostile/hostile-text.js'
import { useUpdateView, useView } from '../url/use-view.js'
import { ChipWords } from './chip-words.js'
import { isForeign, readFor } from './fit.js'
import { fieldsIn } from './language.js'
import classes from './query.module.css'

const SUBJECTS = ['events', 'sessions', 'transfers', 'hosts'] as const

const ICON = { size: '0.95rem', stroke: 1.6 } as const

function isKnown(name: string): boolean {
  return SUBJECTS.some((subject) => findField(subject, name) !== undefined)
}

function ChipView({
  chip,
  subject,
  foreign,
  change,
  edit,
}: {
  chip: Chip
  subject: QuerySubject
  /** Whether it cannot be asked on this page. */
  foreign: boolean
  /** Puts another chip in its place, or none. */
  change: (chip: Chip | undefined) => void
  edit: () => void
}) {
  const name = chip.kind === 'field' ? chip.field : ''
  const label = `${chip.suspended ? 'Suspended: ' : ''}${chip.negated ? 'not ' : ''}${name === '' ? '' : `${name}: `}${hostileTitle(chip.text)}`
  return (
    <span
      className={classes.chip}
      data-negated={chip.negated || undefined}
      data-suspended={chip.suspended || undefined}
      data-foreign={foreign || undefined}
    >
      <Menu position="bottom-start">
        <Menu.Target>
          <button
            type="button"
            className={classes.words}
            aria-label={label}
            title={name === '' ? label : `${label}\n${findField(subject, name)?.description ?? ''}`}
          >
            <ChipWords chip={chip} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPlusMinus {...ICON} />}
            onClick={() => change({ ...chip, negated: !chip.negated })}
          >
            {chip.negated ? 'Include instead' : 'Exclude instead'}
          </Menu.Item>
          <Menu.Item
            leftSection={
              chip.suspended ? <IconPlayerPlay {...ICON} /> : <IconPlayerPause {...ICON} />
            }
            onClick={() => change({ ...chip, suspended: !chip.suspended })}
          >
            {chip.suspended ? 'Ask it again' : 'Suspend: keep, but do not ask'}
          </Menu.Item>
          <Menu.Item leftSection={<IconPencil {...ICON} />} onClick={edit}>
            Edit the text
          </Menu.Item>
          <Menu.Item leftSection={<IconX {...ICON} />} onClick={() => change(undefined)}>
            Remove
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <button
        type="button"
        className={classes.remove}
        aria-label={`Remove ${label}`}
        title="Remove"
        onClick={() => change(undefined)}
      >
        <IconX size="0.75rem" />
      </button>
    </span>
  )
}

/** The question that is asked, as chips: each can be turned around, suspended or removed. */
export function Chips({ subject, edit }: { subject: QuerySubject | undefined; edit: () => void }) {
  const { q } = useView()
  const update = useUpdateView()
  if (q === undefined) return null
  const of = subject ?? 'events'
  const query = readFor(q, of)
  if (query === undefined) return null
  const chips = toChips(query)
  const foreign = chips.filter((chip) => subject !== undefined && isForeign(chip, subject))
  const strange = fieldsIn(query).filter((name) => !isKnown(name))
  const put = (index: number, chip: Chip | undefined) => {
    const next = chips.flatMap((old, at) => (at === index ? (chip ?? []) : old))
    update({ q: printQuery(fromChips(next)), id: undefined, at: undefined })
  }
  return (
    <div className={classes.chips}>
      {chips.map((chip, index) => (
        <ChipView
          key={`${index} ${chip.text}`}
          chip={chip}
          subject={of}
          foreign={foreign.includes(chip)}
          change={(next) => put(index, next)}
          edit={edit}
        />
      ))}
      {chips.length > 1 && (
        <button
          type="button"
          className={classes.clearall}
          onClick={() => update({ q: undefined, id: undefined, at: undefined })}
        >
          Remove all
        </button>
      )}
      {subject === undefined && (
        <span className={classes.note}>
          This page is not narrowed by the question; it is kept for Explorer, Transfers, Sessions
          and Hosts.
        </span>
      )}
      {foreign.length > 0 && (
        <span className={classes.note}>
          What is dotted cannot be asked of {of}: it is kept for the page that it came from.
        </span>
      )}
      {strange.length > 0 && (
        <span className={`${classes.note} ${classes.warn}`}>
          {strange.join(', ')}: no field of the dictionary, looked for in the original lines.
        </span>
      )}
    </div>
  )
}
