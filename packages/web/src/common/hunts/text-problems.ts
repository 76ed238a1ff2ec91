import type { ApiError } from '../api/client.js'

/** A mistake in a text, as the editor marks it. */
export interface TextProblem {
  /** Offsets into the text; `to` is greater unless the text is empty. */
  readonly from: number
  readonly to: number
  /** From 1. */
  readonly line: number
  readonly severity: 'error'
  readonly message: string
}

function startOfLine(text: string, line: number): number {
  let at = 0
  for (let passed = 1; passed < line; passed += 1) {
    const end = text.indexOf('\n', at)
    if (end === -1) return at
    at = end + 1
  }
  return at
}

/** Mistakes that the API found, put into the text: by their offsets, or at their lines. */
export function diagnosticsOf(problems: ApiError['problems'], text: string): TextProblem[] {
  return problems
    .map(({ from, to, line, message, hint }): TextProblem => {
      const whole = from === 0 && to === 0 && line !== undefined
      const start = Math.min(whole ? startOfLine(text, line) : from, Math.max(0, text.length - 1))
      const lineEnd = text.indexOf('\n', start)
      const end = whole ? (lineEnd === -1 ? text.length : lineEnd) : to
      return {
        from: start,
        to: Math.min(text.length, Math.max(end, start + 1)),
        line: line ?? text.slice(0, start).split('\n').length,
        severity: 'error',
        message: hint === undefined ? message : `${message} ${hint}`,
      }
    })
    .toSorted((a, b) => a.from - b.from)
}
