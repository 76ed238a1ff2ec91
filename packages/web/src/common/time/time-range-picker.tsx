import { Button, Divider, Popover, SegmentedControl, TextInput } from '@mantine/core'
import { IconChevronDown, IconClock } from '@tabler/icons-react'
import { useState } from 'react'
import { useStatus } from '../api/queries.js'
import { useNow } from '../url/asked.js'
import { useUpdateView, useView } from '../url/use-view.js'
import { formatMoment, zoneName, type Zone } from './format.js'
import classes from './time-range-picker.module.css'
import {
  describeRange,
  edgeTime,
  fromInputText,
  PRESETS,
  toInputText,
  type Range,
} from './range.js'

/** Edges to begin with when an absolute range is chosen: the present range, else the data's. */
function startTexts(range: Range, now: number, zone: Zone, first: string | null) {
  const from = edgeTime(range.from, now) ?? (first === null ? now - 86_400_000 : Date.parse(first))
  const to = edgeTime(range.to, now) ?? now
  return { from: toInputText(from, zone), to: toInputText(to, zone) }
}

const UNREADABLE = 'Write it as 2026-06-22 18:00:00, or only the date.'

function Absolute({
  range,
  zone,
  choose,
}: {
  range: Range
  zone: Zone
  choose: (range: Range) => void
}) {
  const first = useStatus().data?.events.first ?? null
  const now = useNow()
  const [texts, setTexts] = useState(() => startTexts(range, now, zone, first))
  const from = fromInputText(texts.from, zone)
  const to = fromInputText(texts.to, zone)
  const turned = from !== undefined && to !== undefined && from >= to
  return (
    <form
      className={classes.absolute}
      onSubmit={(event) => {
        event.preventDefault()
        if (from !== undefined && to !== undefined && !turned) choose({ from, to })
      }}
    >
      <TextInput
        size="xs"
        label="From (inclusive)"
        placeholder="2026-06-22 08:00:00"
        classNames={{ input: 'mono' }}
        value={texts.from}
        error={from === undefined ? UNREADABLE : undefined}
        onChange={(event) => setTexts({ ...texts, from: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        label="To (exclusive)"
        placeholder="2026-06-22 18:00:00"
        classNames={{ input: 'mono' }}
        value={texts.to}
        error={
          to === undefined ? UNREADABLE : turned ? 'The end must come after the start.' : undefined
        }
        onChange={(event) => setTexts({ ...texts, to: event.currentTarget.value })}
      />
      <Button type="submit" disabled={from === undefined || to === undefined || turned}>
        Use this range
      </Button>
    </form>
  )
}

/** Chooses the time range and the zone in which times are shown. */
export function TimeRangePicker() {
  const view = useView()
  const update = useUpdateView()
  const now = useNow()
  const status = useStatus()
  const [opened, setOpened] = useState(false)
  const zone: Zone = view.tz ?? 'local'
  const range: Range = { from: view.from ?? 'all', to: view.to ?? '' }
  const choose = (chosen: Range) => {
    update({ from: chosen.from, to: chosen.to, id: undefined, at: undefined })
    setOpened(false)
  }
  const events = status.data?.events
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          className={classes.target}
          leftSection={<IconClock size="1rem" stroke={1.6} />}
          rightSection={<IconChevronDown size="0.875rem" />}
          onClick={() => setOpened((old) => !old)}
          aria-label={`Time range: ${describeRange(range, zone)}, times in ${zoneName(zone)}`}
        >
          <span className={classes.words}>{describeRange(range, zone)}</span>
          <span className={classes.zone}>{zone === 'utc' ? 'UTC' : 'local'}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown}>
        <div className={classes.columns}>
          <div className={classes.presets}>
            {PRESETS.map((preset) => (
              <Button
                key={preset.label}
                variant="subtle"
                color="gray"
                className={classes.preset}
                aria-current={preset.range.from === range.from && preset.range.to === range.to}
                justify="flex-start"
                onClick={() => choose(preset.range)}
              >
                {preset.label}
              </Button>
            ))}
          </div>
          <div className={classes.side}>
            {opened && <Absolute key={zone} range={range} zone={zone} choose={choose} />}
            <Divider my="sm" />
            <SegmentedControl
              size="xs"
              fullWidth
              value={zone}
              onChange={(value) => update({ tz: value === 'utc' ? 'utc' : undefined }, true)}
              data={[
                { value: 'local', label: 'Local time' },
                { value: 'utc', label: 'UTC' },
              ]}
              aria-label="Zone of shown times"
            />
            <p className={classes.fact}>
              Times are shown in {zoneName(zone, new Date(now))}.
              {typeof events?.first === 'string' && typeof events.last === 'string' && (
                <>
                  <br />
                  Data from {formatMoment(events.first, zone, 0)}
                  <br />
                  to {formatMoment(events.last, zone, 0)}.
                </>
              )}
            </p>
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
