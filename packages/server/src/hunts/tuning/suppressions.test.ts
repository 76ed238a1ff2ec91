import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { findingReviews, suppressions } from '../../state/schema.js'
import { at, DAY, INSIDE, OUTSIDE, transfer } from '../made-records.testing.js'
import { describeSuppressions } from '../describe-suppressions.js'
import { endSuppression, review, suppress, unreview, type NewSuppression } from './index.js'
import { openTuningBench, someone, type TuningBench } from './tuning.testing.js'

const HUNT = 'external-ftp-upload'

/** What an attacker may call himself. */
const HOSTILE = [
  `o'brien`,
  `"quoted"`,
  `back\\slash\\`,
  `'] OR 1=1 --`,
  'tab\tline\nreturn\r',
  'bell\u0007 escape\u001b[31m',
  'nul\0byte',
  '\u202egnp.exe',
  '{s_values:Array(String)}',
  '\\N',
  'NULL',
  '[]',
  '💾 ünïcode',
]

let bench: TuningBench
beforeAll(async () => {
  bench = await openTuningBench()
  await bench.records.put('transfers', [
    transfer({ start_time: at('10:00:00') }),
    transfer({ client_ip: '10.0.0.2', start_time: at('12:00:00') }),
    transfer({ client_ip: '10.0.0.2', server_ip: '203.0.113.5', start_time: at('14:00:00') }),
    ...HOSTILE.map((name, i) =>
      transfer({ client_ip: `10.9.0.${i}`, user_name: name, start_time: at('08:00:00') }),
    ),
  ])
  await bench.run(HUNT)
})
afterAll(() => bench.close())
afterEach(async () => {
  for (const table of [suppressions, findingReviews]) await bench.state.db.delete(table)
})

const hide = (wanted: Partial<NewSuppression>) =>
  suppress(
    bench.state,
    { hunt: HUNT, field: 'client', value: '10.0.0.2', reason: 'known', ...wanted },
    someone(),
  )

/** Clients of the findings that are shown. */
const shown = async (suppressed?: 'hide' | 'show' | 'only') => {
  const { findings } = await bench.findings({ hunt: HUNT, suppressed })
  return findings.filter(({ client }) => !client.startsWith('10.9.')).map(({ client }) => client)
}

it.each<[string, Partial<NewSuppression>, number]>([
  ['a client', {}, 2],
  ['a server', { field: 'server', value: '203.0.113.5' }, 1],
  ['an entity', { field: 'entity', value: `${INSIDE} → ${OUTSIDE}` }, 1],
  ['a user', { field: 'user', value: 'bob' }, 3],
  ['whatever hunt found it', { hunt: null }, 2],
  ['another hunt', { hunt: 'odd-port' }, 0],
  ['a value in other letters', { field: 'user', value: 'Bob' }, 0],
  ['a part of a value', { value: '10.0.0' }, 0],
  ['a wildcard', { value: '*' }, 0],
  ['what ended before since', { since: `${DAY}T13:00:00Z` }, 1],
  ['what ended at since', { since: `${DAY}T14:00:00Z` }, 1],
  ['what ended after until', { until: `${DAY}T13:00:00Z` }, 1],
  ['what ended at until', { until: `${DAY}T12:00:00Z` }, 0],
  ['a time before both', { until: `${DAY}T01:00:00Z` }, 0],
  ['a time after both', { since: 'now-1h' }, 0],
])('hides by %s', async (_name, wanted, hidden) => {
  const all = await shown()
  expect(all).toHaveLength(3)
  const saved = await hide(wanted)
  const answer = await bench.findings({ hunt: HUNT })
  expect(await shown()).toHaveLength(3 - hidden)
  expect(await shown('show')).toEqual(all)
  expect(await shown('only')).toHaveLength(hidden)
  expect(answer.suppressed).toBe(hidden)
  expect(answer.total).toBe(3 - hidden + HOSTILE.length)
  const [listed] = await describeSuppressions(bench.records.store, bench.state, {}, new Date())
  expect(listed).toMatchObject({ id: saved.id, findings: hidden })
  await endSuppression(bench.state, saved.id, someone('bea'))
  expect(await shown()).toEqual(all)
  const list = (ended: boolean) =>
    describeSuppressions(bench.records.store, bench.state, { ended }, new Date())
  expect(await list(false)).toEqual([])
  expect(await list(true)).toMatchObject([{ state: 'ended', ended_by: 'bea', findings: 0 }])
})

it.each(HOSTILE.map((value) => [JSON.stringify(value), value]))(
  'hides just what is called %s',
  async (_shown, value) => {
    await hide({ field: 'user', value })
    const { findings } = await bench.findings({ hunt: HUNT, suppressed: 'only' })
    expect(findings.map(({ user }) => user)).toEqual([value])
    expect(findings[0]?.suppressed_by?.reason).toBe('known')
    const [listed] = await describeSuppressions(bench.records.store, bench.state, {}, new Date())
    expect(listed?.value).toBe(value)
  },
)

it.each<[string, Partial<NewSuppression>]>([
  ['a time that is none', { until: 'soon' }],
  ['an end before the beginning', { since: `${DAY}T13:00:00Z`, until: `${DAY}T12:00:00Z` }],
])('refuses %s', async (_name, wanted) => {
  await expect(hide(wanted)).rejects.toMatchObject({ code: 'TUNING_INVALID' })
})

it.each(['x', "' OR 1=1", '00000000-0000-4000-8000-000000000000'])('cannot end %s', async (id) => {
  const ended = endSuppression(bench.state, id, someone())
  await expect(ended).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

it('takes no more suppressions than can be asked at once', async () => {
  const value = 'x'.repeat(90_000)
  await hide({ value })
  await hide({ value })
  await expect(hide({ value })).rejects.toMatchObject({ code: 'TOO_MANY' })
})

it('keeps what analysts say of findings, and lists by it', async () => {
  const { findings } = await bench.findings({ hunt: HUNT })
  const [first, second, third] = findings
  const say = (finding: typeof first, verdict: 'confirmed' | 'dismissed') =>
    review(
      bench.state,
      { id: finding?.id ?? '', hunt: HUNT, day: DAY },
      { verdict, reason: 'seen' },
      someone('bea'),
    )
  await say(first, 'dismissed')
  await say(first, 'confirmed')
  await say(second, 'dismissed')
  const judged = async (verdict: 'open' | 'confirmed' | 'dismissed') => {
    const answer = await bench.findings({ hunt: HUNT, review: verdict })
    expect(answer.total).toBe(answer.findings.length)
    return answer.findings.map(({ id }) => id)
  }
  expect(await judged('confirmed')).toEqual([first?.id])
  expect(await judged('dismissed')).toEqual([second?.id])
  expect(await judged('open')).toHaveLength(findings.length - 2)
  expect(await judged('open')).toContain(third?.id)
  const again = await bench.findings({ hunt: HUNT, from: DAY, to: `${DAY}T23:00:00Z` })
  expect(again.findings.find(({ id }) => id === first?.id)?.review).toMatchObject({
    verdict: 'confirmed',
    reason: 'seen',
    by: 'bea',
  })
  await unreview(bench.state, first?.id ?? '', someone())
  expect(await judged('confirmed')).toEqual([])
})
