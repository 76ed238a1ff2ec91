import { Button, Checkbox, CloseButton, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { useNow } from '../../common/url/asked.js'
import { NameField } from './common-fields.js'
import { isHoliday, toggleHoliday, toggleYearly } from './holidays.js'
import { ItemsEditor, type FormProps, type Section } from './items-editor.js'
import { YearView } from './year-view.js'
import classes from './forms.module.css'
import siteClasses from './sites.module.css'

const DAYS = [
  ['mon', 'Monday'],
  ['tue', 'Tuesday'],
  ['wed', 'Wednesday'],
  ['thu', 'Thursday'],
  ['fri', 'Friday'],
  ['sat', 'Saturday'],
  ['sun', 'Sunday'],
] as const

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

/** What the clocks of a zone say now; undefined if there is no such zone. */
function clockOf(zone: string, now: number): string | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      weekday: 'long',
    }).format(now)
  } catch {
    return undefined
  }
}

function Hours({ item, change, problem }: FormProps<'sites'>) {
  const now = useNow()
  const zones = ZONES.includes(item.time_zone) ? ZONES : [item.time_zone, ...ZONES]
  const clock = clockOf(item.time_zone, now)
  const overMidnight = item.to !== '' && item.to <= item.from
  return (
    <>
      <div className={classes.row}>
        <NativeSelect
          className={classes.wide}
          size="xs"
          label="Time zone"
          value={item.time_zone}
          error={problem('time_zone')}
          onChange={(event) => change({ time_zone: event.currentTarget.value }, 'time_zone')}
          data={zones}
        />
        <TextInput
          className={classes.short}
          size="xs"
          label="Work from"
          placeholder="07:00"
          maxLength={5}
          value={item.from}
          error={problem('from')}
          onChange={(event) => change({ from: event.currentTarget.value.trim() }, 'from')}
        />
        <TextInput
          className={classes.short}
          size="xs"
          label="until"
          placeholder="19:00"
          maxLength={5}
          value={item.to}
          error={problem('to')}
          onChange={(event) => change({ to: event.currentTarget.value.trim() }, 'to')}
        />
      </div>
      <p className="dim">
        {clock !== undefined && `It is ${clock} there now. `}
        {overMidnight && 'The hours go over midnight; they are of the day on which they begin.'}
      </p>
    </>
  )
}

function Days({ item, change, problem }: FormProps<'sites'>) {
  const error = problem('days')
  return (
    <div role="group" aria-label="Work days">
      <span className={classes.label}>Work days</span>
      <div className={classes.buttons}>
        {DAYS.map(([day, name]) => {
          const isOn = item.days.includes(day)
          return (
            <Button
              key={day}
              size="compact-xs"
              variant={isOn ? 'filled' : 'default'}
              aria-pressed={isOn}
              aria-label={name}
              onClick={() =>
                change(
                  {
                    days: DAYS.map(([one]) => one).filter(
                      (one) => item.days.includes(one) !== (one === day),
                    ),
                  },
                  'days',
                )
              }
            >
              {name.slice(0, 3)}
            </Button>
          )
        })}
      </div>
      {error !== undefined && <p className={classes.problem}>{error}</p>}
    </div>
  )
}

function Holidays({ item, change, problem }: FormProps<'sites'>) {
  const now = useNow()
  const [year, setYear] = useState(() => new Date(now).getUTCFullYear())
  const [text, setText] = useState('')
  const put = (holidays: string[]) => change({ holidays }, 'holidays')
  const isReady = isHoliday(text.trim())
  const error = problem('holidays')
  return (
    <div role="group" aria-label="Holidays">
      <span className={classes.label}>Holidays</span>
      {error !== undefined && <p className={classes.problem}>{error}</p>}
      <YearView
        year={year}
        setYear={setYear}
        holidays={item.holidays}
        worked={DAYS.map(([day]) => item.days.includes(day))}
        toggle={(day) => put(toggleHoliday(item.holidays, day))}
      />
      <form
        className={classes.row}
        onSubmit={(event) => {
          event.preventDefault()
          if (!isReady) return
          put([...new Set([...item.holidays, text.trim()])].toSorted())
          setText('')
        }}
      >
        <TextInput
          size="xs"
          label="Add a day: 2026-12-24, or 12-25 for every year"
          placeholder="12-25"
          maxLength={10}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={!isReady}>
          Add
        </Button>
      </form>
      {item.holidays.length > 0 && (
        <ul className={siteClasses.holidays}>
          {item.holidays.map((day) => (
            <li key={day}>
              <span className="mono">
                <HostileText value={day} most={20} />
              </span>
              <Checkbox
                size="xs"
                label="every year"
                checked={day.length === 5}
                disabled={!isHoliday(day)}
                aria-label={`${day}: every year`}
                onChange={() => put(toggleYearly(item.holidays, day, year))}
              />
              <CloseButton
                size="xs"
                aria-label={`Remove ${day}`}
                onClick={() => put(item.holidays.filter((one) => one !== day))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function SiteForm(props: FormProps<'sites'>) {
  const { item, change, problem } = props
  return (
    <>
      <NameField
        value={item.name}
        change={(name) => change({ name }, 'name')}
        error={problem('name')}
        hint="Networks name it; it holds for all that is below them."
      />
      <Checkbox
        size="xs"
        label="The main site: holds where no other does"
        checked={item.default ?? false}
        error={problem('default')}
        onChange={(event) => change({ default: event.currentTarget.checked }, 'default')}
      />
      <Hours {...props} />
      <Days {...props} />
      <Holidays {...props} />
    </>
  )
}

const SITES: readonly Section<'sites'>[] = [
  {
    part: 'sites',
    title: 'Sites',
    one: 'a site',
    about: 'None yet. A site has its time zone, hours of work and holidays.',
    fresh: (number) => ({
      name: `New site ${number}`,
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      from: '07:00',
      to: '19:00',
      days: ['mon', 'tue', 'wed', 'thu', 'fri'],
      holidays: [],
    }),
    figure: ({ default: isMain, time_zone: zone, from, to }) =>
      `${isMain ? 'main, ' : ''}${zone}, ${from}–${to}`,
    form: SiteForm,
  },
]

/** Sites with their hours of work and holidays. */
export function SitesTab() {
  return <ItemsEditor sections={SITES} />
}
