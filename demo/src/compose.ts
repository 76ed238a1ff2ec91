import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { Cast } from './cast.js'
import { type OfficeOptions, type Planned, planOffice } from './plan.js'
import { loadTakes, type Take } from './takes.js'
import { compileTake, takeStart, type Template } from './template.js'

/**
 * The seed of the demo, and the one that answers.yaml lists. It was chosen because the last day
 * then has something worth looking at (a stealer, and an archive that leaves in parallel).
 */
export const DEFAULT_SEED = 529

const HOUR_MICROS = 3_600_000_000
const CHUNK = 1 << 16

/** Options of a composition that is read from recordings. */
export interface ComposeOptions extends OfficeOptions {
  /** The folder that record.sh wrote. */
  recordingsDir: string
}

interface Entry {
  micros: number
  line: string
}

/**
 * The office's EVE log, line by line without line ends, in the order in which one sensor writes
 * it. The same options give the same lines. Holds at most a few hours of events in memory.
 * Throws when a recording is missing or broken.
 */
export async function* composeOffice(options: ComposeOptions): AsyncGenerator<string> {
  const takes = await loadTakes(options.recordingsDir)
  yield* composePlan(planOffice(takes, options))
}

/** The same for a plan that is made already. */
export function* composePlan(plan: readonly Planned[]): Generator<string> {
  const templates = new Map<Take, Template[]>()
  const hours = new Map<number, Entry[]>()
  let next = 0
  let hour = plan[0] === undefined ? 0 : hourOf(plan[0].start * 1000)
  while (next < plan.length || hours.size > 0) {
    for (let planned = plan[next]; planned !== undefined; planned = plan[next]) {
      if (hourOf(planned.start * 1000) > hour) break
      perform(planned, templates, hours)
      next++
    }
    const entries = hours.get(hour) ?? []
    hours.delete(hour)
    // Stable: of two events of one microsecond, the one performed first comes first.
    entries.sort((a, b) => a.micros - b.micros)
    for (const entry of entries) yield entry.line
    hour++
  }
}

function hourOf(micros: number): number {
  return Math.floor(micros / HOUR_MICROS)
}

function perform(
  planned: Planned,
  templates: Map<Take, Template[]>,
  hours: Map<number, Entry[]>,
): void {
  const { take } = planned
  let compiled = templates.get(take)
  if (compiled === undefined) {
    compiled = compileTake(take)
    templates.set(take, compiled)
  }
  const cast = castOf(planned)
  for (const template of compiled) {
    const micros = planned.start * 1000 + template.offset
    const hour = hourOf(micros)
    let entries = hours.get(hour)
    if (entries === undefined) {
      entries = []
      hours.set(hour, entries)
    }
    entries.push({ micros, line: template.render(cast) })
  }
}

/** The cast of a planned take. */
export function castOf(planned: Planned): Cast {
  const { take, hosts, start, seed } = planned
  return new Cast(take, hosts, start * 1000 - takeStart(take), seed)
}

/**
 * Writes the office's EVE log to a file, replacing it. Returns how many events and bytes.
 * Throws as composeOffice does, and when the file cannot be written.
 */
export async function writeOffice(
  outFile: string,
  options: ComposeOptions,
): Promise<{ events: number; bytes: number }> {
  const out = createWriteStream(outFile)
  let events = 0
  let bytes = 0
  let chunk = ''
  const flush = async (): Promise<void> => {
    bytes += Buffer.byteLength(chunk)
    if (!out.write(chunk)) await once(out, 'drain')
    chunk = ''
  }
  try {
    for await (const line of composeOffice(options)) {
      events++
      chunk += `${line}\n`
      if (chunk.length >= CHUNK) await flush()
    }
    await flush()
    out.end()
    await finished(out)
  } catch (error) {
    out.destroy()
    throw error
  }
  return { events, bytes }
}
