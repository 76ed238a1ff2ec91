import { FindingsAnswer, HuntsAnswer } from '@spoor/model'
import { Value } from '@sinclair/typebox/value'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeHunts } from './describe.js'
import { openStateStore } from '../state/state-store.js'
import { FindingsRequestError } from './findings-request.js'
import { getFinding, listFindings } from './findings.js'
import { shippedHunts } from './shipped.js'
import {
  at,
  DAY,
  INSIDE,
  openMadeRecords,
  OUTSIDE,
  session,
  transfer,
  type MadeRecords,
} from './made-records.testing.js'

let records: MadeRecords
beforeAll(async () => {
  records = await openMadeRecords()
  await records.put('transfers', [
    // Seven findings at the same moment: the cursor must not lose any.
    ...[1, 2, 3, 4, 5, 6, 7].map((i) =>
      transfer({ client_ip: `10.0.0.${i}`, start_time: at('14:30:00') }),
    ),
    transfer({ start_time: at('12:00:00'), end_time: at('14:00:00'), verdict: 'violation' }),
  ])
  await records.put('sessions', [session({ session_clear_text: true, start_time: at('08:00:00') })])
  await records.evaluate()
})
afterAll(() => records.close())

const cursorOf = (...parts: string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')

const list = (request: Parameters<typeof listFindings>[1]) =>
  listFindings(records.store, request, new Date(`${DAY}T15:00:00Z`))

it('lists the gravest first, and of these the newest, in the shape of the API', async () => {
  const answer = await list({})
  expect([...Value.Errors(FindingsAnswer, answer)]).toEqual([])
  expect(answer.total).toBe(9)
  expect(answer.next).toBeUndefined()
  const [first, last] = [answer.findings[0], answer.findings[8]]
  expect(first).toMatchObject({
    hunt: 'external-ftp-upload',
    title: 'FTP upload to an outside server',
    level: 'high',
    entity: `${INSIDE} → ${OUTSIDE}`,
    entity_kind: 'client and server',
    client: INSIDE,
    server: OUTSIDE,
    user: 'bob',
    first_seen: `${DAY}T12:00:00.000000Z`,
    last_seen: `${DAY}T14:00:00.000000Z`,
    count: 1,
    bytes: 5000,
    files: ['notes.txt'],
    techniques: ['T1048.003', 'T1071.002'],
    evidence: { from: `${DAY}T12:00:00.000000Z`, to: `${DAY}T12:00:00.001000Z` },
  })
  expect(last).toMatchObject({ hunt: 'cleartext-credentials', bytes: null, files: [] })
})

it.each([
  ['gravest', ['high 14:00', ...Array<string>(7).fill('medium 14:30'), 'medium 08:00']],
  ['newest', [...Array<string>(7).fill('medium 14:30'), 'high 14:00', 'medium 08:00']],
] as const)('lists the %s first', async (sort, order) => {
  const { findings } = await list({ sort })
  expect(findings.map((one) => `${one.level} ${one.last_seen.slice(11, 16)}`)).toEqual(order)
})

it.each(['gravest', 'newest'] as const)('goes through all pages, the %s first', async (sort) => {
  const whole = (await list({ sort })).findings.map(({ id }) => id)
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await list({ limit: 2, cursor, sort })
    expect(page.total).toBe(9)
    seen.push(...page.findings.map(({ id }) => id))
    cursor = page.next
  } while (cursor !== undefined)
  expect(seen).toEqual(whole)
})

it.each([
  [{ hunt: 'cleartext-credentials' }, 1],
  [{ hunt: 'no-such-hunt' }, 0],
  [{ level: 'high' }, 1],
  [{ level: 'high, medium' }, 9],
  [{ level: 'low' }, 0],
  [{ entity: '10.0.0.3' }, 1],
  [{ entity: OUTSIDE }, 9],
  [{ entity: `10.0.0.3 → ${OUTSIDE}` }, 1],
  [{ entity: 'bob' }, 9],
  [{ entity: `' OR 1 --` }, 0],
  [{ from: `${DAY}T13:00:00Z` }, 8],
  [{ from: 'now-1h' }, 8],
  [{ from: `${DAY}T14:00:00.000001Z` }, 7],
  [{ from: `${DAY}T14:30:00.000001Z` }, 0],
  [{ to: `${DAY}T08:00:00Z` }, 0],
  [{ to: `${DAY}T08:00:00.000001Z` }, 1],
  [{ from: DAY, to: 'now' }, 9],
])('filters by %j', async (request, count) => {
  const answer = await list(request)
  expect(answer.total).toBe(count)
  expect(answer.findings).toHaveLength(count)
})

it.each([
  { level: 'terrible' },
  { from: 'yesterday' },
  { to: '2026-13-01' },
  { cursor: 'x' },
  { cursor: cursorOf('gravest', 'high', 'now', 'x') },
  { cursor: cursorOf('gravest', 'high', `${DAY} 10:00:00`) },
  { cursor: cursorOf('newest', 'high', `${DAY} 10:00:00`, 'x') },
  { cursor: cursorOf('gravest', 'high', `${DAY} 10:00:00`, 'x'), sort: 'newest' as const },
])('refuses %j', async (request) => {
  await expect(list(request)).rejects.toThrow(FindingsRequestError)
})

it('gets one finding by its id', async () => {
  const [finding] = (await list({ limit: 1 })).findings
  expect(await getFinding(records.store, finding?.id ?? '')).toEqual(finding)
  expect(await getFinding(records.store, 'none')).toBeUndefined()
})

it('describes the hunts, with their findings in a range', async () => {
  const state = await openStateStore({ memory: true })
  const site = { state, lists: new Map() }
  const whole = await describeHunts(records.store, site)
  expect([...Value.Errors(HuntsAnswer, whole)]).toEqual([])
  expect(whole.problems).toEqual([])
  const described = whole.hunts
  expect(described.map(({ id }) => id)).toEqual(shippedHunts().map(({ id }) => id))
  const counts = (all: typeof described) =>
    Object.fromEntries(all.filter((h) => h.findings > 0).map((h) => [h.id, h.findings]))
  expect(counts(described)).toEqual({ 'external-ftp-upload': 8, 'cleartext-credentials': 1 })
  const later = await describeHunts(records.store, site, { from: `${DAY}T13:00:00Z`, to: 'now' })
  expect(counts(later.hunts)).toEqual({ 'external-ftp-upload': 8 })
  await state.close()
})
