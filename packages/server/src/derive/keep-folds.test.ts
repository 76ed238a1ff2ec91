import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DEFAULT_ORGANISATION } from '../organisation/organisation.js'
import { openEveBench, type EveBench } from '../sources/eve/eve.testing.js'
import { forgetFolds, keepEverything, keepFolds } from './keep-folds.js'

let bench: EveBench
beforeAll(async () => {
  bench = await openEveBench()
})
beforeEach(async () => {
  for (const table of ['events', 'sessions', 'transfers']) {
    await bench.store.run(`TRUNCATE TABLE ${table}`)
  }
})
afterAll(() => bench.close())

/** A control connection of a day: a login and an upload. */
function ftpDay(day: string, flow: number): string[] {
  const event = (second: number, ftp: object): string =>
    JSON.stringify({
      timestamp: `${day}T10:00:0${second}.000000+0000`,
      flow_id: flow,
      event_type: 'ftp',
      src_ip: '10.0.0.5',
      src_port: 40_000,
      dest_ip: '203.0.113.9',
      dest_port: 21,
      proto: 'TCP',
      tx_id: second,
      ftp: { reply_received: 'yes', ...ftp },
    })
  return [
    event(1, { command: 'USER', command_data: 'anna', completion_code: ['331'] }),
    event(2, { command: 'PASS', command_data: 'x', completion_code: ['230'] }),
    event(3, { command: 'STOR', command_data: 'a.zip', completion_code: ['150', '226'] }),
  ]
}

async function kept(): Promise<unknown> {
  return bench.store.rows(
    `SELECT toString(toDate(start_time)) AS day, user_name AS user,
       toFloat64(countEqual((SELECT groupArray(session_id) FROM transfers), session_id)) AS transfers
     FROM sessions ORDER BY start_time`,
  )
}

const midnight = (day: string): Date => new Date(`${day}T00:00:00Z`)

test('days are kept, kept anew when events come late, taken away with their events, and forgotten', async () => {
  const [user = '', pass = '', upload = ''] = ftpDay('2026-06-02', 2)
  await bench.insert([...ftpDay('2026-06-01', 1), user, pass])
  await keepEverything(bench.store, DEFAULT_ORGANISATION)
  const first = { day: '2026-06-01', user: 'anna', transfers: 1 }
  expect(await kept()).toEqual([first, { day: '2026-06-02', user: 'anna', transfers: 0 }])

  await bench.insert([upload, ...ftpDay('1999-12-31', 3)])
  const second = { from: midnight('2026-06-02'), to: midnight('2026-06-03') }
  await keepFolds(bench.store, second, DEFAULT_ORGANISATION)
  const whole = { day: '2026-06-02', user: 'anna', transfers: 1 }
  expect(await kept()).toEqual([first, whole])
  await keepFolds(bench.store, second, DEFAULT_ORGANISATION)
  expect(await kept()).toEqual([first, whole])

  await keepEverything(bench.store, DEFAULT_ORGANISATION)
  expect(((await kept()) as { day: string }[]).map(({ day }) => day)).toEqual([
    '1999-12-31',
    '2026-06-01',
    '2026-06-02',
  ])

  await bench.store.run(`DELETE FROM events WHERE toDate(ts) = '2026-06-02'`)
  await keepFolds(bench.store, second, DEFAULT_ORGANISATION)
  await forgetFolds(bench.store, midnight('2026-06-01'))
  expect(await kept()).toEqual([first])
})

test('a flow id that a sensor uses again is two sessions, of which each has its upload', async () => {
  const days = ['2026-06-01', '2026-06-03']
  await bench.insert(days.flatMap((day) => ftpDay(day, 9)))
  await keepEverything(bench.store, DEFAULT_ORGANISATION)
  const rows = await bench.store.rows(
    `SELECT toString(toDate(start_time)) AS day, toFloat64(session_uploads) AS uploads,
       toFloat64(countEqual((SELECT groupArray(session_id) FROM transfers), session_id)) AS transfers
     FROM sessions ORDER BY start_time`,
  )
  expect(rows).toEqual(days.map((day) => ({ day, uploads: 1, transfers: 1 })))
})
