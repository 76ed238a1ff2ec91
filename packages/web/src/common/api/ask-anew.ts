import type { QueryClient } from '@tanstack/react-query'

/** First or second words of the keys of what hangs on what people change. */
const CHANGED: ReadonlySet<unknown> = new Set([
  'hunts',
  'hunt',
  'findings',
  'finding',
  'suppressions',
  'hunt-filters',
  'today',
  'trail',
])

/** Has everything asked for again that hangs on what people change. */
export function askAnew(client: QueryClient): void {
  void client.invalidateQueries({
    predicate: ({ queryKey: [first, second] }) => CHANGED.has(first) || CHANGED.has(second),
  })
}
