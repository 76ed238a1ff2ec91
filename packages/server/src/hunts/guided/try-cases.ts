import type { Subject } from '@spoor/model'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_HOME } from '../../organisation/organisation.js'
import { savedLists } from '../../organisation/saved-lists.js'
import { openEventStore, type EventStore } from '../../store/event-store.js'
import { migrateEvents } from '../../store/migrations.js'
import type { TimeSpan } from '../../query/time-span.js'
import { filterFindings } from '../filters.js'
import type { FindingRow } from '../finding-row.js'
import type { Hunt } from '../hunt.js'
import { patternFindings } from '../patterns.js'
import { subjectOf, testRow } from './case-records.js'
import type { GuidedHunt, HuntCase } from './guided-hunt.js'

/** What became of a case of a hunt. */
export interface CaseResult {
  readonly hunt: GuidedHunt
  readonly case: HuntCase
  /** Sentences of the findings that its records are. */
  readonly findings: readonly string[]
  /** One finding for a match, none for a miss. */
  readonly passed: boolean
}

const DAY_MS = 86_400_000
/** Filters that are tried together: each case of each costs a day to look at for all of them. */
const FILTERS_AT_ONCE = 20
const FIRST_DAY = Date.parse('2026-01-01T00:00:00Z')
/** Days that a case has for itself: patterns look back, and no case may see another's records. */
const DAYS_OF_A_PATTERN = 64
const TEN_O_CLOCK = 36_000
/** Home is what it is without a configuration; the other lists hold an indicator each. */
const LISTS = savedLists(
  new Map([
    ['indicator-addresses', ['198.51.100.66']],
    ['indicator-domains', ['bad.example']],
    ['indicator-hashes', ['d41d8cd98f00b204e9800998ecf8427e']],
    ['indicator-file-names', ['loot.7z']],
    ['indicator-users', ['mallory']],
    ['indicator-software', ['EvilClient_1.0']],
    ['indicator-fingerprints', ['0123456789abcdef0123456789abcdef']],
  ]),
  { home: DEFAULT_HOME },
)

/** A case, and the day that it is about. */
interface PlacedCase {
  readonly hunt: GuidedHunt
  readonly case: HuntCase
  readonly day: number
}

/**
 * Tries all cases of hunts in a throwaway store. Every case has days of its own.
 * @throws Error for a record with an unknown field
 */
export async function tryCases(hunts: readonly GuidedHunt[]): Promise<CaseResult[]> {
  const cases = placed(hunts)
  const directory = await mkdtemp(join(tmpdir(), 'spoor-cases-'))
  const store = await openEventStore({ directory })
  try {
    await migrateEvents(store)
    await insertRecords(store, cases)
    const found = await findingsOf(store, cases)
    return cases.map((one) => {
      const day = new Date(one.day).toISOString().slice(0, 10)
      const findings = found
        .filter((finding) => finding.day === day && finding.hunt === one.hunt.id)
        .map(({ why }) => why)
      const passed = findings.length === (one.case.kind === 'match' ? 1 : 0)
      return { hunt: one.hunt, case: one.case, findings, passed }
    })
  } finally {
    await store.close()
    await rm(directory, { recursive: true, force: true })
  }
}

function placed(hunts: readonly GuidedHunt[]): PlacedCase[] {
  let next = FIRST_DAY
  return hunts.flatMap((hunt) =>
    hunt.cases.map((one) => {
      next += (hunt.kind === 'filter' ? 1 : DAYS_OF_A_PATTERN) * DAY_MS
      return { hunt, case: one, day: next }
    }),
  )
}

async function insertRecords(store: EventStore, cases: readonly PlacedCase[]): Promise<void> {
  const rows: Record<Subject, object[]> = { events: [], sessions: [], transfers: [] }
  for (const [index, { hunt, case: one, day }] of cases.entries()) {
    for (const [i, record] of one.records.entries()) {
      const subject = subjectOf(hunt.subject, record)
      const start = momentOf(day, record.at ?? TEN_O_CLOCK + i)
      rows[subject].push(testRow(subject, record, start, `${index}-${i}`))
    }
  }
  for (const [subject, ofSubject] of Object.entries(rows)) {
    if (ofSubject.length > 0) await store.insert(subject, ofSubject)
  }
}

/** What the hunts find on the days of their cases, and on all days between these. */
async function findingsOf(
  store: EventStore,
  cases: readonly PlacedCase[],
): Promise<readonly FindingRow[]> {
  const found: FindingRow[] = []
  const hunts = [...new Set(cases.map(({ hunt }) => hunt))]
  const daysOf = (some: ReadonlySet<Hunt>): TimeSpan => {
    const days = cases.filter(({ hunt }) => some.has(hunt)).map(({ day }) => day)
    return { from: new Date(Math.min(...days)), to: new Date(Math.max(...days) + DAY_MS) }
  }
  const context = { now: new Date(cases.at(-1)?.day ?? 0), lists: LISTS }
  const filters = hunts.filter((hunt) => hunt.kind === 'filter')
  for (let at = 0; at < filters.length; at += FILTERS_AT_ONCE) {
    const part = filters.slice(at, at + FILTERS_AT_ONCE)
    found.push(...(await filterFindings(store, part, daysOf(new Set(part)), context)).findings)
  }
  for (const hunt of hunts) {
    if (hunt.kind === 'filter') continue
    const days = daysOf(new Set([hunt]))
    found.push(...(await patternFindings(store, hunt, days, context)).findings)
  }
  return found
}

/** A moment of a case, as the engine writes times. */
function momentOf(day: number, seconds: number): string {
  return new Date(day + seconds * 1000).toISOString().slice(0, -1).replace('T', ' ')
}
