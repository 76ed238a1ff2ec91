import type { QueryProblem } from '@spoor/model'
import stringWidth from 'string-width'
import { visible } from './terminal-text.js'

/** Characters of the question that are shown on either side of a mistake. */
const AROUND = 50

/**
 * Mistakes in a question, each with a line that points at its place:
 *
 *     ftp.comand:STOR
 *     ^^^^^^^^^^ There is no field ftp.comand. Write ftp.command.
 */
export function problemText(question: string, problems: readonly QueryProblem[]): string {
  const parts = problems.map((problem) => oneProblem(question, problem))
  const title = problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`
  return [`The question has ${title}:`, ...parts].join('\n')
}

function oneProblem(question: string, { message, from, to, hint }: QueryProblem): string {
  const begin = Math.max(0, from - AROUND)
  const end = Math.min(question.length, Math.max(to, from) + AROUND)
  const before = `${begin > 0 ? '…' : ''}${visible(question.slice(begin, from))}`
  const place = visible(question.slice(from, to))
  const after = `${visible(question.slice(Math.max(from, to), end))}${end < question.length ? '…' : ''}`
  const marks = '^'.repeat(Math.max(1, Math.min(stringWidth(place), 2 * AROUND)))
  const text = visible(hint ? `${message} ${hint}` : message)
  return `  ${before}${place}${after}\n  ${' '.repeat(stringWidth(before))}${marks} ${text}`
}
