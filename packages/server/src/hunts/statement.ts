import type { Subject } from '@spoor/model'
import { prefixed, type Fragment } from '../query/fragment.js'
import type { Enough, Hunt, Way } from './hunt.js'
import { LEVELS } from './levels.js'
import { eventTypeOf } from './where.js'

/** A finding must fit on a page and in memory: so many of one way and day are kept, the worst. */
export const FINDINGS_PER_DAY = 1000

/** How far before its start a record may still be at work when others begin. */
const PARALLEL_SECONDS = 6 * 3600

const RECORDS_KEPT = 20
const NAME_CHARACTERS = 256

/** A way of a hunt; its place in the list, from 1, is its number in the statement. */
export interface NumberedWay {
  readonly hunt: Hunt
  readonly way: Way
  /** The one type of events that it is about, if it is about one. */
  readonly eventType?: string
}

/** The ways of the hunts about one subject. */
export function waysOf(hunts: readonly Hunt[], subject: Subject): NumberedWay[] {
  return hunts
    .filter((hunt) => hunt.subject === subject)
    .flatMap((hunt) =>
      hunt.ways.map((way) => {
        const eventType = subject === 'events' ? eventTypeOf(way.where) : undefined
        return { hunt, way, ...(eventType !== undefined && { eventType }) }
      }),
    )
}

/** Seconds before midnight that count for the day after, so that no window is cut by midnight. */
export function lookbackSeconds({ way: { enough } }: NumberedWay): number {
  if (enough.kind === 'one') return 0
  return enough.kind === 'many' ? enough.withinSeconds : PARALLEL_SECONDS
}

/** What the statement needs to know of a subject beyond the fields that all share. */
const SUBJECT_COLUMNS: Record<Subject, string> = {
  events: `event_id AS id, 0 AS failures, source_bytes AS volume, 'exact' AS volume_quality,
    file_name AS file`,
  sessions: `session_id AS id, ifNull(session_login_failures, 0) AS failures,
    CAST(NULL, 'Nullable(UInt64)') AS volume, '' AS volume_quality, '' AS file`,
  transfers: `transfer_id AS id, 0 AS failures, transfer_bytes AS volume,
    transfer_bytes_quality AS volume_quality, file_name AS file`,
}

/** An IPv4 address is kept mapped into IPv6; people read it as IPv4. */
function addressText(column: string): string {
  return `ifNull(replaceRegexpOne(toString(${column}), '^::ffff:(\\\\d+\\\\.\\\\d+\\\\.\\\\d+\\\\.\\\\d+)$', '\\\\1'), '')`
}

/**
 * One statement that tries all ways of the hunts about a subject on the rows of `source` and
 * answers one row per way, client, server and UTC day. `{day_from:Date32}` and `{day_to:Date32}`
 * bound the days; `source` reaches back further by the longest look-back.
 *
 * 1. Every record gets the numbers of the ways whose `where` it meets.
 * 2. It counts for its day, and before midnight also for the next day's windows.
 * 3. It is a *hit* if its way has enough with it: by itself, in the window that ends with it, or
 *    because another record is still at work. `reach` is where that window begins.
 * 4. Records from the first hit's reach to the last hit are the finding: just those that the way's
 *    question shows for the client and server in that time.
 *
 * Windows and that time go by whole milliseconds: records of the same one are treated alike, and
 * the engine takes no window frame longer than 2³¹ − 1.
 */
export function huntStatement(
  ways: readonly NumberedWay[],
  subject: Subject,
  source: Fragment,
  compileWhere: (text: string) => Fragment,
): Fragment {
  const predicates = new Predicates(compileWhere)
  const met = metWays(ways, (way) => predicates.sql(way.where))
  const ranks = ways.map(({ hunt, way }) => LEVELS.indexOf(way.level ?? hunt.level))
  const raised = ways.flatMap(({ way }, i) =>
    (way.raised ?? []).map(
      ({ level, where }) =>
        `if(way = ${i + 1} AND ${predicates.sql(where)}, ${LEVELS.indexOf(level)}, 0)`,
    ),
  )
  const endings = numbersWhere(ways, (way) => endingIn(way.enough) !== undefined).map(
    (n) => `way = ${n} AND ${predicates.sql(endingIn(ways[n - 1]?.way.enough) ?? '')}`,
  )
  const windows = [...new Set(ways.map(({ way }) => windowSeconds(way.enough)))].filter(
    (s) => s > 0,
  )
  const lookbacks = ways.map(lookbackSeconds)
  const parallel = ways.some(({ way }) => way.enough.kind === 'parallel')

  const sql = `
SELECT way, toString(day) AS day, client, server,
  count() AS records, uniqExact(session_id) AS sessions, sum(failures) AS login_failures,
  toString(min(start_time)) AS first_start, toString(max(start_time)) AS last_start,
  toString(max(greatest(start_time, end_time))) AS last_seen,
  max(rank) AS level_rank, maxIntersections(start_us, greatest(end_us, start_us + 1)) AS parallel,
  sum(volume) AS bytes, groupUniqArray(10)(volume_quality) AS qualities,
  uniqExactIf(user, user != '') AS user_count, uniqExactIf(file, file != '') AS file_count,
  arraySort(groupUniqArray(${RECORDS_KEPT})(service)) AS services,
  arraySort(groupUniqArray(${RECORDS_KEPT})(server_port)) AS ports,
  groupArraySorted(${RECORDS_KEPT})((start_us, id, user, file, software)) AS first_records,
  groupArraySortedIf(${RECORDS_KEPT})((start_us, id, user), hit AND ending) AS ending_records,
  count() OVER (PARTITION BY way, day) AS found
FROM (
  SELECT *, max(hit) OVER trail AS any_hit,
    minIf(reach, hit) OVER trail AS trail_from, maxIf(start_ms, hit) OVER trail AS trail_to
  FROM (
    SELECT *, ${reachOf(ways)} AS reach, toDate32(start_time) = day AND ${hitOf(ways)} AS hit
    FROM (
      SELECT *${windows.map(windowColumns).join('')}${parallel ? EARLIER_COLUMNS : ''}
      FROM (
        SELECT *, row_number() OVER (PARTITION BY way, client, server, day, session_id
                                     ORDER BY start_us, id) = 1 AS opens_session
        FROM (
          SELECT *, arrayJoin(
            if(start_time + toIntervalSecond(arrayElement([${lookbacks.join(', ')}], way)) >= toDate32(start_time) + 1,
              [toDate32(start_time), toDate32(start_time) + 1], [toDate32(start_time)])) AS day
          FROM (
            SELECT way, id, session_id, start_time, end_time, service, server_port, failures, volume,
              volume_quality, leftUTF8(toString(user_name), ${NAME_CHARACTERS}) AS user,
              leftUTF8(file, ${NAME_CHARACTERS}) AS file,
              leftUTF8(toString(client_software), ${NAME_CHARACTERS}) AS software,
              toUnixTimestamp64Micro(start_time) AS start_us, toUnixTimestamp64Micro(end_time) AS end_us,
              intDiv(start_us, 1000) AS start_ms,
              ${addressText('client_ip')} AS client, ${addressText('server_ip')} AS server,
              greatest(arrayElement([${ranks.join(', ')}], way), ${[...raised, '0'].join(', ')}) AS rank,
              ${[...endings.map((ending) => `(${ending})`), 'false'].join(' OR ')} AS ending
            FROM (
              SELECT *, ${SUBJECT_COLUMNS[subject]},
                arrayJoin(arrayFilter(n -> n > 0, ${met})) AS way
              FROM (${source.sql})
            )
          )
        )
        WHERE day >= {day_from:Date32} AND day < {day_to:Date32}
      )
    )
  )
  WINDOW trail AS (PARTITION BY way, client, server, day)
)
WHERE any_hit AND start_ms BETWEEN trail_from AND trail_to
GROUP BY way, day, client, server
HAVING ${parallelEnough(ways)}
ORDER BY level_rank DESC, records DESC, client, server, way, day
LIMIT ${FINDINGS_PER_DAY} BY way, day`
  return { sql, params: { ...source.params, ...predicates.params } }
}

/**
 * The numbers of the ways that a record meets, and zeros. Ways about one type of events are tried on
 * events of that type only: these lie together, so whole blocks pass by without being looked at.
 */
function metWays(ways: readonly NumberedWay[], sqlOf: (way: Way) => string): string {
  const ofAll: string[] = []
  const byType = new Map<string, string[]>()
  for (const [i, { way, eventType }] of ways.entries()) {
    const number = `if(${sqlOf(way)}, ${i + 1}, 0)`
    if (eventType === undefined) ofAll.push(number)
    else byType.set(eventType, [...(byType.get(eventType) ?? []), number])
  }
  const branches = [...byType].map(
    ([type, numbers]) => `event_type = '${type}', [${numbers.join(', ')}]`,
  )
  if (branches.length === 0) return `[${ofAll.join(', ')}]`
  return `arrayConcat([${['0', ...ofAll].join(', ')}], multiIf(${branches.join(', ')}, [0]))`
}

function endingIn(enough: Enough | undefined): string | undefined {
  return enough?.kind === 'many' ? enough.endingIn : undefined
}

function windowSeconds(enough: Enough): number {
  return enough.kind === 'many' ? enough.withinSeconds : 0
}

function numbersWhere(ways: readonly NumberedWay[], test: (way: Way) => boolean): number[] {
  return ways.flatMap(({ way }, i) => (test(way) ? [i + 1] : []))
}

/** What the window of so many seconds that ends with a record holds, and where it begins. */
function windowColumns(seconds: number): string {
  const window = `(PARTITION BY way, client, server, day ORDER BY start_ms
          RANGE BETWEEN ${seconds * 1000} PRECEDING AND CURRENT ROW)`
  return `,
        sum(failures) OVER ${window} AS failures_${seconds},
        sum(opens_session) OVER ${window} AS sessions_${seconds},
        nth_value(start_ms, 1) OVER ${window} AS window_${seconds}`
}

/** Until when the records that began earlier are at work, and since when the one that lasts. */
const EARLIER = `(PARTITION BY way, client, server, day ORDER BY start_us, id
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`
const EARLIER_COLUMNS = `,
        max(end_us) OVER ${EARLIER} AS busy_until,
        argMax(start_ms, (end_us, id)) OVER ${EARLIER} AS busy_since`

function reachOf(ways: readonly NumberedWay[]): string {
  const cases = ways.flatMap(({ way: { enough } }, i) => {
    if (enough.kind === 'many') return [`way = ${i + 1}, window_${enough.withinSeconds}`]
    return enough.kind === 'parallel' ? [`way = ${i + 1}, busy_since`] : []
  })
  return cases.length === 0 ? 'start_ms' : `multiIf(${cases.join(', ')}, start_ms)`
}

function hitOf(ways: readonly NumberedWay[]): string {
  const cases = ways.flatMap(({ way: { enough } }, i) => {
    if (enough.kind === 'one') return []
    if (enough.kind === 'parallel') return [`way = ${i + 1}, busy_until > start_us`]
    const column = enough.of === 'sessions' ? 'sessions' : 'failures'
    const many = `${column}_${enough.withinSeconds} >= ${enough.atLeast}`
    return [`way = ${i + 1}, ${enough.endingIn === undefined ? many : `${many} AND ending`}`]
  })
  return cases.length === 0 ? 'true' : `multiIf(${cases.join(', ')}, true)`
}

function parallelEnough(ways: readonly NumberedWay[]): string {
  const cases = ways.flatMap(({ way: { enough } }, i) =>
    enough.kind === 'parallel' ? [`way = ${i + 1}, parallel >= ${enough.atLeast}`] : [],
  )
  return cases.length === 0 ? 'true' : `multiIf(${cases.join(', ')}, true)`
}

/** Compiles questions for one statement: each with parameter names of its own. */
class Predicates {
  readonly params: Record<string, unknown> = {}
  private readonly known = new Map<string, string>()

  constructor(private readonly compileWhere: (text: string) => Fragment) {}

  sql(text: string): string {
    const known = this.known.get(text)
    if (known !== undefined) return known
    const { sql, params } = prefixed(this.compileWhere(text), `hunt${this.known.size}_`)
    Object.assign(this.params, params)
    this.known.set(text, `(${sql})`)
    return `(${sql})`
  }
}
