import { parseTime, type SuppressedField } from '@spoor/model'
import { and, desc, eq, isNull } from 'drizzle-orm'
import { randomUUID } from 'node:crypto'
import type { Fragment } from '../../query/fragment.js'
import { suppressions } from '../../state/schema.js'
import type { StateStore } from '../../state/state-store.js'
import { noteChange, type Author } from './changes.js'
import { TuningError } from './tuning-error.js'

/** Findings that people want to see no more, and why. */
export interface SavedSuppression {
  readonly id: string
  /** Null: all hunts. */
  readonly hunt: string | null
  readonly field: SuppressedField
  readonly value: string
  readonly reason: string
  /** Findings that end before are not hidden; null: none is too old. */
  readonly since: Date | null
  /** Findings that end then or later are not hidden; null: none is too new. */
  readonly until: Date | null
  readonly created: Date
  readonly createdBy: string
  readonly ended: Date | null
  readonly endedBy: string | null
}

/** Each finding that is listed is held against each of them. */
const MOST_SUPPRESSIONS = 1000
/** Of all values together, in UTF-16 units: a question to the engine holds them all. */
const MOST_CHARACTERS = 200_000

/** Those that are not ended, the newest first. */
export async function activeSuppressions({ db }: StateStore): Promise<SavedSuppression[]> {
  const rows = await db
    .select()
    .from(suppressions)
    .where(isNull(suppressions.ended))
    .orderBy(desc(suppressions.created), suppressions.id)
  return rows.map(readRow)
}

/** All of them, the newest first. */
export async function allSuppressions({ db }: StateStore): Promise<SavedSuppression[]> {
  const rows = await db
    .select()
    .from(suppressions)
    .orderBy(desc(suppressions.created), suppressions.id)
    .limit(10 * MOST_SUPPRESSIONS)
  return rows.map(readRow)
}

function readRow({ value, ...row }: typeof suppressions.$inferSelect): SavedSuppression {
  return { ...row, value: String(JSON.parse(value)) }
}

/** What is to be hidden; the times are ISO 8601 or relative to now. */
export interface NewSuppression extends Pick<
  SavedSuppression,
  'hunt' | 'field' | 'value' | 'reason'
> {
  readonly since?: string
  readonly until?: string
}

/**
 * Hides findings from now on, those that there are already too. Whether the hunt exists is the
 * caller's to check.
 * @throws TuningError TUNING_INVALID for a wrong time, TOO_MANY
 */
export async function suppress(
  { db }: StateStore,
  wanted: NewSuppression,
  author: Author,
): Promise<SavedSuppression> {
  const since = momentOf('since', wanted.since, author.now)
  const until = momentOf('until', wanted.until, author.now)
  if (since !== null && until !== null && since >= until) {
    throw new TuningError('TUNING_INVALID', 'The suppression ends before it begins.')
  }
  return db.transaction(async (tx) => {
    const values = await tx
      .select({ value: suppressions.value })
      .from(suppressions)
      .where(isNull(suppressions.ended))
    const characters = values.reduce((sum, { value }) => sum + value.length, wanted.value.length)
    if (values.length >= MOST_SUPPRESSIONS || characters > MOST_CHARACTERS) {
      throw new TuningError(
        'TOO_MANY',
        `There are ${values.length} suppressions already. End some, or leave out their records with a filter.`,
      )
    }
    const { hunt, field, reason } = wanted
    const row = { hunt, field, reason, since, until, value: JSON.stringify(wanted.value) }
    const [added] = await tx
      .insert(suppressions)
      .values({ ...row, id: randomUUID(), created: author.now, createdBy: author.name })
      .returning()
    if (added === undefined) throw new Error('The state store did not keep a suppression.')
    await noteChange(tx, author, 'suppress', added.id, { hunt, field, value: row.value, reason })
    return readRow(added)
  })
}

function momentOf(name: string, text: string | undefined, now: Date): Date | null {
  if (text === undefined) return null
  const span = parseTime(text, now)
  if (span === undefined) {
    throw new TuningError('TUNING_INVALID', `${name}: write an ISO 8601 time, or now+30d.`)
  }
  return new Date(span.from / 1000)
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Shows again what a suppression hid. One that is ended already stays as it is.
 * @throws TuningError NOT_FOUND
 */
export async function endSuppression(
  { db }: StateStore,
  id: string,
  author: Author,
): Promise<SavedSuppression> {
  if (!UUID.test(id)) throw noSuppression()
  return db.transaction(async (tx) => {
    const [ended] = await tx
      .update(suppressions)
      .set({ ended: author.now, endedBy: author.name })
      .where(and(eq(suppressions.id, id), isNull(suppressions.ended)))
      .returning()
    if (ended) {
      await noteChange(tx, author, 'end suppression', id)
      return readRow(ended)
    }
    const [known] = await tx.select().from(suppressions).where(eq(suppressions.id, id))
    if (known === undefined) throw noSuppression()
    return readRow(known)
  })
}

function noSuppression(): TuningError {
  return new TuningError('NOT_FOUND', 'There is no suppression with this id.')
}

/** Microseconds before and after every finding. */
const FIRST = Number.MIN_SAFE_INTEGER
const LAST = Number.MAX_SAFE_INTEGER

/**
 * Which of some suppressions hides a row of `findings`, as SQL: its place in the list, from 1, or 0.
 * What is hidden is told by the end of the finding, so that a finding that goes on after `until`
 * comes back.
 */
export function suppressing(active: readonly SavedSuppression[]): Fragment {
  if (active.length === 0) return { sql: '0', params: {} }
  const micros = (moment: Date | null, open: number) =>
    moment === null ? open : moment.getTime() * 1000
  return {
    sql: `arrayFirstIndex((s_hunt, s_field, s_value, s_since, s_until) ->
      (s_hunt = '' OR s_hunt = findings.hunt)
      AND s_value = multiIf(s_field = 'client', findings.client, s_field = 'server', findings.server,
        s_field = 'user', findings.user, findings.entity)
      AND toUnixTimestamp64Micro(findings.last_seen) >= s_since
      AND toUnixTimestamp64Micro(findings.last_seen) < s_until,
      {s_hunts:Array(String)}, {s_fields:Array(String)}, {s_values:Array(String)},
      {s_sinces:Array(Int64)}, {s_untils:Array(Int64)})`,
    params: {
      s_hunts: active.map(({ hunt }) => hunt ?? ''),
      s_fields: active.map(({ field }) => field),
      s_values: active.map(({ value }) => value),
      s_sinces: active.map(({ since }) => micros(since, FIRST)),
      s_untils: active.map(({ until }) => micros(until, LAST)),
    },
  }
}
