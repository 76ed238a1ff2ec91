import {
  closeStandardInput,
  DEFAULT_LIMITS,
  defaultConfig,
  evaluateHunts,
  HuntScheduler,
  fileSource,
  ingestSource,
  keepFacts,
  keepFolds,
  insertEvents,
  listRecords,
  openInstallation,
  recordsOf,
  shippedHunts,
  trailEntity,
  trailOf,
  type Installation,
} from '@spoor/server'
import { setTimeout } from 'node:timers/promises'
import { hostLists } from './hosts-list.js'
import { hostPages } from './host-pages.js'
import { fillManyHosts } from './many-hosts.js'
import type { Phase, PhaseResults } from './phases.js'
import { HUNTING_QUERIES } from './queries.js'

/** Entry of a phase's process: measures, tells the parent, ends. */

const RUNS = 5
const HUNT_RUNS = 3
/** Merges are waited for, two minutes at the most. */
const MERGE_CHECKS = 600
const MERGE_PAUSE_MS = 200

/** A busy host, its network, and a user. */
const TRAILS = ['10.20.16.83', '10.20.16.0/20', 'user:backup']

const [phase = '', directory = '', ...files] = process.argv.slice(2)
const [file = ''] = files
closeStandardInput()
const installation = await openInstallation(defaultConfig({}), { directory })
try {
  const result = await measure(phase as Phase)
  await new Promise((resolve) => process.send?.(result, resolve))
} finally {
  await installation.close()
}
process.disconnect()

function measure(name: Phase): Promise<PhaseResults[Phase]> {
  switch (name) {
    case 'ingest':
      return ingest(installation)
    case 'facts':
      return facts(installation)
    case 'stream':
      return stream(installation)
    case 'hunted-stream':
      return huntedStream(installation)
    case 'engine':
      return engine(installation)
    case 'questions':
      return questions(installation)
    case 'hunts':
      return hunts(installation)
    case 'hosts':
      return hosts(installation)
  }
}

/** The product's own way in, with everything on: checkpoints, quarantine, masking, findings. */
async function ingest({ ingest: context, events }: Installation): Promise<PhaseResults['ingest']> {
  const begin = performance.now()
  const result = await ingestSource(context, await fileSource(file), { lastLineComplete: true })
  const seconds = (performance.now() - begin) / 1000
  const peak = peakRssMb()
  const diskBytes = await bytesOnDisk(events, ['events'])
  return { seconds, events: result.events, peakRssMb: peak, diskBytes }
}

/** What is known of hosts, from all events at once and from their sessions and transfers. */
async function facts(ground: Installation): Promise<PhaseResults['facts']> {
  const { events, organisation } = ground
  const range = await rangeOf(events)
  await keepFolds(events, range, organisation)
  const seconds = (await taken(() => keepFacts(ground, range))) / 1000
  const peak = peakRssMb()
  const tables = ['event_facts', 'record_facts', 'host_days', 'hosts', 'host_roles']
  return { seconds, peakRssMb: peak, diskBytes: await bytesOnDisk(events, tables) }
}

async function bytesOnDisk(
  events: Installation['events'],
  tables: readonly string[],
): Promise<number> {
  const [disk] = await events.rows<{ bytes: number }>(
    `SELECT toFloat64(sum(bytes_on_disk)) AS bytes FROM system.parts
     WHERE active AND database = currentDatabase() AND table IN {tables:Array(String)}`,
    { params: { tables } },
  )
  return disk?.bytes ?? 0
}

async function rangeOf(events: Installation['events']): Promise<{ from: Date; to: Date }> {
  const [span] = await events.rows<{ from: string; to: string }>(
    `SELECT toString(min(ts)) AS from, toString(max(ts)) AS to FROM events`,
  )
  if (!span) throw new Error('The store is empty')
  return { from: new Date(`${span.from}Z`), to: new Date(`${span.to}Z`) }
}

/** The engine alone: one `INSERT … SELECT FROM file()` of the whole log into the same table. */
async function engine({ events }: Installation): Promise<PhaseResults['engine']> {
  const begin = performance.now()
  const written = await events.insertLines(
    'events',
    [
      {
        spoolFile: file,
        params: { source: file, key0: '0011223344556677', key1: '8899aabbccddeeff' },
      },
    ],
    insertEvents,
  )
  return { seconds: (performance.now() - begin) / 1000, events: written }
}

async function stream(
  { ingest: context }: Installation,
  onEvents?: () => void,
): Promise<PhaseResults['stream']> {
  const begin = performance.now()
  let stored = 0
  for (const path of files) {
    const { events } = await ingestSource(context, await fileSource(path), {
      lastLineComplete: true,
      onProgress: (progress) => {
        if (progress.events) onEvents?.()
      },
    })
    stored += events
  }
  const seconds = (performance.now() - begin) / 1000
  return { seconds, events: stored, peakRssMb: peakRssMb() }
}

/** As `spoor serve`: the hunts run after new events, and may take their share of the time. */
async function huntedStream(ground: Installation): Promise<PhaseResults['hunted-stream']> {
  const scheduler = await HuntScheduler.start(ground, {
    onError: (error) => {
      throw error
    },
  })
  const result = await stream(ground, () => scheduler.noteEvents())
  await scheduler.close()
  return { ...result, peakRssMb: peakRssMb() }
}

async function questions({ events, lists }: Installation): Promise<PhaseResults['questions']> {
  const asking = { store: events, now: new Date(), lists, limits: DEFAULT_LIMITS, recordsOf }
  const runs: Record<string, number[]> = {}
  for (let run = 0; run <= RUNS; run += 1) {
    for (const { name, text } of HUNTING_QUERIES) {
      const begin = performance.now()
      const answer = await listRecords(asking, 'events', { q: text, limit: 100 })
      const taken = performance.now() - begin
      if (answer.completeness.partial) throw new Error(`${name}: partial answer`)
      // The first run warms the page cache and is not counted.
      if (run > 0) (runs[name] ??= []).push(taken)
    }
  }
  return runs
}

async function hunts(ground: Installation): Promise<PhaseResults['hunts']> {
  const { events, organisation, calendar, lists } = ground
  const context = { now: new Date(), lists, calendar }
  const range = await rangeOf(events)
  const foldMs = await taken(() => keepFolds(events, range, organisation))
  await settle(ground)
  const filters = shippedHunts().filter(({ kind }) => kind === 'filter')
  const patterns = shippedHunts().filter(({ kind }) => kind !== 'filter')
  let findings = 0
  const passes = await takenEach(HUNT_RUNS, async () => {
    findings = (await evaluateHunts(events, range, context, filters)).findings
  })
  const patternsMs = await taken(async () => {
    const run = await evaluateHunts(events, range, context, patterns)
    const [failed] = run.failed
    if (failed) throw new Error(`${failed.hunt}: ${failed.reason}`)
    findings += run.findings
  })
  const trails: number[] = []
  for (const entity of TRAILS) {
    const runs = await takenEach(HUNT_RUNS, () =>
      trailOf(events, trailEntity(entity), range, context).then(() => undefined),
    )
    trails.push(...runs)
  }
  return { foldMs, filters: filters.length, passes, patternsMs, findings, trails }
}

/** The list and the pages of hosts, in a store that is full of them. */
async function hosts(ground: Installation): Promise<PhaseResults['hosts']> {
  await fillManyHosts(ground.events)
  return { lists: await hostLists(ground), pages: await hostPages(ground) }
}

/** Waits until the engine has merged what came in before: passes are measured on a store at rest. */
async function settle({ events }: Installation): Promise<void> {
  for (let tried = 0; tried < MERGE_CHECKS; tried += 1) {
    const [row] = await events.rows<{ n: number }>(
      'SELECT toFloat64(count()) AS n FROM system.merges',
    )
    if (row?.n === 0) return
    await setTimeout(MERGE_PAUSE_MS)
  }
  throw new Error('The engine did not come to rest')
}

function peakRssMb(): number {
  return process.resourceUsage().maxRSS / 1024
}

async function taken(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

/** The first run warms the page cache and is not counted. */
async function takenEach(runs: number, work: () => Promise<unknown>): Promise<number[]> {
  await work()
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) times.push(await taken(work))
  return times
}
