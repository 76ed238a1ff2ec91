import type { Tree } from '@lezer/common'
import type { QueryProblem } from './ast.js'
import { escapeLength } from './escapes.js'
import { problemAt, shown } from './problem-texts.js'
import type { Place } from './problem-texts.js'

interface Token extends Place {
  readonly name: string
  readonly source: string
}

/** Says what is wrong with the form of a text, or nothing: then the tree has no error in it. */
export function syntaxProblems(text: string, tree: Tree): QueryProblem[] {
  const { tokens, firstError } = walk(text, tree)
  const unclosed = tokens.find((token) => token.name === 'Quoted' && !isClosed(token.source))
  if (unclosed !== undefined) {
    return [
      problemAt(
        unclosed,
        'This quotation mark is not closed.',
        'Add " at the end, or write \\" for the character.',
      ),
    ]
  }
  if (firstError === undefined) return []
  const problem =
    misplacedToken(tokens, text.length) ??
    problemAt(
      firstError,
      'This cannot be read.',
      'Put text with special characters in quotation marks.',
    )
  return [problem]
}

function walk(text: string, tree: Tree): { tokens: Token[]; firstError: Place | undefined } {
  const tokens: Token[] = []
  let firstError: Place | undefined
  tree.iterate({
    enter({ type, from, to, node }) {
      if (type.isError) firstError ??= { from, to: Math.max(to, Math.min(from + 1, text.length)) }
      else if (from < to && node.firstChild === null && !type.isTop && type.name !== 'Space') {
        tokens.push({ name: type.name, from, to, source: text.slice(from, to) })
      }
    },
  })
  return { tokens, firstError }
}

function isClosed(quoted: string): boolean {
  let i = 1
  while (i < quoted.length && quoted[i] !== '"') i += escapeLength(quoted, i, true) || 1
  return i === quoted.length - 1
}

const OPENING = new Set(['Open', 'SuspendedOpen'])
const JOINING = new Set(['AndOp', 'OrOp'])
const BOUNDS = new Set(['BareBound', 'Quoted'])

function misplacedToken(tokens: readonly Token[], end: number): QueryProblem | undefined {
  const open: Token[] = []
  for (const [i, token] of tokens.entries()) {
    const previous = tokens[i - 1]
    const next = tokens[i + 1]
    if (OPENING.has(token.name)) open.push(token)
    if (token.name === 'Close' && open.pop() === undefined) {
      return problemAt(
        token,
        'No parenthesis is open here.',
        'Remove it, or write \\) for the character.',
      )
    }
    const problem =
      missingOperand(token, previous, next, end) ??
      missingValue(token, next) ??
      brokenRange(tokens, i)
    if (problem !== undefined) return problem
  }
  const [unclosed] = open
  if (unclosed === undefined) return undefined
  return problemAt(
    unclosed,
    'This parenthesis is not closed.',
    'Add ) at the end, or write \\( for the character.',
  )
}

function endsClause(token: Token | undefined): boolean {
  return token === undefined || token.name === 'Close' || JOINING.has(token.name)
}

function missingOperand(
  token: Token,
  previous: Token | undefined,
  next: Token | undefined,
  end: number,
): QueryProblem | undefined {
  const hint = `To search for the word ${token.source}, put it in quotation marks.`
  if (JOINING.has(token.name)) {
    if (previous === undefined || OPENING.has(previous.name)) {
      return problemAt(token, `Something must stand before ${token.source}.`, hint)
    }
    if (endsClause(next)) return problemAt(token, `Something must follow ${token.source}.`, hint)
  }
  if (token.name === 'NotOp' && endsClause(next)) {
    return problemAt(token, `Something must follow ${token.source}.`, hint)
  }
  if (OPENING.has(token.name) && endsClause(next) && next?.name === 'Close') {
    return problemAt(
      { from: token.from, to: next.to },
      'There is nothing in the parentheses.',
      'Write a test between them, or remove them.',
    )
  }
  if (OPENING.has(token.name) && next === undefined) {
    return problemAt(
      { from: token.from, to: end },
      'This parenthesis is not closed.',
      'Write a test after it, and ).',
    )
  }
  return undefined
}

function missingValue(token: Token, next: Token | undefined): QueryProblem | undefined {
  const isColon = token.name === 'Colon'
  if (isColon && (endsClause(next) || next?.name === 'NotOp' || next?.from === undefined)) {
    return problemAt(token, 'A value must follow the colon.', 'Write a value, or * for any value.')
  }
  if (token.name === 'CompareOp' && (next === undefined || !BOUNDS.has(next.name))) {
    return problemAt(token, `A value must follow ${token.source}.`, 'Write for example >1000.')
  }
  return undefined
}

function brokenRange(tokens: readonly Token[], i: number): QueryProblem | undefined {
  const open = tokens[i]
  if (open?.name !== 'RangeOpen') return undefined
  const [from, to, upper, close] = tokens.slice(i + 1, i + 5)
  const isWhole =
    BOUNDS.has(from?.name ?? '') &&
    to?.name === 'To' &&
    BOUNDS.has(upper?.name ?? '') &&
    close?.name === 'RangeClose'
  if (isWhole) return undefined
  const message = `A range must follow ${shown(open.source)}.`
  return problemAt(open, message, 'Write [1 TO 9], or put text in quotation marks.')
}
