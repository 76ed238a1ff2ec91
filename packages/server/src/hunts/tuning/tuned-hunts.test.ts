import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { huntDocuments, huntRuns, huntTunings } from '../../state/schema.js'
import { at, OUTSIDE, transfer } from '../made-records.testing.js'
import {
  addFilter,
  addOwnHunt,
  removeFilter,
  resetHunt,
  siteHunts,
  tuneHunt,
  TuningError,
  type Proposal,
} from './index.js'
import {
  filterOf,
  openTuningBench,
  OWN_BEHAVIOUR,
  OWN_CORRELATION,
  OWN_RULE,
  someone,
  type TuningBench,
} from './tuning.testing.js'

let bench: TuningBench
beforeAll(async () => {
  bench = await openTuningBench()
  await bench.records.put('transfers', [
    transfer({ client_ip: '10.0.0.1', file_name: 'a.zip', file_extension: 'zip' }),
    transfer({ client_ip: '10.0.0.2', file_name: 'b.zip', file_extension: 'zip' }),
    // Three servers, of which one is a partner's.
    ...['203.0.113.1', '203.0.113.2', OUTSIDE].map((server, i) =>
      transfer({ client_ip: '10.0.0.3', server_ip: server, start_time: at('11:00:00', i) }),
    ),
  ])
})
afterAll(() => bench.close())
afterEach(async () => {
  for (const table of [huntDocuments, huntTunings, huntRuns]) await bench.state.db.delete(table)
})

/** One hunt of each kind, and how many findings it has of the records. */
const KINDS = [
  { kind: 'filter, shipped', id: 'external-ftp-upload', text: '', findings: 5 },
  { kind: 'filter, own', id: 'archive-uploads', text: OWN_RULE, findings: 2 },
  { kind: 'correlation', id: 'three-uploads', text: OWN_CORRELATION, findings: 1 },
  { kind: 'behaviour', id: 'many-servers', text: OWN_BEHAVIOUR, findings: 1 },
]

describe.each(KINDS)('a hunt: $kind', ({ id, text, findings }) => {
  const found = async () => {
    await bench.run(id)
    return (await bench.findings({ hunt: id })).findings
  }
  const save = async () => {
    if (text !== '') expect(await addOwnHunt(bench.site, { text }, someone())).toBe(id)
  }

  it('keeps the ids of its findings whatever level it gets', async () => {
    await save()
    const before = await found()
    expect(before).toHaveLength(findings)
    await tuneHunt(bench.site, id, { level: 'informational' }, someone())
    const after = await found()
    expect(after.map((finding) => finding.id).toSorted()).toEqual(
      before.map((finding) => finding.id).toSorted(),
    )
    expect(after.every(({ level }) => level === 'informational')).toBe(true)
    await resetHunt(bench.site, id, someone())
    expect(await found()).toEqual(before)
  })

  it('is switched off and on', async () => {
    await save()
    for (const isOn of [false, true]) {
      await tuneHunt(bench.site, id, { isOn }, someone())
      const { byId } = await siteHunts(bench.site)
      expect(byId.get(id)?.hunt.isOn).toBe(isOn)
    }
  })

  it.each([id, 'any'])('is narrowed by a Sigma filter for %s', async (rules) => {
    await save()
    const before = await found()
    const names = rules === 'any' ? 'any' : `[${rules}]`
    const filter = filterOf('No third client', names, 'client.ip', '10.0.0.3')
    const added = await addFilter(bench.site, filter, someone())
    const after = await found()
    expect(after.map((finding) => finding.id)).toEqual(
      before.filter(({ client }) => client !== '10.0.0.3').map((finding) => finding.id),
    )
    await removeFilter(bench.site, added, someone())
    expect(await found()).toEqual(before)
  })

  it.each<[string, Proposal]>([
    ['a parameter that it does not have', { parameters: { nothing: 1 } }],
    ['a parameter named like what all objects have', { parameters: { constructor: 1 } }],
    ['no number', { parameters: { servers: NaN } }],
    ['a value out of its range', { parameters: { servers: 1e9 } }],
  ])('refuses %s, and stays as it was', async (_name, proposal) => {
    await save()
    await expect(tuneHunt(bench.site, id, proposal, someone())).rejects.toThrow(TuningError)
    expect((await siteHunts(bench.site)).byId.get(id)?.tuning).toBeUndefined()
  })
})

it('counts with the parameters of the site', async () => {
  await addOwnHunt(bench.site, { text: OWN_BEHAVIOUR }, someone())
  const ids = async () => {
    await bench.run('many-servers')
    return (await bench.findings({ hunt: 'many-servers' })).findings.map(({ id }) => id)
  }
  const before = await ids()
  await tuneHunt(bench.site, 'many-servers', { parameters: { servers: 4 } }, someone())
  expect(await ids()).toEqual([])
  await tuneHunt(bench.site, 'many-servers', { parameters: { servers: 2 } }, someone())
  expect(await ids()).toEqual(before)
})

it('takes whole numbers only where a hunt counts in them', async () => {
  const { byId } = await siteHunts(bench.site)
  const [name = ''] = Object.keys(byId.get('login-brute-force')?.hunt.parameters ?? {})
  const { from = 0 } = byId.get('login-brute-force')?.hunt.parameters[name] ?? {}
  const tune = (value: number) =>
    tuneHunt(bench.site, 'login-brute-force', { parameters: { [name]: value } }, someone())
  await expect(tune(from + 0.5)).rejects.toThrow('whole number')
  await tune(from + 1)
})

it('leaves records of other log sources alone', async () => {
  await addOwnHunt(bench.site, { text: OWN_RULE }, someone())
  const text = filterOf('No zip', 'any', 'dns.question.name', 'a.zip').replace(
    'product: spoor, service: transfer',
    'product: suricata, service: dns',
  )
  await addFilter(bench.site, text, someone())
  const { byId } = await siteHunts(bench.site)
  expect(byId.get('archive-uploads')?.filters).toEqual([])
  const dns = [...byId.values()].find(({ hunt }) => hunt.subject === 'events')
  expect(dns?.filters).toHaveLength(1)
})

it.each([
  ['a hunt that there is not', filterOf('A', '[no-such-hunt]', 'client.ip', '10.0.0.3')],
  ['a hunt about other records', filterOf('A', '[cleartext-credentials]', 'client.ip', '10.0.0.3')],
  ['a field that there is not', filterOf('A', 'any', 'no_such_field', 'x')],
  ['a rule', OWN_RULE],
  ['nothing', ''],
])('refuses a filter that is about %s', async (_name, text) => {
  const error: unknown = await addFilter(bench.site, text, someone()).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(TuningError)
  expect((error as TuningError).problems[0]?.place.line).toBeGreaterThan(0)
})

it('goes on where something saved cannot be used any more, and says so', async () => {
  await addOwnHunt(bench.site, { text: OWN_RULE }, someone())
  await bench.state.db.insert(huntTunings).values([
    // As a program before this one may have left them.
    { hunt: 'login-brute-force', parameters: { gone: 5 }, updated: new Date(), updatedBy: 'x' },
    { hunt: 'odd-port', level: 'terrible', updated: new Date(), updatedBy: 'x' },
  ])
  await bench.state.db.insert(huntDocuments).values(
    (['hunt', 'filter'] as const).map((kind, i) => ({
      id: `00000000-0000-4000-8000-00000000000${i}`,
      kind,
      name: `broken ${kind}`,
      text: 'title: [',
      created: new Date(),
      updated: new Date(),
      updatedBy: 'x',
    })),
  )
  const { problems, byId } = await siteHunts(bench.site)
  expect(problems.map(({ name }) => name).toSorted()).toEqual([
    'broken filter',
    'broken hunt',
    'login-brute-force',
  ])
  expect(byId.has('archive-uploads')).toBe(true)
  expect(byId.get('login-brute-force')?.hunt.isOn).toBe(true)
})

it('lets the last of two writers win, and refuses one who read before', async () => {
  await Promise.all(
    (['low', 'critical'] as const).map((level) =>
      tuneHunt(bench.site, 'odd-port', { level }, someone()),
    ),
  )
  const { byId } = await siteHunts(bench.site)
  const read = byId.get('odd-port')?.tuning?.updated
  expect(['low', 'critical']).toContain(byId.get('odd-port')?.hunt.level)
  await tuneHunt(bench.site, 'odd-port', { level: 'high' }, someone(), read)
  for (const stale of [read, null]) {
    const late = tuneHunt(bench.site, 'odd-port', { level: 'low' }, someone(), stale)
    await expect(late).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' })
  }
})
