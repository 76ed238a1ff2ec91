/** Whoever read our output has gone, such as `head`: no failure, but a reason to stop. */
export class OutputClosedError extends Error {
  override readonly name = 'OutputClosedError'
}

let closed = false
let watched = false

function watchOutput(): void {
  if (watched) return
  watched = true
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    closed = true
  })
}

/** Prints to standard output. @throws OutputClosedError if nobody reads it any more */
export async function print(text: string): Promise<void> {
  watchOutput()
  if (closed) throw new OutputClosedError('nobody reads the output')
  if (!process.stdout.write(text)) await drained()
  if (closed) throw new OutputClosedError('nobody reads the output')
}

function drained(): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      process.stdout.off('drain', done).off('error', done).off('close', done)
      resolve()
    }
    process.stdout.on('drain', done).on('error', done).on('close', done)
  })
}

/** Says something to the person beside the output proper, on standard error. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Width of the terminal that standard output is; undefined if it is none. */
export function outputWidth(): number | undefined {
  return process.stdout.isTTY ? Math.max(40, process.stdout.columns || 80) : undefined
}

const STYLES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const

/** Colours text of our own where a terminal shows them and nobody said NO_COLOR. */
export function styled(
  style: keyof typeof STYLES,
  text: string,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  const plain = !stream.isTTY || process.env['NO_COLOR'] || process.env['TERM'] === 'dumb'
  return plain ? text : `\u001b[${STYLES[style]}m${text}\u001b[0m`
}
