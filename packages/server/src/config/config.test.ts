import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEFAULT_CALENDAR, parseCalendar } from '../organisation/calendar.js'
import { readConfig } from './config.js'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spoor-config-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

async function calendarOf(text: string) {
  const path = join(directory, 'spoor.yaml')
  await writeFile(path, text)
  return parseCalendar((await readConfig(path, {})).calendar)
}

test('a calendar as people write it in the file', async () => {
  const text = `
calendar:
  time_zone: Europe/Berlin
  from: 08:00
  to: 17:30
  days: [mon, tue, wed, thu]
  holidays: [2026-12-24, 12-25]
`
  expect(await calendarOf(text)).toEqual({
    timeZone: 'Europe/Berlin',
    from: 480,
    to: 1050,
    days: [1, 2, 3, 4],
    holidays: ['2026-12-24', '12-25'],
  })
})

test('no calendar in the file', async () => {
  expect(await calendarOf('calendar:\n')).toEqual(DEFAULT_CALENDAR)
  expect(await calendarOf('notice: hello\n')).toEqual(DEFAULT_CALENDAR)
})
