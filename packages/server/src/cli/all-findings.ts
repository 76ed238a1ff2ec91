import type { Finding, FindingsRequest } from '@spoor/model'
import { listFindings } from '../hunts/findings.js'
import type { EventStore } from '../store/event-store.js'

const PAGE = 1000

/** So many are read at most. */
const MOST_FINDINGS = 100_000

/** Findings of a request over all its pages, the gravest first by default. @throws FindingsRequestError, StoreError */
export async function allFindings(
  store: EventStore,
  {
    from,
    to,
    level,
    hunt,
    sort,
  }: Pick<FindingsRequest, 'from' | 'to' | 'level' | 'hunt' | 'sort'> = {},
): Promise<{ findings: Finding[]; total: number }> {
  const now = new Date()
  const findings: Finding[] = []
  let cursor: string | undefined
  let total = 0
  do {
    const page = await listFindings(
      store,
      { from, to, level, hunt, sort, limit: PAGE, cursor },
      now,
    )
    findings.push(...page.findings)
    cursor = page.next
    total = Math.max(total, page.total)
  } while (cursor && findings.length < MOST_FINDINGS)
  return { findings, total }
}
