import { EXIT, type ExitCode } from './exit-codes.js'
import { say } from './output.js'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** What a person is told when a command is stopped. */
export interface StopTexts {
  /** While it comes to its end. */
  readonly stopping: string
  /** When it has come to its end before its work was done. */
  readonly stopped?: string
}

/**
 * Does work that a person can stop: the first Ctrl-C (or SIGTERM, or the terminal's end) aborts the
 * signal, the second ends the program at once.
 */
export async function interruptible(
  { stopping, stopped = 'Stopped before the end.' }: StopTexts,
  work: (signal: AbortSignal) => Promise<ExitCode>,
): Promise<ExitCode> {
  const controller = new AbortController()
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted)
    say(`\n${stopping} (Ctrl-C again stops at once)`)
    controller.abort()
  }
  for (const name of SIGNALS) process.on(name, stop)
  try {
    const code = await work(controller.signal).catch((error: unknown) => {
      if (controller.signal.aborted && isAbort(error)) return EXIT.interrupted
      throw error
    })
    if (code === EXIT.interrupted) say(stopped)
    return code
  } finally {
    for (const name of SIGNALS) process.off(name, stop)
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** What the work answers, or undefined as soon as the signal is aborted; the work then goes on alone. */
export async function unlessAborted<T>(
  signal: AbortSignal,
  work: Promise<T>,
): Promise<T | undefined> {
  // Its failure belongs to nobody once the signal is aborted.
  work.catch(() => undefined)
  return Promise.race([work, aborted(signal).then(() => undefined)])
}
