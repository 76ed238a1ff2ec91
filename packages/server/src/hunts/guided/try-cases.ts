import type { Subject } from '@spoor/model'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_HOME } from '../../organisation/organisation.js'
import { openEventStore } from '../../store/event-store.js'
import { migrateEvents } from '../../store/migrations.js'
import { evaluateHunts } from '../evaluate-hunts.js'
import { testRow } from './case-records.js'
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
const FIRST_DAY = Date.parse('2026-01-01T00:00:00Z')
/** Home is what it is without a configuration. */
const LISTS = new Map([['home', DEFAULT_HOME]])
const SUBJECTS: readonly Subject[] = ['events', 'sessions', 'transfers']

/**
 * Tries all cases of hunts in a throwaway store. Every case has a day of its own, so that one run
 * of all hunts tries all of them.
 * @throws Error for a record with an unknown field
 */
export async function tryCases(hunts: readonly GuidedHunt[]): Promise<CaseResult[]> {
  const cases = hunts.flatMap((hunt) => hunt.cases.map((one) => ({ hunt, case: one })))
  const directory = await mkdtemp(join(tmpdir(), 'spoor-cases-'))
  const store = await openEventStore({ directory })
  try {
    await migrateEvents(store)
    for (const subject of SUBJECTS) {
      const rows = cases.flatMap(({ hunt, case: { records } }, index) =>
        hunt.subject === subject
          ? records.map((record, i) =>
              testRow(subject, record, momentOf(index, i), `${index}-${i}`),
            )
          : [],
      )
      if (rows.length > 0) await store.insert(subject, rows)
    }
    const range = { from: new Date(FIRST_DAY), to: new Date(FIRST_DAY + cases.length * DAY_MS) }
    await evaluateHunts(store, range, { now: range.to, lists: LISTS }, hunts)
    const found = await store.rows<{ day: string; hunt: string; why: string }>(
      `SELECT toString(day) AS day, hunt, why FROM findings FINAL`,
    )
    return cases.map((one, index) => {
      const day = new Date(FIRST_DAY + index * DAY_MS).toISOString().slice(0, 10)
      const findings = found
        .filter((finding) => finding.day === day && finding.hunt === one.hunt.id)
        .map(({ why }) => why)
      return { ...one, findings, passed: findings.length === (one.case.kind === 'match' ? 1 : 0) }
    })
  } finally {
    await store.close()
    await rm(directory, { recursive: true, force: true })
  }
}

/** Ten o'clock of the day of a case, and a second later for each of its records. */
function momentOf(index: number, record: number): string {
  const moment = new Date(FIRST_DAY + index * DAY_MS + (36_000 + record) * 1000)
  return moment.toISOString().slice(0, -1).replace('T', ' ')
}
