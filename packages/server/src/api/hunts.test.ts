import {
  DocumentAnswer,
  Finding,
  FindingsAnswer,
  HuntDetail,
  HuntFilter,
  HuntFiltersAnswer,
  HuntsAnswer,
  PreviewAnswer,
  RemovedAnswer,
  Suppression,
  SuppressionsAnswer,
} from '@spoor/model'
import type { Static, TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluateHunts } from '../hunts/evaluate-hunts.js'
import { at, DAY, transfer, WHOLE_DAY } from '../hunts/made-records.testing.js'
import { effectiveHunts } from '../hunts/tuning/index.js'
import { filterOf, OWN_RULE } from '../hunts/tuning/tuning.testing.js'
import { DEFAULT_HOME } from '../organisation/organisation.js'
import { apiOn, type ApiBench } from './test-platform.testing.js'

const HUNT = 'external-ftp-upload'
const LISTS = new Map([['home', DEFAULT_HOME]])

let bench: ApiBench
beforeAll(async () => {
  bench = await apiOn([])
  await bench.store.insert('transfers', [
    ...[1, 2, 3].map((i) => transfer({ client_ip: `10.0.0.${i}`, start_time: at('10:00:00', i) })),
    transfer({ client_ip: '10.0.0.1', start_time: at('09:00:00', 0, '2026-06-20') }),
    transfer({ client_ip: '10.0.0.9', file_name: 'a.zip', file_extension: 'zip' }),
  ])
  const hunts = await effectiveHunts({ state: bench.state, lists: LISTS })
  const range = { from: new Date('2026-06-20'), to: WHOLE_DAY.to }
  const wanted = hunts.filter(({ id }) => id === HUNT)
  await evaluateHunts(bench.store, range, { now: range.to, lists: LISTS }, wanted)
})
afterAll(() => bench.close())

async function ask(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, payload?: object) {
  const response = await bench.app.inject({ method, url: `/api/v1/${path}`, payload })
  return { status: response.statusCode, body: response.json<Record<string, unknown>>() }
}

/** An answer with status 200 that has exactly the shape that the API promises. */
async function answer<T extends TSchema>(
  shape: T,
  ...asked: Parameters<typeof ask>
): Promise<Static<T>> {
  const { status, body } = await ask(...asked)
  expect(body).not.toHaveProperty('error')
  expect(status).toBe(200)
  expect([...Value.Errors(shape, body)]).toEqual([])
  return body as Static<T>
}

describe('hunts', () => {
  it('are listed as they are for this site, and told in full', async () => {
    const { hunts } = await answer(HuntsAnswer, 'GET', 'hunts')
    expect(hunts.find(({ id }) => id === HUNT)).toMatchObject({
      own: false,
      tuned: false,
      is_due: true,
      findings: 5,
    })
    const detail = await answer(HuntDetail, 'GET', `hunts/${HUNT}`)
    expect(detail).toMatchObject({
      tuning: null,
      own: null,
      sigma: null,
      filters: [],
      statistics: {
        by_day: [
          { day: '2026-06-20', findings: 1, records: 1 },
          { day: DAY, findings: 4, records: 4 },
        ],
        findings: 5,
        entities: 4,
        open: 5,
        last_match: `${DAY}T10:00:03.000000Z`,
        last_run: null,
      },
    })
    expect(detail.sql).toMatch(/^SELECT \* FROM transfers WHERE /)
    const earlier = await answer(HuntDetail, 'GET', `hunts/${HUNT}?from=2026-06-20&to=2026-06-21`)
    expect(earlier.statistics.findings).toBe(1)
  })

  it('are tuned, and be as they were again', async () => {
    const noted = bench.noted.hunts
    const proposal = { is_on: false, level: 'low' }
    const path = 'hunts/login-brute-force'
    const before = await answer(HuntDetail, 'GET', path)
    const [parameter] = before.hunt.parameters
    const parameters = { [parameter?.name ?? '']: parameter?.to ?? 0 }
    const tuned = await answer(HuntDetail, 'PUT', `${path}/tuning`, {
      ...proposal,
      parameters,
      read: null,
    })
    expect(tuned).toMatchObject({
      hunt: { is_on: false, level: 'low', tuned: true, is_due: false },
      untuned: { is_on: true },
      tuning: { ...proposal, parameters, updated_by: 'local administrator' },
    })
    expect(tuned.hunt.parameters[0]).toEqual({ ...parameter, value: parameter?.to })
    const stale = await ask('PUT', `${path}/tuning`, { level: 'high', read: null })
    expect(stale).toMatchObject({ status: 409, body: { error: 'CHANGED_MEANWHILE' } })
    const read = tuned.tuning?.updated
    await answer(HuntDetail, 'PUT', `${path}/tuning`, { level: 'high', read })
    const reset = await answer(HuntDetail, 'DELETE', `${path}/tuning`)
    expect(reset.hunt).toEqual(before.hunt)
    expect(bench.noted.hunts).toBe(noted + 3)
  })

  it('of one’s own are saved, changed, exported and removed', async () => {
    const saved = await answer(HuntDetail, 'POST', 'hunts', { text: OWN_RULE, from: 'now-30d' })
    expect(saved).toMatchObject({
      hunt: { id: 'archive-uploads', own: true, is_on: true, is_due: true, category: 'own' },
      sigma: OWN_RULE,
      own: { from: 'now-30d', updated_by: 'local administrator' },
    })
    const again = await ask('POST', 'hunts', { text: OWN_RULE })
    expect(again).toMatchObject({ status: 409, body: { error: 'NAME_TAKEN' } })
    const text = OWN_RULE.replace('zip', '[zip, rar]')
    const changed = await answer(HuntDetail, 'PUT', 'hunts/archive-uploads', {
      text,
      is_on: false,
      read: saved.own?.updated,
    })
    expect(changed).toMatchObject({ sigma: text, hunt: { is_on: false } })
    expect(changed.own).not.toHaveProperty('from')
    const file = await bench.app.inject('/api/v1/hunts/archive-uploads/sigma')
    expect(file.body).toBe(text)
    expect(file.headers['content-disposition']).toBe('attachment; filename="archive-uploads.yml"')
    await answer(RemovedAnswer, 'DELETE', 'hunts/archive-uploads')
    expect((await ask('GET', 'hunts/archive-uploads')).status).toBe(404)
  })

  it('are written from a question', async () => {
    const { text } = await answer(DocumentAnswer, 'POST', 'hunts/from-question', {
      title: 'Uploads of “archives”',
      q: 'file.extension:zip and transfer.direction:upload',
      subject: 'transfers',
      level: 'high',
    })
    const preview = await answer(PreviewAnswer, 'POST', 'hunts/preview', { text })
    expect(preview).toMatchObject({ title: 'Uploads of “archives”', findings: 1 })
  })

  it('are narrowed by filters', async () => {
    const text = filterOf('Not the first', `[${HUNT}]`, 'client.ip', '10.0.0.1')
    const added = await answer(HuntFilter, 'POST', 'hunt-filters', { text })
    expect(added).toMatchObject({ title: 'Not the first', hunts: [HUNT] })
    const detail = await answer(HuntDetail, 'GET', `hunts/${HUNT}`)
    expect(detail).toMatchObject({ hunt: { tuned: true }, filters: [{ id: added.id }] })
    const preview = await answer(PreviewAnswer, 'POST', 'hunts/preview', { id: HUNT })
    expect(preview).toMatchObject({ findings: 3, kept: 5 })
    await answer(RemovedAnswer, 'DELETE', `hunt-filters/${added.id}`)
    const { filters } = await answer(HuntFiltersAnswer, 'GET', 'hunt-filters')
    expect(filters).toEqual([])
  })
})

describe('a preview', () => {
  const preview = (body: object) => answer(PreviewAnswer, 'POST', 'hunts/preview', body)
  const kept = async () => (await answer(FindingsAnswer, 'GET', 'findings')).total

  it('tells what a hunt would find, and keeps nothing of it', async () => {
    const before = await kept()
    const answered = await preview({ text: OWN_RULE })
    expect(answered).toMatchObject({
      findings: 1,
      records: 1,
      entities: 1,
      kept: 0,
      by_level: [{ level: 'medium', count: 1 }],
      cut: null,
    })
    expect(answered.sample).toMatchObject([
      { day: DAY, client: '10.0.0.9', evidence: { subject: 'transfers' } },
    ])
    // From the first day that has records to the last, in the middle too.
    expect(answered.by_day.map(({ day, findings }) => [day, findings])).toEqual([
      ['2026-06-20', 0],
      ['2026-06-21', 0],
      [DAY, 1],
    ])
    expect(await kept()).toBe(before)
  })

  it('looks at the days that are asked for', async () => {
    expect(await preview({ id: HUNT, from: '2026-06-20', to: '2026-06-21' })).toMatchObject({
      from: '2026-06-20T00:00:00.000Z',
      to: '2026-06-21T00:00:00.000Z',
      findings: 1,
      kept: 1,
    })
    expect(await preview({ id: HUNT, from: '2030-01-01' })).toMatchObject({ findings: 0 })
  })

  it('takes a proposed tuning in place of that of the site', async () => {
    const level = 'informational'
    const { by_level } = await preview({ id: HUNT, tuning: { level } })
    expect(by_level).toEqual([{ level, count: 5 }])
  })
})

describe('suppressions', () => {
  it('hide findings from the list, the counts and today, until they are ended', async () => {
    const value = '10.0.0.2'
    const saved = await answer(Suppression, 'POST', 'suppressions', {
      hunt: HUNT,
      field: 'client',
      value,
      reason: 'A partner.',
      until: null,
    })
    expect(saved).toMatchObject({ state: 'active', findings: 1, created_by: 'local administrator' })
    const findings = await answer(FindingsAnswer, 'GET', 'findings')
    expect(findings).toMatchObject({ total: 4, suppressed: 1 })
    const only = await answer(FindingsAnswer, 'GET', 'findings?suppressed=only')
    expect(only.findings).toMatchObject([{ client: value, suppressed_by: { id: saved.id } }])
    const { hunts } = await answer(HuntsAnswer, 'GET', 'hunts')
    expect(hunts.find(({ id }) => id === HUNT)?.findings).toBe(4)
    const { statistics, suppressions } = await answer(HuntDetail, 'GET', `hunts/${HUNT}`)
    expect([statistics.findings, statistics.suppressed, suppressions]).toEqual([4, 1, 1])
    const today = await ask('GET', `today?from=${DAY}T00:00:00Z&to=${DAY}T23:00:00Z`)
    const levels = today.body.findings_by_level as { count: number }[]
    expect(levels.reduce((sum, { count }) => sum + count, 0)).toBe(3)
    const ended = await answer(Suppression, 'DELETE', `suppressions/${saved.id}`)
    expect(ended).toMatchObject({ state: 'ended', ended_by: 'local administrator' })
    expect((await answer(FindingsAnswer, 'GET', 'findings')).total).toBe(5)
    expect((await answer(SuppressionsAnswer, 'GET', 'suppressions')).suppressions).toEqual([])
    const all = await answer(SuppressionsAnswer, 'GET', 'suppressions?ended=true')
    expect(all.suppressions).toHaveLength(1)
  })
})

describe('reviews', () => {
  it('say of findings what they are, and are counted', async () => {
    const { findings } = await answer(FindingsAnswer, 'GET', 'findings')
    const [first, second] = findings.map(({ id }) => id)
    const reviewed = await answer(Finding, 'PUT', `findings/${first}/review`, {
      verdict: 'confirmed',
      reason: 'Seen before.',
    })
    expect(reviewed.review).toMatchObject({ verdict: 'confirmed', by: 'local administrator' })
    await answer(Finding, 'PUT', `findings/${second}/review`, { verdict: 'dismissed' })
    const { statistics } = await answer(HuntDetail, 'GET', `hunts/${HUNT}`)
    expect(statistics).toMatchObject({ confirmed: 1, dismissed: 1, open: 3, findings: 5 })
    const open = await answer(FindingsAnswer, 'GET', 'findings?review=open')
    expect(open.total).toBe(3)
    const taken = await answer(Finding, 'DELETE', `findings/${first}/review`)
    expect(taken).not.toHaveProperty('review')
  })
})

describe('what is refused', () => {
  const yaml = (text: string) => ({ text })
  it.each<[string, Parameters<typeof ask>, number, string]>([
    ['a hunt that there is not', ['GET', 'hunts/none'], 404, 'NOT_FOUND'],
    ['a hostile id', ['GET', `hunts/${encodeURIComponent("x' OR \0 1=1")}`], 404, 'NOT_FOUND'],
    ['tuning of none', ['PUT', 'hunts/none/tuning', {}], 404, 'NOT_FOUND'],
    [
      'a wrong parameter',
      ['PUT', `hunts/odd-port/tuning`, { parameters: { a: 1 } }],
      400,
      'TUNING_INVALID',
    ],
    [
      'a value out of range',
      ['PUT', 'hunts/login-brute-force/tuning', { parameters: { failures: -1 } }],
      400,
      'TUNING_INVALID',
    ],
    [
      'a number that is text',
      ['PUT', 'hunts/login-brute-force/tuning', { parameters: { failures: '5' } }],
      400,
      'REQUEST_INVALID',
    ],
    [
      'null for a switch',
      ['PUT', 'hunts/odd-port/tuning', { is_on: null }],
      400,
      'REQUEST_INVALID',
    ],
    [
      'a level that there is not',
      ['PUT', 'hunts/odd-port/tuning', { level: 'bad' }],
      400,
      'REQUEST_INVALID',
    ],
    [
      'a mistyped attribute',
      ['PUT', 'hunts/odd-port/tuning', { ison: true }],
      400,
      'REQUEST_INVALID',
    ],
    ['no body', ['POST', 'hunts', undefined], 415, 'MEDIA_TYPE'],
    ['bad YAML', ['POST', 'hunts', yaml('title: [')], 400, 'HUNT_INVALID'],
    ['an empty text', ['POST', 'hunts', yaml('')], 400, 'REQUEST_INVALID'],
    [
      'more than a megabyte',
      ['POST', 'hunts', yaml('x'.repeat(1_100_000))],
      400,
      'REQUEST_INVALID',
    ],
    ['ten megabytes', ['POST', 'hunts', yaml('x'.repeat(10_000_000))], 413, 'REQUEST_INVALID'],
    [
      'the name of a shipped hunt',
      ['POST', 'hunts', yaml(OWN_RULE.replace('archive-uploads', HUNT))],
      409,
      'NAME_TAKEN',
    ],
    [
      'a change of a shipped hunt',
      ['PUT', `hunts/${HUNT}`, yaml(OWN_RULE.replace('archive-uploads', HUNT))],
      400,
      'TUNING_INVALID',
    ],
    ['a removal of a shipped hunt', ['DELETE', `hunts/${HUNT}`], 400, 'TUNING_INVALID'],
    ['the Sigma of a hunt in code', ['GET', `hunts/${HUNT}/sigma`], 404, 'NOT_FOUND'],
    ['a preview of nothing', ['POST', 'hunts/preview', {}], 400, 'TUNING_INVALID'],
    [
      'a preview of both',
      ['POST', 'hunts/preview', { id: HUNT, text: OWN_RULE }],
      400,
      'TUNING_INVALID',
    ],
    [
      'a preview backwards',
      ['POST', 'hunts/preview', { id: HUNT, from: 'now', to: 'now-1d' }],
      400,
      'RANGE_INVALID',
    ],
    [
      'a wrong question',
      ['POST', 'hunts/from-question', { title: 'Abc', q: '(', subject: 'events' }],
      400,
      'QUERY_INVALID',
    ],
    [
      'a filter about nothing',
      ['POST', 'hunt-filters', yaml(filterOf('A', '[none]', 'client.ip', 'x'))],
      400,
      'HUNT_INVALID',
    ],
    ['a filter that is not there', ['DELETE', 'hunt-filters/x'], 404, 'NOT_FOUND'],
    [
      'a suppression without a reason',
      ['POST', 'suppressions', { field: 'user', value: 'x', reason: ' ' }],
      400,
      'REQUEST_INVALID',
    ],
    [
      'a suppression of no hunt',
      ['POST', 'suppressions', { hunt: 'none', field: 'user', value: 'x', reason: 'x' }],
      404,
      'NOT_FOUND',
    ],
    [
      'a suppression of a part that there is not',
      ['POST', 'suppressions', { field: 'why', value: 'x', reason: 'x' }],
      400,
      'REQUEST_INVALID',
    ],
    ['a suppression that is not there', ['DELETE', "suppressions/x'"], 404, 'NOT_FOUND'],
    [
      'a review of nothing',
      ['PUT', 'findings/none/review', { verdict: 'confirmed' }],
      404,
      'NOT_FOUND',
    ],
    [
      'a verdict that there is not',
      ['PUT', 'findings/none/review', { verdict: 'maybe' }],
      400,
      'REQUEST_INVALID',
    ],
    [
      'a reason that cannot be kept',
      ['PUT', 'findings/none/review', { verdict: 'confirmed', reason: '\0' }],
      400,
      'REQUEST_INVALID',
    ],
  ])('%s', async (_name, asked, status, code) => {
    const refused = await ask(...asked)
    expect(refused.status).toBe(status)
    expect(refused.body.error).toBe(code)
    expect(String(refused.body.message)).not.toMatch(/SELECT|drizzle/i)
  })

  it('points at the line of a mistake', async () => {
    const text = OWN_RULE.replace('file.extension', 'no_such_field')
    const { body } = await ask('POST', 'hunts', { text })
    expect(body).toMatchObject({ error: 'HUNT_INVALID', problems: [{ line: 6 }] })
  })
})
