import type { Finding, FindingsRequest } from '@spoor/model'
import { listFindings } from '../hunts/findings.js'
import type { Decisions } from '../hunts/tuning/index.js'
import type { EventStore } from '../store/event-store.js'

const PAGE = 1000

/** So many are read at most. */
const MOST_FINDINGS = 100_000

/** Findings of a request over all its pages, the gravest first by default; without suppressed ones. @throws FindingsRequestError, StoreError */
export async function allFindings(
  store: EventStore,
  {
    from,
    to,
    level,
    hunt,
    network,
    group,
    sort,
  }: Pick<FindingsRequest, 'from' | 'to' | 'level' | 'hunt' | 'network' | 'group' | 'sort'> = {},
  decisions?: Decisions,
): Promise<{ findings: Finding[]; total: number; suppressed: number }> {
  const now = new Date()
  const findings: Finding[] = []
  let cursor: string | undefined
  let total = 0
  let suppressed = 0
  do {
    const page = await listFindings(
      store,
      { from, to, level, hunt, network, group, sort, limit: PAGE, cursor },
      now,
      decisions,
    )
    findings.push(...page.findings)
    cursor = page.next
    total = Math.max(total, page.total)
    suppressed = page.suppressed
  } while (cursor && findings.length < MOST_FINDINGS)
  return { findings, total, suppressed }
}
