import {
  ingestPaths,
  type IngestPathsProgress,
  type IngestPathsResult,
  type IngestPlace,
} from '../ingest/ingest-paths.js'
import type { NamedPath } from '../sources/expand-paths.js'
import { bytesText, counted, durationText, numberText } from './figures.js'
import { say } from './output.js'
import { ProgressLine } from './progress.js'
import { visible } from './terminal-text.js'

/** Skipped files that are named one by one. */
const MOST_SKIPPED = 10

/** Takes paths in and shows how far it is; says afterwards what was left out or went wrong. */
export async function ingestWithProgress(
  place: IngestPlace,
  paths: readonly (string | NamedPath)[],
  signal: AbortSignal,
): Promise<IngestPathsResult> {
  const line = new ProgressLine()
  try {
    return await ingestPaths(place, paths, {
      signal,
      onProgress: (progress) => {
        const { bytes, bytesTotal, events } = progress
        line.update({ label: labelOf(progress), bytes, bytesTotal, events })
      },
    })
  } finally {
    line.clear()
  }
}

function labelOf({ name, work }: IngestPathsProgress): string {
  const short = visible(name.slice(name.lastIndexOf('/') + 1))
  switch (work) {
    case 'finding':
      return 'Looking at what there is'
    case 'sensor':
      return `Suricata reads ${short}`
    case 'reading':
      return short
  }
}

/** What was left out, and what went wrong. */
export function sayTroubles({ skipped, troubles }: IngestPathsResult): void {
  for (const { path, reason } of skipped.slice(0, MOST_SKIPPED)) {
    say(`Skipped ${visible(path)}: ${visible(reason)}.`)
  }
  if (skipped.length > MOST_SKIPPED) {
    say(`Skipped ${numberText(skipped.length - MOST_SKIPPED)} more files.`)
  }
  for (const { name, message } of troubles)
    say(`Trouble with ${visible(name)}: ${visible(message)}.`)
}

/** `Stored 5,104 events of 2 files (1.2 MB) in 3 s, 1,700 events/s; 3 lines quarantined.` */
export function resultText(result: IngestPathsResult): string {
  const { events, quarantined, seconds, sources, bytes, skippedBytes } = result
  const speed = seconds > 0 ? `, ${numberText(events / seconds)} events/s` : ''
  const before = skippedBytes > 0 ? `; ${bytesText(skippedBytes)} were in the store before` : ''
  const bad = quarantined > 0 ? `; ${counted(quarantined, 'line')} quarantined` : ''
  return `Stored ${counted(events, 'event')} of ${counted(sources, 'input')} (${bytesText(bytes)}) in ${durationText(seconds)}${speed}${before}${bad}.`
}

/** The result as programs read it. */
export function resultJson(result: IngestPathsResult): Record<string, unknown> {
  return {
    events: result.events,
    quarantined: result.quarantined,
    seconds: result.seconds,
    bytes: result.bytes,
    skipped_bytes: result.skippedBytes,
    sources: result.sources,
    skipped: result.skipped,
    troubles: result.troubles,
    interrupted: result.interrupted,
  }
}
