import type { QueryProblem } from './ast.js'

/** A part of the text, by offsets. */
export interface Place {
  readonly from: number
  readonly to: number
}

/** A problem at a place. */
export function problemAt(place: Place, message: string, hint?: string): QueryProblem {
  return { message, from: place.from, to: place.to, ...(hint !== undefined && { hint }) }
}

const LONGEST_SHOWN = 60

/** Text of the question, shortened for a message. */
export function shown(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
}

/**
 * The few names that are most like a mistyped one, best first: by edit distance, and names that
 * contain it.
 */
export function similarNames(name: string, names: Iterable<string>, limit = 3): string[] {
  const wanted = name.toLowerCase()
  const scored: { name: string; score: number }[] = []
  for (const candidate of names) {
    const lower = candidate.toLowerCase()
    const tail = lower.slice(lower.lastIndexOf('.') + 1)
    const score = Math.min(
      distance(wanted, lower),
      wanted.includes('.') ? Infinity : distance(wanted, tail) + 0.5,
      wanted.length >= 3 && lower.includes(wanted) ? 1.5 : Infinity,
    )
    if (score <= Math.max(1.5, wanted.length / 3)) scored.push({ name: candidate, score })
  }
  scored.sort((a, b) => a.score - b.score || a.name.length - b.name.length)
  return [...new Set(scored.map((entry) => entry.name))].slice(0, limit)
}

/** Levenshtein distance, with a swap of neighbours as one step; long names are not compared. */
function distance(a: string, b: string): number {
  if (a.length > 40 || Math.abs(a.length - b.length) > 6) return Infinity
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min(
        (previous[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      }
      row.push(best)
    }
    before = previous
    previous = row
  }
  return previous[b.length] ?? Infinity
}
