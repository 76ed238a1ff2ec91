import type { Subject } from '@spoor/model'
import { printedAddress } from '../query/address-tests.js'
import { numbersMet, testColumns, type Together } from '../query/compile.js'
import type { Fragment } from '../query/fragment.js'
import type { Enough, FilterHunt, Way } from './hunt.js'
import { LEVELS } from './levels.js'
import { ALIKE, type Records } from './records.js'
import type { Asked } from './passes.js'

/** A finding must fit on a page and in memory: so many of one way and day are kept, the worst. */
export const FINDINGS_PER_DAY = 1000

/** How far before its start a record may still be at work when others begin. */
const PARALLEL_SECONDS = 6 * 3600

const RECORDS_KEPT = 20
const NAME_CHARACTERS = 256

/** A way of a hunt; its place in the list, from 1, is its number in the statement. */
export interface NumberedWay extends Asked {
  readonly hunt: FilterHunt
  readonly way: Way
}

/** All ways of hunts. */
export function waysOf(hunts: readonly FilterHunt[]): NumberedWay[] {
  return hunts.flatMap((hunt) =>
    hunt.ways.map((way) => ({ hunt, way, subject: hunt.subject, where: way.where })),
  )
}

/** Seconds before midnight that count for the day after, so that no window is cut by midnight. */
export function lookbackSeconds({ way: { enough } }: NumberedWay): number {
  if (enough.kind === 'one') return 0
  return enough.kind === 'many' ? enough.withinSeconds : PARALLEL_SECONDS
}

/**
 * One statement that tries ways of hunts about a subject on the rows of `source` and answers one row
 * per way, client, server and UTC day. `{day_from:Date32}` and `{day_to:Date32}` bound the days;
 * `source` reaches back further by the longest look-back.
 *
 * 1. Every record that the gate lets through gets the numbers of the ways whose `where` it meets.
 * 2. It is a *hit* if its way has enough with it: by itself, or in a window (`windowed`).
 * 3. Records from the first hit's reach to the last hit are the finding: just those that the way's
 *    question shows for the client and server in that time.
 *
 * @param asked the questions of the ways, in the order of `questionsOf`
 */
export function filterStatement(
  ways: readonly NumberedWay[],
  subject: Subject,
  source: Records,
  asked: Together,
): Fragment {
  const conditionOf = conditionsOf(ways, asked)
  const ranks = ways.map(({ hunt, way }) => LEVELS.indexOf(way.level ?? hunt.level))
  const raised = ways.flatMap(({ way }, i) =>
    (way.raised ?? []).map(
      ({ level, where }) =>
        `if(way = ${i + 1} AND ${conditionOf(where)}, ${LEVELS.indexOf(level)}, 0)`,
    ),
  )
  const endings = ways.flatMap(({ way }, i) => {
    const question = endingIn(way.enough)
    return question === undefined ? [] : [`(way = ${i + 1} AND ${conditionOf(question)})`]
  })
  const records = `
    SELECT way, id, session_id, start_time, end_time, service, server_port, failures, volume,
      volume_quality, leftUTF8(toString(user_name), ${NAME_CHARACTERS}) AS user,
      leftUTF8(file, ${NAME_CHARACTERS}) AS file,
      leftUTF8(name, ${NAME_CHARACTERS}) AS host_name,
      leftUTF8(toString(client_software), ${NAME_CHARACTERS}) AS software,
      toUnixTimestamp64Micro(start_time) AS start_us, toUnixTimestamp64Micro(end_time) AS end_us,
      intDiv(start_us, 1000) AS start_ms,
      ${printedAddress('client_ip')} AS client, ${printedAddress('server_ip')} AS server,
      greatest(arrayElement([${ranks.join(', ')}], way), ${[...raised, '0'].join(', ')}) AS rank,
      ${[...endings, 'false'].join(' OR ')} AS ending
    FROM (${metRecords(ways, subject, source, asked)})`
  const sql = `
SELECT way, toString(day) AS day, client, server,
  count() AS records, uniqExact(session_id) AS sessions, sum(failures) AS login_failures,
  toString(min(start_time)) AS first_start, toString(max(start_time)) AS last_start,
  toString(max(greatest(start_time, end_time))) AS last_seen,
  max(rank) AS level_rank, maxIntersections(start_us, greatest(end_us, start_us + 1)) AS parallel,
  sum(volume) AS bytes, groupUniqArray(10)(volume_quality) AS qualities,
  uniqExactIf(user, user != '') AS user_count, uniqExactIf(file, file != '') AS file_count,
  uniqExactIf(host_name, host_name != '') AS name_count,
  arraySort(groupUniqArray(${RECORDS_KEPT})(service)) AS services,
  arraySort(groupUniqArray(${RECORDS_KEPT})(server_port)) AS ports,
  groupArraySorted(${RECORDS_KEPT})((start_us, id, user, file, software, host_name)) AS first_records,
  groupArraySortedIf(${RECORDS_KEPT})((start_us, id, user), ending) AS ending_records,
  count() OVER (PARTITION BY way, day) AS found
FROM (${ways.some(needsWindow) ? windowed(ways, records) : judgedAlone(records)})
GROUP BY way, day, client, server
HAVING ${parallelEnough(ways)}
ORDER BY level_rank DESC, records DESC, client, server, way, day
LIMIT ${FINDINGS_PER_DAY} BY way, day`
  return { sql, params: { ...source.params, ...asked.params } }
}

/** A SELECT of the records of `source`, each as often as there are ways that it meets. */
function metRecords(
  ways: readonly NumberedWay[],
  subject: Subject,
  { from }: Records,
  asked: Together,
): string {
  const conditions = conditionsOf(ways, asked)
  const met = ways.map(({ way }) => conditions(way.where))
  return `
      SELECT *, ${numbersMet(met)} AS way
      FROM (
        SELECT ${[...ALIKE[subject], ...testColumns(asked)].join(', ')}
        FROM ${from}
      )
      WHERE ${asked.gate}`
}

/** The condition of each question that ways ask. */
function conditionsOf(ways: readonly NumberedWay[], asked: Together): (text: string) => string {
  const conditions = new Map(questionsOf(ways).map((text, i) => [text, asked.conditions[i]]))
  return (text) => `(${conditions.get(text) ?? '0'})`
}

/** All questions that ways ask, each once: what they look at, what raises a level, what ends a window. */
export function questionsOf(ways: readonly NumberedWay[]): string[] {
  const questions = ways.flatMap(({ way }) => [
    way.where,
    ...(way.raised ?? []).map(({ where }) => where),
    endingIn(way.enough) ?? way.where,
  ])
  return [...new Set(questions)]
}

/** Whether a way takes more than one record. */
export function needsWindow({ way }: NumberedWay): boolean {
  return way.enough.kind !== 'one'
}

/** Records of which each is enough by itself. */
function judgedAlone(records: string): string {
  return `
  SELECT *, toDate32(start_time) AS day FROM (${records})
  WHERE day >= {day_from:Date32} AND day < {day_to:Date32}`
}

/**
 * Records of the findings of ways that look at windows. A record counts for its day, and before
 * midnight also for the next day's windows. It is a hit if the window that ends with it has enough, or
 * because another record is still at work; `reach` is where that window begins.
 *
 * Windows go by whole milliseconds: records of the same one are treated alike, and the engine takes no
 * window frame longer than 2³¹ − 1.
 */
function windowed(ways: readonly NumberedWay[], records: string): string {
  const windows = [...new Set(ways.map(({ way }) => windowSeconds(way.enough)))].filter(
    (s) => s > 0,
  )
  const parallel = ways.some(({ way }) => way.enough.kind === 'parallel')
  return `
  SELECT * REPLACE (hit AND ending AS ending) FROM (
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
              if(start_time + toIntervalSecond(arrayElement([${ways.map(lookbackSeconds).join(', ')}], way)) >= toDate32(start_time) + 1,
                [toDate32(start_time), toDate32(start_time) + 1], [toDate32(start_time)])) AS day
            FROM (${records})
          )
          WHERE day >= {day_from:Date32} AND day < {day_to:Date32}
        )
      )
    )
    WINDOW trail AS (PARTITION BY way, client, server, day)
  )
  WHERE any_hit AND start_ms BETWEEN trail_from AND trail_to`
}

function endingIn(enough: Enough | undefined): string | undefined {
  return enough?.kind === 'many' ? enough.endingIn : undefined
}

function windowSeconds(enough: Enough): number {
  return enough.kind === 'many' ? enough.withinSeconds : 0
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
