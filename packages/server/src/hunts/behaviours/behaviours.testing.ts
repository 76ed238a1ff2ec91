import { parseQuery, type Subject } from '@spoor/model'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { DEFAULT_HOME } from '../../organisation/organisation.js'
import { compileQuery, type CompileContext } from '../../query/compile.js'
import { openEventStore, type EventStore } from '../../store/event-store.js'
import { migrateEvents } from '../../store/migrations.js'
import { testRow } from '../guided/case-records.js'
import { checkBehaviour, runBehaviour, type BehaviourMatch } from './index.js'

/** What the tests of behaviours share: made records on numbered days, and a throwaway store. */

const DAY_MS = 86_400_000
const FIRST_DAY = Date.UTC(2026, 4, 4)
const SUBJECTS: readonly Subject[] = ['events', 'sessions', 'transfers']

/** A record; what is not said is as in an ordinary one of its kind. */
export interface MadeRecord {
  /** Days after Monday, 4 May 2026. */
  readonly day: number
  /** `10:00:00.000000` unless said. */
  readonly time?: string
  /** A kind of `testRow`, the subject's first unless said. */
  readonly like?: string
  /** By their names in the dictionary. */
  readonly fields?: Readonly<Record<string, unknown>>
  /** Its own unless said; records of the same id are the same. */
  readonly id?: string
  /** Seconds until it ended. */
  readonly seconds?: number
}

/** The text of a numbered day. */
export function dayText(day: number): string {
  return new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10)
}

/** A record on each of some days, the last one left out. */
export function daily(from: number, to: number, record: Omit<MadeRecord, 'day'>): MadeRecord[] {
  return Array.from({ length: to - from }, (_, i) => ({ ...record, day: from + i }))
}

export interface BehaviourBench {
  readonly store: EventStore
  /** Makes these the only records of a subject, stored in batches. */
  fill(subject: Subject, ...batches: (readonly MadeRecord[])[]): Promise<void>
  /** Matches of some days, the last one left out, in their order. */
  run(asked: Asked, from: number, to: number): Promise<readonly BehaviourMatch[]>
  /** As `run`, and which days were cut. */
  runAll(asked: Asked, from: number, to: number): ReturnType<typeof runBehaviour>
}

export interface Asked {
  readonly subject?: Subject
  /** In the query language; all records unless said. */
  readonly where?: string
  readonly behaviour: Readonly<Record<string, unknown>>
  readonly context?: Partial<CompileContext>
}

/** A store of its own for the tests of a file. */
export function useBehaviourBench(): BehaviourBench {
  let opened: OpenBench | undefined
  beforeAll(async () => {
    opened = await openBehaviourBench()
  })
  afterAll(() => opened?.close())
  const bench = (): OpenBench => {
    if (opened === undefined) throw new Error('The store is open only while tests run.')
    return opened
  }
  return {
    get store() {
      return bench().store
    },
    fill: (...filling) => bench().fill(...filling),
    run: (...asked) => bench().run(...asked),
    runAll: (...asked) => bench().runAll(...asked),
  }
}

interface OpenBench extends BehaviourBench {
  close(): Promise<void>
}

async function openBehaviourBench(): Promise<OpenBench> {
  const directory = await mkdtemp(join(tmpdir(), 'spoor-behaviours-'))
  const store = await openEventStore({ directory })
  await migrateEvents(store)
  const runAll: BehaviourBench['runAll'] = (
    { subject = 'transfers', where = '*', behaviour, context },
    from,
    to,
  ) => {
    const parsed = parseQuery(where, subject)
    if (!parsed.ok) throw new Error(where)
    const known = {
      now: new Date(FIRST_DAY + to * DAY_MS),
      lists: new Map([['home', DEFAULT_HOME]]),
      ...context,
    }
    return runBehaviour(
      store,
      {
        subject,
        where: compileQuery(parsed.query, subject, known),
        behaviour: checkBehaviour(behaviour, subject),
      },
      { from: new Date(FIRST_DAY + from * DAY_MS), to: new Date(FIRST_DAY + to * DAY_MS) },
      known,
    )
  }
  return {
    store,
    async fill(subject, ...batches) {
      for (const one of SUBJECTS) {
        if (one === subject) await store.run(`TRUNCATE TABLE ${one}`)
      }
      let count = 0
      for (const batch of batches) {
        const rows = batch.map((record) => {
          count += 1
          return rowOf(subject, record, `made-${count}`)
        })
        if (rows.length > 0) await store.insert(subject, rows)
      }
    },
    runAll,
    run: async (...asked) => (await runAll(...asked)).matches,
    async close() {
      await store.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

function rowOf(
  subject: Subject,
  { day, time = '10:00:00.000000', like, fields = {}, id, seconds }: MadeRecord,
  ownId: string,
): Record<string, unknown> {
  const record = { ...(like !== undefined && { like }), fields }
  const row = testRow(subject, record, `${dayText(day)} ${time}`, id ?? ownId)
  if (seconds === undefined) return row
  const end = Date.parse(`${dayText(day)}T${time.slice(0, 12)}Z`) + seconds * 1000
  return { ...row, end_time: new Date(end).toISOString().slice(0, -1).replace('T', ' ') }
}

/**
 * The matches of records over some days. Proves on the way that they are the same day by day, in any
 * order and batches of arrival, with records stored twice, and with more days around them.
 */
export async function provenMatches(
  bench: BehaviourBench,
  asked: Asked,
  records: readonly MadeRecord[],
  from: number,
  to: number,
): Promise<readonly BehaviourMatch[]> {
  const subject = asked.subject ?? 'transfers'
  const named = records.map((record, i) => ({ id: `made-${i + 1}`, ...record }))
  await bench.fill(subject, named)
  const matches = await bench.run(asked, from, to)
  // Each query takes a moment: all days in two parts, and those around matches by themselves.
  const middle = Math.floor((from + to) / 2)
  const parts = [bench.run(asked, from, middle), bench.run(asked, middle, to)]
  expect((await Promise.all(parts)).flat(), 'in two parts').toEqual(matches)
  for (let day = from; day < to; day += 1) {
    const found = matches.filter((match) => match.day === dayText(day))
    const isNear = matches.some((match) => [day, day - 1].map(dayText).includes(match.day))
    if (isNear) expect(await bench.run(asked, day, day + 1), dayText(day)).toEqual(found)
  }
  const wider = await bench.run(asked, from - 3, to + 3)
  const inside = wider.filter(({ day }) => day >= dayText(from) && day < dayText(to))
  expect(inside, 'among more days').toEqual(matches)
  const mixed = named
    .flatMap((record, i) => (i % 3 === 0 ? [record, record] : [record]))
    .map((record, i) => ({ record, key: (i * 7919) % 1009 }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ record }) => record)
  const third = Math.ceil(mixed.length / 3)
  await bench.fill(
    subject,
    mixed.slice(0, third),
    mixed.slice(third, 2 * third),
    mixed.slice(2 * third),
  )
  expect(await bench.run(asked, from, to), 'shuffled, some twice').toEqual(matches)
  return matches
}
