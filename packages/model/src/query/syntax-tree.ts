import type { Tree } from '@lezer/common'
import { parser } from './generated/parser.js'

/**
 * The syntax tree of a text. Undefined where so many parentheses or nots stand inside each other
 * that the parser, which is recursive, runs out of stack: far beyond the limit of a question.
 */
export function syntaxTree(text: string): Tree | undefined {
  try {
    return parser.parse(text)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
