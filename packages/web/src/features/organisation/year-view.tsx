import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import { formatCount } from '../../common/bytes/format.js'
import { dayText, holidayKind, movedDay, weeksOf } from './holidays.js'
import classes from './sites.module.css'

const MONTHS = Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month)),
)
const WEEKDAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
}

const FULL = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeZone: 'UTC' })

/** A year at a glance: its holidays and the days on which nobody works. A press changes a day. */
export function YearView({
  holidays,
  worked,
  year,
  setYear,
  toggle,
}: {
  holidays: readonly string[]
  /** Whether each day of the week, from Monday on, is worked. */
  worked: readonly boolean[]
  year: number
  setYear: (year: number) => void
  toggle: (day: string) => void
}) {
  const days = new Set(holidays)
  const place = useRef<HTMLDivElement>(null)
  const [kept, setKept] = useState(dayText(year, 0, 1))
  const current = kept.startsWith(String(year)) ? kept : dayText(year, 0, 1)
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const by = STEPS[event.key]
    if (by === undefined) return
    const next = movedDay(current, by)
    setKept(next)
    place.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus()
    event.preventDefault()
  }
  const count = holidays.filter((day) => day.length === 5 || day.startsWith(String(year))).length
  return (
    <div className={classes.year}>
      <div className={classes.yearHead}>
        <ActionIcon size="sm" aria-label="The year before" onClick={() => setYear(year - 1)}>
          <IconChevronLeft size="0.9rem" />
        </ActionIcon>
        <b aria-live="polite">{year}</b>
        <ActionIcon size="sm" aria-label="The year after" onClick={() => setYear(year + 1)}>
          <IconChevronRight size="0.9rem" />
        </ActionIcon>
        <span className="dim">
          {formatCount(count)} holiday{count === 1 ? '' : 's'}; press a day to add or remove one
        </span>
      </div>
      <div ref={place} className={classes.months} onKeyDown={press}>
        {MONTHS.map((name, month) => (
          <table key={name} className={classes.month}>
            <caption>{name}</caption>
            <thead>
              <tr>
                {WEEKDAYS.map((day) => (
                  <th key={day} scope="col">
                    {day}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeksOf(year, month).map((week) => (
                <tr key={week.find((day) => day !== undefined)}>
                  {week.map((day, index) => {
                    if (day === undefined) return <td key={index} />
                    const kind = holidayKind(days, day)
                    const said =
                      kind === undefined
                        ? worked[index]
                          ? ''
                          : ', no work day'
                        : kind === 'yearly'
                          ? ', holiday every year'
                          : ', holiday'
                    return (
                      <td key={day}>
                        <button
                          type="button"
                          className={classes.day}
                          data-day={day}
                          data-kind={kind}
                          data-off={!worked[index] || undefined}
                          tabIndex={day === current ? 0 : -1}
                          aria-pressed={kind !== undefined}
                          aria-label={`${FULL.format(Date.parse(day))}${said}`}
                          onFocus={() => setKept(day)}
                          onClick={() => toggle(day)}
                        >
                          {Number(day.slice(8))}
                        </button>
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </div>
  )
}
