import {
  closeStandardInput,
  DEFAULT_LIMITS,
  defaultConfig,
  evaluateHunts,
  fileSource,
  ingestSource,
  keepFolds,
  insertEvents,
  listRecords,
  openInstallation,
  recordsOf,
  type Installation,
} from '@spoor/server'
import type { Phase, PhaseResults } from './phases.js'
import { HUNTING_QUERIES } from './queries.js'

/** Entry of a phase's process: measures, tells the parent, ends. */

const RUNS = 5
const HUNT_PASSES = 5

const [phase = '', file = '', directory = ''] = process.argv.slice(2)
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
    case 'engine':
      return engine(installation)
    case 'questions':
      return questions(installation)
  }
}

/** The product's own way in, with everything on: checkpoints, quarantine, masking, findings. */
async function ingest({ ingest: context, events }: Installation): Promise<PhaseResults['ingest']> {
  const begin = performance.now()
  const result = await ingestSource(context, await fileSource(file), { lastLineComplete: true })
  const seconds = (performance.now() - begin) / 1000
  const peakRssMb = process.resourceUsage().maxRSS / 1024
  const [disk] = await events.rows<{ bytes: number }>(
    `SELECT toFloat64(sum(bytes_on_disk)) AS bytes FROM system.parts
     WHERE active AND database = currentDatabase() AND table = 'events'`,
  )
  return { seconds, events: result.events, peakRssMb, diskBytes: disk?.bytes ?? 0 }
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

async function questions({
  events,
  organisation,
  lists,
}: Installation): Promise<PhaseResults['questions']> {
  const now = new Date()
  const asking = {
    store: events,
    now,
    lists,
    limits: DEFAULT_LIMITS,
    recordsOf,
  }
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
  const [span] = await events.rows<{ from: string; to: string }>(
    `SELECT toString(min(ts)) AS from, toString(max(ts)) AS to FROM events`,
  )
  if (!span) throw new Error('The store is empty')
  const range = { from: new Date(`${span.from}Z`), to: new Date(`${span.to}Z`) }
  const foldBegin = performance.now()
  await keepFolds(events, range, organisation)
  const foldMs = performance.now() - foldBegin
  const huntPasses: number[] = []
  let findings = 0
  for (let pass = 0; pass <= HUNT_PASSES; pass += 1) {
    const begin = performance.now()
    findings = (await evaluateHunts(events, range, { now, lists })).findings
    if (pass > 0) huntPasses.push(performance.now() - begin)
  }
  return { runs, huntPasses, findings, foldMs }
}
