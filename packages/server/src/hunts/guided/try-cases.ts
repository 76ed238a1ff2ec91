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
/** Hunts that are tried together: each case of each costs a day to look at for all of them. */
const HUNTS_AT_ONCE = 20
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
    for (let at = 0; at < hunts.length; at += HUNTS_AT_ONCE) {
      const part = hunts.slice(at, at + HUNTS_AT_ONCE)
      const first = cases.findIndex(({ hunt }) => hunt === part[0])
      const last = cases.findLastIndex(({ hunt }) => hunt === part.at(-1))
      const range = { from: dayOf(first), to: dayOf(last + 1) }
      await evaluateHunts(store, range, { now: range.to, lists: LISTS }, part)
    }
    const found = await store.rows<{ day: string; hunt: string; why: string }>(
      `SELECT toString(day) AS day, hunt, why FROM findings FINAL`,
    )
    return cases.map((one, index) => {
      const day = dayOf(index).toISOString().slice(0, 10)
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

/** The day of a case, by its place among all. */
function dayOf(index: number): Date {
  return new Date(FIRST_DAY + index * DAY_MS)
}

/** Ten o'clock of the day of a case, and a second later for each of its records. */
function momentOf(index: number, record: number): string {
  const moment = new Date(dayOf(index).getTime() + (36_000 + record) * 1000)
  return moment.toISOString().slice(0, -1).replace('T', ' ')
}
