import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { percentile, rounded } from './figures.js'
import { writeEve, type GenerateOptions } from './generate.js'
import { runPhase } from './phases.js'
import { BENCH_LOG, HUNTING_QUERIES, logsInARow } from './queries.js'

/**
 * The benchmark: `npm run bench`, or `npm run bench -- --json` for one JSON object. `--events N`
 * makes a smaller log, for trying out; figures to quote are those of the default. `--logs N` streams so
 * many logs without and with the hunts, instead of three.
 */
const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean' },
    events: { type: 'string' },
    logs: { type: 'string' },
    help: { type: 'boolean' },
  },
})
if (options.help) {
  console.log(
    'npm run bench [-- --json] [-- --events N] [-- --logs N]\n\nFigures and method: docs/benchmarks.md',
  )
  process.exit(0)
}
const events = Number(options.events ?? BENCH_LOG.events)
if (!Number.isSafeInteger(events) || events < 1000) {
  console.error('bench: --events takes a whole number from 1000')
  process.exit(2)
}
const logs = Number(options.logs ?? 3)
if (!Number.isSafeInteger(logs) || logs < 1 || logs > 20) {
  console.error('bench: --logs takes a whole number from 1 to 20')
  process.exit(2)
}

const say = (text: string): void => console.error(`bench: ${text}`)
const folder = join(tmpdir(), 'spoor-bench')
await mkdir(folder, { recursive: true })
const stream: string[] = []
for (const log of logsInARow(logs)) stream.push(await logOf(log))
const [file = ''] = stream
const bytes = (await stat(file)).size

const directory = await mkdtemp(join(folder, 'run-'))
try {
  const input = { files: [file], directory: join(directory, 'product') }
  say('ingesting')
  const ingest = await runPhase('ingest', input)
  if (ingest.events !== events) throw new Error(`${ingest.events} of ${events} events stored`)
  say('taking them into the facts of hosts')
  const facts = await runPhase('facts', input)
  say('the same lines by the engine alone')
  const engine = await runPhase('engine', { files: [file], directory: join(directory, 'engine') })
  if (engine.events !== events)
    throw new Error(`engine: ${engine.events} of ${events} events stored`)
  say('ingesting a longer log without and with the hunts on')
  const quiet = await runPhase('stream', { files: stream, directory: join(directory, 'stream') })
  const hunted = await runPhase('hunted-stream', {
    files: stream,
    directory: join(directory, 'hunted-stream'),
  })
  for (const { events: stored } of [quiet, hunted]) {
    if (stored !== events * stream.length) throw new Error(`stream: ${stored} events stored`)
  }
  say('asking')
  const questions = await runPhase('questions', input)
  say('hunting')
  const hunts = await runPhase('hunts', input)
  say('looking at hosts')
  const hosts = await runPhase('hosts', { files: [file], directory: join(directory, 'hosts') })

  const times = Object.values(questions).flat()
  const figures = {
    ingest_events_per_s: rounded(events / ingest.seconds),
    ingest_mb_per_s: rounded(bytes / 1e6 / ingest.seconds, 1),
    ingest_ratio_to_engine: rounded(engine.seconds / ingest.seconds, 2),
    peak_rss_mb: rounded(ingest.peakRssMb),
    facts_events_per_s: rounded(events / facts.seconds),
    ingest_with_facts_events_per_s: rounded(events / (ingest.seconds + facts.seconds)),
    facts_peak_rss_mb: rounded(facts.peakRssMb),
    facts_disk_ratio: rounded(facts.diskBytes / ingest.diskBytes, 2),
    disk_bytes_per_event: rounded(ingest.diskBytes / events, 1),
    query_p50_ms: rounded(percentile(times, 0.5), 1),
    query_p95_ms: rounded(percentile(times, 0.95), 1),
    fold_ms: rounded(hunts.foldMs),
    hunts_pass_ms: rounded(percentile(hunts.passes, 0.5)),
    hunts_ingest_overhead: rounded(hunted.seconds / quiet.seconds - 1, 2),
    ingest_with_hunts_events_per_s: rounded(hunted.events / hunted.seconds),
    ingest_with_hunts_peak_rss_mb: rounded(hunted.peakRssMb),
    hunts_patterns_ms: rounded(hunts.patternsMs),
    hosts_list_p95_ms: rounded(percentile(Object.values(hosts.lists).flat(), 0.95)),
    host_page_p95_ms: rounded(
      Math.max(...Object.values(hosts.pages).map((times) => percentile(times, 0.95))),
    ),
    trail_ms: rounded(percentile(hunts.trails, 0.95)),
  }
  if (options.json) console.log(JSON.stringify(figures))
  else {
    console.log(
      `${cpus().length} × ${cpus()[0]?.model.trim()}, ${rounded(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
    )
    console.log(`${events.toLocaleString('en')} events, ${rounded(bytes / 1e6)} MB\n`)
    for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(32)}${value}`)
    console.log(`\nquestion, median ms of ${times.length / HUNTING_QUERIES.length} runs`)
    for (const [name, runs] of Object.entries(questions)) {
      console.log(`${name.padEnd(24)}${rounded(percentile(runs, 0.5), 1)}`)
    }
    console.log(
      `\n${hunts.filters} filters in a pass; all hunts found ${hunts.findings} findings in the made-up log`,
    )
  }
} finally {
  await rm(directory, { recursive: true, force: true })
}

async function logOf(log: GenerateOptions): Promise<string> {
  const path = join(folder, `eve-${log.seed}-${events}.json`)
  if (existsSync(path)) return path
  say(`making ${events.toLocaleString('en')} events in ${path}`)
  await writeEve(`${path}.part`, { ...log, events })
  await rename(`${path}.part`, path)
  return path
}
