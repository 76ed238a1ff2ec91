import { afterAll, beforeAll, expect, it } from 'vitest'
import { transfer } from '../hunts/made-records.testing.js'
import { addOwnHunt, readRuns, removeOwnHunt, siteHunts, tuneHunt } from '../hunts/tuning/index.js'
import {
  openTuningBench,
  OWN_RULE,
  someone,
  type TuningBench,
} from '../hunts/tuning/tuning.testing.js'
import { DEFAULT_RISK } from '../hosts/risk/index.js'
import { parseCalendar } from '../organisation/calendar.js'
import { DEFAULT_ORGANISATION } from '../organisation/organisation.js'
import { StoreError, type EventStore } from '../store/event-store.js'
import { huntChangedHunts, huntsAreDue, type HuntingGround } from './hunting.js'
import { HuntScheduler } from './hunt-scheduler.js'

let bench: TuningBench
let ground: HuntingGround
beforeAll(async () => {
  bench = await openTuningBench()
  ground = {
    events: bench.records.store,
    state: bench.state,
    lists: new Map([
      ['home', []],
      ['partners', []],
    ]),
    organisation: DEFAULT_ORGANISATION,
    calendar: parseCalendar(undefined),
    risk: DEFAULT_RISK,
  }
  await bench.records.put('transfers', [
    transfer({ file_name: 'a.zip', file_extension: 'zip' }),
    transfer({ client_ip: '10.0.0.2', file_name: 'b.zip', file_extension: 'zip' }),
  ])
})
afterAll(() => bench.close())

const found = async () => (await bench.findings({ hunt: 'archive-uploads' })).findings

it('hunts that were changed are tried on the kept days, and only these', async () => {
  const { hunts } = await siteHunts(bench.site)
  const on = hunts.filter(({ hunt }) => hunt.isOn).length
  expect(await huntChangedHunts(ground)).toBe(on)
  expect(await huntsAreDue(ground)).toBe(false)
  expect(await huntChangedHunts(ground)).toBe(0)

  await addOwnHunt(bench.site, { text: OWN_RULE }, someone())
  expect(await huntsAreDue(ground)).toBe(true)
  expect(await huntChangedHunts(ground)).toBe(1)
  const before = await found()
  expect(before).toHaveLength(2)
  expect((await readRuns(bench.state)).get('archive-uploads')).toMatchObject({
    together: 1,
    error: null,
  })

  await tuneHunt(bench.site, 'archive-uploads', { level: 'critical' }, someone())
  expect(await huntChangedHunts(ground)).toBe(1)
  const after = await found()
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
  expect(after.every(({ level }) => level === 'critical')).toBe(true)

  // What was found stays, as a record of what was seen then.
  await tuneHunt(bench.site, 'archive-uploads', { isOn: false }, someone())
  expect(await huntChangedHunts(ground)).toBe(0)
  expect(await found()).toHaveLength(2)

  await removeOwnHunt(bench.site, 'archive-uploads', someone())
  expect(await huntsAreDue(ground)).toBe(true)
  expect(await huntChangedHunts(ground)).toBe(1)
  expect(await found()).toEqual([])
  expect(await huntsAreDue(ground)).toBe(false)
})

it('a hunt that asks for a list that is gone does not stop the others', async () => {
  const text = OWN_RULE.replace('file.extension: zip', `'server.ip|expand': '%partners%'`)
  await addOwnHunt(bench.site, { text }, someone())
  await addOwnHunt(bench.site, { text: OWN_RULE.replace('archive-uploads', 'zips') }, someone())
  const { lists } = ground
  const without = { ...ground, lists: new Map([...lists].filter(([name]) => name === 'home')) }
  await huntChangedHunts(without)
  const { problems } = await siteHunts(without)
  expect(problems.map(({ name }) => name)).toEqual(['archive-uploads'])
  expect((await bench.findings({ hunt: 'zips' })).total).toBe(2)
})

it('a hunt that the engine refuses does not stop the others, and says so', async () => {
  const poison = OWN_RULE.replaceAll('archive-uploads', 'poison').replace('zip', 'poison')
  await addOwnHunt(bench.site, { text: poison }, someone())
  await tuneHunt(bench.site, 'zips', { level: 'critical' }, someone())
  const { events } = ground
  const refusing: EventStore = {
    ...events,
    rows: (sql, options) =>
      JSON.stringify(options?.params ?? {}).includes('poison')
        ? Promise.reject(new StoreError('Memory limit exceeded', 'MEMORY_LIMIT_EXCEEDED'))
        : events.rows(sql, options),
  }
  await huntChangedHunts({ ...ground, events: refusing })
  const { findings } = await bench.findings({ hunt: 'zips' })
  expect(findings.map(({ level }) => level)).toEqual(['critical', 'critical'])
  const runs = await readRuns(bench.state)
  expect(runs.get('poison')?.error).toBe('Memory limit exceeded')
  expect(runs.get('zips')?.error).toBeNull()
  // Not before it is changed: it would fail again.
  expect(await huntsAreDue(ground)).toBe(false)
})

it('an engine that refuses everything is an error, and nothing counts as run', async () => {
  await tuneHunt(bench.site, 'zips', { level: 'high' }, someone())
  const refused = () => Promise.reject(new StoreError('gone', 'NETWORK_ERROR'))
  const dead: EventStore = { ...ground.events, rows: refused }
  await expect(huntChangedHunts({ ...ground, events: dead })).rejects.toThrow(StoreError)
  expect(await huntsAreDue(ground)).toBe(true)
})

it('the scheduler runs changed hunts when it is told', async () => {
  const ran = new Promise<string>((resolve, reject) => {
    const scheduler = HuntScheduler.idle(ground, {
      onRun: ({ looked }) => void scheduler.close().then(() => resolve(looked)),
      onError: reject,
    })
    void tuneHunt(bench.site, 'zips', { level: 'low' }, someone()).then(() => scheduler.noteHunts())
  })
  expect(await ran).toMatch(/changed hunts$/)
  const { findings } = await bench.findings({ hunt: 'zips' })
  expect(findings.map(({ level }) => level)).toEqual(['low', 'low'])
})
