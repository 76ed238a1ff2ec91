import { EXIT } from './exit-codes.js'
import { say } from './output.js'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Does work that a person can stop: the first Ctrl-C (or SIGTERM, or the terminal's end) aborts the
 * signal, the second ends the program at once.
 * @param message says what stopping means here
 */
export async function interruptible<T>(
  message: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted)
    say(`\n${message} (Ctrl-C again stops at once)`)
    controller.abort()
  }
  for (const name of SIGNALS) process.on(name, stop)
  try {
    return await work(controller.signal)
  } finally {
    for (const name of SIGNALS) process.off(name, stop)
  }
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
