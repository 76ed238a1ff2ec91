import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * One part of the benchmark in a process of its own: the embedded engine keeps memory, and the peak
 * of one part must not be counted to another.
 */
export type Phase =
  'ingest' | 'facts' | 'stream' | 'hunted-stream' | 'engine' | 'questions' | 'hunts' | 'hosts'

export interface PhaseResults {
  ingest: { seconds: number; events: number; peakRssMb: number; diskBytes: number }
  facts: {
    /** To take all events of the log into the facts of hosts, and its sessions and transfers. */
    seconds: number
    peakRssMb: number
    /** Of all tables of hosts. */
    diskBytes: number
  }
  /** As `ingest`, of logs that follow each other. */
  stream: { seconds: number; events: number; peakRssMb: number }
  /** The same while the hunts run after new events as they do in `spoor serve`. */
  'hunted-stream': { seconds: number; events: number; peakRssMb: number }
  engine: { seconds: number; events: number }
  /** Milliseconds of every run, by the name of the question. */
  questions: Record<string, number[]>
  hosts: {
    /** Milliseconds of every answer of the page of a host, in a store with many hosts. */
    pages: Record<string, number[]>
    /** Milliseconds of every run of a list of hosts, by its name. */
    lists: Record<string, number[]>
  }
  hunts: {
    /** Milliseconds to fold all sessions and transfers of the log. */
    foldMs: number
    /** How many hunts a pass has: all filters of the library, those that are off too. */
    filters: number
    /** Milliseconds of every pass. */
    passes: number[]
    /** Milliseconds of all correlations and behaviours of the library, one after the other. */
    patternsMs: number
    findings: number
    /** Milliseconds of every trail. */
    trails: number[]
  }
}

export interface PhaseInput {
  /** The log, or several that follow each other. */
  files: readonly string[]
  /** Data directory; `facts`, `questions` and `hunts` read what `ingest` left there. */
  directory: string
}

/** Runs one phase in a child process. @throws if it fails. */
export function runPhase<P extends Phase>(phase: P, input: PhaseInput): Promise<PhaseResults[P]> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./phase-child.js', import.meta.url)), [
      phase,
      input.directory,
      ...input.files,
    ])
    let result: PhaseResults[P] | undefined
    child.on('message', (message) => {
      result = message as PhaseResults[P]
    })
    child.once('exit', (code) => {
      if (code === 0 && result) resolve(result)
      else reject(new Error(`The ${phase} phase ended with ${code}`))
    })
  })
}
