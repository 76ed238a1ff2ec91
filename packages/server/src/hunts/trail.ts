import {
  findField,
  parseAddress,
  parseNetwork,
  printQuery,
  type Level,
  type Query,
  type Subject,
} from '@spoor/model'
import {
  compileQuery,
  compileTogether,
  testColumns,
  type CompileContext,
} from '../query/compile.js'
import { prefixed, type Fragment } from '../query/fragment.js'
import { TIME_COLUMNS } from '../query/subject-columns.js'
import type { EventStore } from '../store/event-store.js'
import type { TimeSpan } from '../query/time-span.js'
import type { Hunt } from './hunt.js'
import { passesOf, type Asked, type RecordsOf } from './passes.js'
import { recordsIn, type Records } from './records.js'
import { shippedHunts } from './shipped.js'
import { sideBySide } from './side-by-side.js'
import { parseWhere, questionOf } from './where.js'

/**
 * The hunting trail: the whole library against one host, network, user, file name or hash. It counts
 * the records that each hunt looks at, in the time range and in the one of the same length before.
 */

export type TrailKind = 'host' | 'network' | 'user' | 'file' | 'hash'

export interface TrailEntity {
  readonly kind: TrailKind
  readonly value: string
}

/** What one hunt has to say about the entity. */
export interface TrailCell {
  readonly hunt: string
  readonly title: string
  readonly category: string
  readonly level: Level
  readonly subject: Subject
  /** Records in the range that the hunt looks at. */
  readonly records: number
  /** The same in the range before. */
  readonly before: number
  /** It takes more than one such record to make a finding. */
  readonly needsMore: boolean
  /** Shows the records. */
  readonly q: string
}

const HASH = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i
const FILE_NAME = /^[^\s/\\]+\.[A-Za-z0-9]{1,8}$/
const SETTINGS = { max_execution_time: 60, max_memory_usage: '4000000000' }
const SUBJECTS: readonly Subject[] = ['transfers', 'sessions', 'events']
const NEVER: Fragment = { sql: '0', params: {} }

/** What a text names: `10.1.2.3`, `10.1.0.0/16`, a hash, `a.zip`, `bob`; `user:` and `file:` say it. */
export function trailEntity(text: string): TrailEntity {
  const [, prefix, rest = ''] = /^(user|file):(.*)$/s.exec(text) ?? []
  if (prefix === 'user' || prefix === 'file') return { kind: prefix, value: rest }
  if (parseAddress(text) !== undefined) return { kind: 'host', value: text }
  if (parseNetwork(text) !== undefined) return { kind: 'network', value: text }
  if (HASH.test(text)) return { kind: 'hash', value: text.toLowerCase() }
  return { kind: FILE_NAME.test(text) ? 'file' : 'user', value: text }
}

const FIELDS: Readonly<Record<TrailKind, readonly string[]>> = {
  host: ['client.ip', 'server.ip', 'source.ip', 'destination.ip'],
  network: ['client.ip', 'server.ip', 'source.ip', 'destination.ip'],
  user: ['user.name'],
  file: ['file.name'],
  hash: ['file.hash.md5', 'file.hash.sha1', 'file.hash.sha256'],
}

/** The records of a subject that the entity is in; nothing if its records cannot name one. */
function entityQuery(subject: Subject, { kind, value }: TrailEntity): Query | undefined {
  const fields = FIELDS[kind].flatMap((name) => findField(subject, name)?.name ?? [])
  const tests = [...new Set(fields)].map((field): Query => ({
    kind: 'field',
    field,
    test:
      kind === 'network'
        ? { op: 'cidr', network: value }
        : { op: 'equals', value, quoted: kind !== 'host' },
  }))
  const [only] = tests
  if (only === undefined) return undefined
  return tests.length === 1 ? only : { kind: 'or', items: tests }
}

/** A hunt as it is asked about the entity. */
interface AskedHunt extends Asked {
  readonly hunt: Hunt
  readonly about: Query
}

interface Counts {
  readonly records: number
  readonly before: number
}

/**
 * Runs the library against an entity. Hunts whose subject cannot name such an entity are left out.
 * @throws StoreError
 */
export async function trailOf(
  store: EventStore,
  entity: TrailEntity,
  range: TimeSpan,
  context: CompileContext,
  hunts: readonly Hunt[] = shippedHunts(),
): Promise<TrailCell[]> {
  const asked = SUBJECTS.flatMap((subject): AskedHunt[] => {
    const about = entityQuery(subject, entity)
    if (about === undefined) return []
    return hunts
      .filter((hunt) => hunt.subject === subject)
      .map((hunt) => ({ hunt, subject, about, where: questionOf(hunt) }))
  })
  const records: RecordsOf = (subject, eventType) =>
    recordsOfEntity(subject, entity, range, context, eventType)
  const passes = await passesOf(store, asked, records)
  const counts = new Map<AskedHunt, Counts>()
  await sideBySide(passes, async ({ subject, items, eventType }) => {
    const { sql, params } = countStatement(
      subject,
      items,
      records(subject, eventType),
      range,
      context,
    )
    const rows = await store.rows<{ is_now: 0 | 1; counts: number[] }>(sql, {
      params: { ...params },
      settings: SETTINGS,
    })
    const countsOf = (isNow: 0 | 1) => rows.find((row) => Number(row.is_now) === isNow)?.counts
    for (const [i, item] of items.entries()) {
      counts.set(item, { records: countsOf(1)?.[i] ?? 0, before: countsOf(0)?.[i] ?? 0 })
    }
  })
  return asked.map((item) => cellOf(item, counts.get(item) ?? { records: 0, before: 0 }))
}

function cellOf({ hunt, about, where }: AskedHunt, counts: Counts): TrailCell {
  const { id, title, category, level, subject } = hunt
  return {
    hunt: id,
    title,
    category,
    level,
    subject,
    ...counts,
    needsMore: hunt.kind !== 'filter' || hunt.ways.every(({ enough }) => enough.kind !== 'one'),
    q: `(${printQuery(about)}) (${where})`,
  }
}

/** What the entity did in the range and in the one before; if given, events of one type only. */
function recordsOfEntity(
  subject: Subject,
  entity: TrailEntity,
  { from, to }: TimeSpan,
  context: CompileContext,
  eventType?: string,
): Records {
  const about = entityQuery(subject, entity)
  const isAbout = about === undefined ? NEVER : compileQuery(about, subject, context)
  const condition = prefixed(isAbout, 'e_')
  const before = new Date(2 * from.getTime() - to.getTime())
  const records = recordsIn(subject, { from: before, to }, eventType)
  return {
    from: `${records.from} AND (${condition.sql})`,
    params: { ...records.params, ...condition.params },
  }
}

/** A row for the range and one for the range before, each with the counts of the hunts in order. */
function countStatement(
  subject: Subject,
  hunts: readonly AskedHunt[],
  records: Records,
  range: TimeSpan,
  context: CompileContext,
): Fragment {
  const questions = hunts.map(({ where }) => parseWhere(where, subject))
  const asked = compileTogether(questions, subject, context)
  const met = asked.conditions.map((condition) => `toUInt8(${condition})`)
  const isNow = `${TIME_COLUMNS[subject]} >= fromUnixTimestamp64Milli({range_from:Int64}, 'UTC')`
  const sql = `SELECT is_now, arrayMap(n -> toFloat64(n), sumForEach([${met.join(',\n')}])) AS counts
    FROM (
      SELECT ${[`${isNow} AS is_now`, ...testColumns(asked)].join(', ')}
      FROM ${records.from}
    )
    WHERE ${asked.gate}
    GROUP BY is_now`
  return { sql, params: { ...asked.params, ...records.params, range_from: range.from.getTime() } }
}
