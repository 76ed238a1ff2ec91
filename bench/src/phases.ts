import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * One part of the benchmark in a process of its own: the embedded engine keeps memory, and the peak
 * of one part must not be counted to another.
 */
export type Phase = 'ingest' | 'engine' | 'questions'

export interface PhaseResults {
  ingest: { seconds: number; events: number; peakRssMb: number; diskBytes: number }
  engine: { seconds: number; events: number }
  questions: {
    /** Milliseconds of every run, by the name of the question. */
    runs: Record<string, number[]>
    /** Milliseconds of every pass of all hunts. */
    huntPasses: number[]
    findings: number
    /** Milliseconds to fold all sessions and transfers of the log. */
    foldMs: number
  }
}

export interface PhaseInput {
  /** The log. */
  file: string
  /** Data directory; `questions` reads what `ingest` left there. */
  directory: string
}

/** Runs one phase in a child process. @throws if it fails. */
export function runPhase<P extends Phase>(phase: P, input: PhaseInput): Promise<PhaseResults[P]> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./phase-child.js', import.meta.url)), [
      phase,
      input.file,
      input.directory,
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
