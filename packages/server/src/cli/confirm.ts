import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline/promises'

/**
 * Asks the person at the terminal a question; no is the answer if there is no terminal. Standard input
 * is not asked: it is closed before a store is opened.
 */
export async function confirmed(question: string): Promise<boolean> {
  if (!process.stderr.isTTY) return false
  const input = createReadStream('/dev/tty')
  const output = createWriteStream('/dev/tty')
  const asking = createInterface({ input, output })
  try {
    const answer = await asking.question(`${question} [y/N] `)
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    asking.close()
    input.destroy()
    output.end()
  }
}
