import { factAttributes } from '@spoor/model'
import { inNetworks } from '../../organisation/in-networks.js'
import type { EventStore } from '../../store/event-store.js'
import { Bindings } from '../bindings.js'
import type { Fold } from '../fold.js'
import { wholeDays } from '../keep-folds.js'
import type { TimeRange } from '../reading-range.js'
import { replaceDays } from '../replace-days.js'
import { isHostAddress } from './addresses.js'
import { boundedStep } from './bounds.js'
import { NO_PART, partOfDayAndWeek } from './day-part.js'
import { VALUE_CHARACTERS, type FactsContext } from './event-facts.js'
import { recordObservations, type RecordObservation } from './record-observations.js'

const WITH_PARTS = new Set(
  factAttributes.filter(({ hasParts }) => hasParts).map(({ name }) => name),
)

const DAY_MS = 86_400_000

/**
 * Keeps the facts of the sessions and transfers that begin on the UTC days which a range touches,
 * as `keepFolds` keeps these. Days in any order, and more than once, give the same facts.
 * @throws StoreError; days before the failure are kept anew, the rest as they were
 */
export async function keepRecordFacts(
  store: EventStore,
  range: Required<TimeRange>,
  context: FactsContext,
): Promise<void> {
  const days = wholeDays(range)
  const { sql, params } = selectRecordFacts(days, context)
  await store.run('TRUNCATE TABLE facts_step')
  await store.run(
    `INSERT INTO facts_step (day, attribute, value, host, source, part, first, last, count) ${sql}`,
    { params, settings: { max_partitions_per_insert_block: '0' } },
  )
  const others = `(SELECT * FROM record_facts
    WHERE day < toDate32('${dayText(days.from)}') OR day >= toDate32('${dayText(days.to)}'))`
  const select = await boundedStep(store, others, 'day, ')
  const table = { table: 'record_facts', twin: 'record_facts_next' }
  await replaceDays(store, table, days, { sql: select, params: {} })
  await store.run('TRUNCATE TABLE facts_step')
}

/** The facts of so many records are kept in one go; of more, a month at a time, which bounds the memory. */
const RECORDS_AT_ONCE = 1_000_000
const DAYS_AT_ONCE = 31

/** Keeps the facts of all sessions and transfers in the store. @throws StoreError */
export async function keepAllRecordFacts(store: EventStore, context: FactsContext): Promise<void> {
  const [span] = await store.rows<{ records: number; from: number; to: number }>(
    `SELECT toFloat64(count()) AS records, toFloat64(toUnixTimestamp64Milli(min(start_time))) AS from,
       toFloat64(toUnixTimestamp64Milli(max(start_time))) AS to
     FROM (SELECT start_time FROM sessions UNION ALL SELECT start_time FROM transfers)
     HAVING count() > 0`,
  )
  if (!span) return
  const first = Math.floor(span.from / DAY_MS) * DAY_MS
  const step = span.records <= RECORDS_AT_ONCE ? Infinity : DAYS_AT_ONCE * DAY_MS
  for (let from = first; from <= span.to; from += step) {
    const to = Math.min(from + step, span.to + 1)
    await keepRecordFacts(store, { from: new Date(from), to: new Date(to) }, context)
  }
}

/** The facts of the sessions and transfers that begin in a range, by day. */
function selectRecordFacts(range: Required<TimeRange>, context: FactsContext): Fold {
  const bindings = new Bindings()
  const part = partOfDayAndWeek('start_time', context.calendar, bindings)
  const begins = `start_time >= ${bindings.time(range.from)} AND start_time < ${bindings.time(range.to)}`
  const isHome = (address: string) => inNetworks(address, context.organisation.home, bindings)
  const selects = recordObservations.map(
    ({ table, host, values, lists = {} }) => `SELECT arrayConcat(
    [${Object.entries(values)
      .map(([name, value]) => `('${name}', ${withHome(value, isHome)})`)
      .join(',\n      ')}],
    ${Object.entries(lists)
      .map(([name, list]) => `arrayMap(value -> ('${name}', toString(value)), ${list}),`)
      .join('\n    ')}
    []) AS facts,
    ifNull(${host}, toIPv6('::')) AS host, '${table}' AS source, toDate32(start_time) AS day, ${part} AS day_part,
    start_time AS first, greatest(start_time, end_time) AS last
  FROM ${table} WHERE ${begins}`,
  )
  const withParts = [...WITH_PARTS].map((name) => `'${name}'`).join(', ')
  const sql = `SELECT day, attribute, value, host, source, part, min(first) AS first, max(last) AS last, count() AS count
FROM (
  SELECT day, fact.1 AS attribute, leftUTF8(fact.2, ${VALUE_CHARACTERS}) AS value, host, source,
    if(fact.1 IN (${withParts}), day_part, ${NO_PART}) AS part, first, last
  FROM (
    SELECT arrayJoin(facts) AS fact, host, source, day, day_part, first, last
    FROM (${selects.join('\n  UNION ALL\n  ')})
    WHERE ${isHostAddress('host')}
  )
  WHERE fact.2 != ''
)
GROUP BY day, attribute, value, host, source, part`
  return { sql, params: bindings.params }
}

function withHome(
  value: RecordObservation['values'][string],
  isHome: (address: string) => string,
): string {
  return value.replaceAll(/is_home\((\w+)\)/g, (_, address: string) => isHome(address))
}

function dayText(day: Date): string {
  return day.toISOString().slice(0, 10)
}
