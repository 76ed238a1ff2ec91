import { factAttributes } from '@spoor/model'
import type { EventStore } from '../../store/event-store.js'

/**
 * The set of values that are kept of a host and attribute is bounded. What comes when it is full is
 * counted in a row whose value is empty: so many more events, of values that are not kept.
 *
 * In one step a set that gains few values is not compared with what is kept, so one that grows
 * slowly may pass its bound until all sets are looked over, which happens when the table has grown
 * by a quarter.
 */

/** A set that gains at most so many rows in a step is not looked at, unless it is full already. */
const UNCHECKED_ROWS = 200

const DEFAULT_BOUND = 1000
const OTHER_BOUNDS = factAttributes.filter(({ bound }) => bound !== DEFAULT_BOUND)
const BOUND = `transform(toString(attribute), [${OTHER_BOUNDS.map(({ name }) => `'${name}'`).join(', ')}],
    [${OTHER_BOUNDS.map(({ bound }) => bound).join(', ')}], ${DEFAULT_BOUND})`

const COLUMNS = 'host, source, part, first, last, count'
const IS_FULL = '(attribute, host) IN (SELECT attribute, host FROM facts_full)'
const UNMARKED = 'FROM facts_suspects WHERE is_marked = 0'
const IS_UNMARKED = `(attribute, host) IN (SELECT attribute, host ${UNMARKED})`

/**
 * SQL that selects what of `facts_step` joins the facts that are kept already. `kept` is SQL of
 * these, with the columns of `facts`; `more` names further columns to be selected first.
 * @throws StoreError
 */
export async function boundedStep(store: EventStore, kept: string, more = ''): Promise<string> {
  await store.run('TRUNCATE TABLE facts_suspects')
  await store.run(`INSERT INTO facts_suspects ${suspects(kept)}`)
  await store.run('TRUNCATE TABLE facts_full')
  if (await hasRows(store, 'facts_suspects')) {
    await store.run(`INSERT INTO facts_full ${full(kept)}`)
  }
  if (!(await hasRows(store, 'facts_full'))) {
    return `SELECT ${more}attribute, value, ${COLUMNS} FROM facts_step`
  }
  await store.run('TRUNCATE TABLE facts_known')
  await store.run(`INSERT INTO facts_known ${known(kept)}`)
  await store.run(`INSERT INTO facts_known ${admitted(kept)}`)
  const isKnown = '(attribute, value, host) IN (SELECT attribute, value, host FROM facts_known)'
  return `SELECT ${more}attribute, value, ${COLUMNS} FROM facts_step WHERE NOT ${IS_FULL}
UNION ALL
SELECT ${more}attribute, if(${isKnown}, value, '') AS value, ${COLUMNS} FROM facts_step WHERE ${IS_FULL}`
}

async function hasRows(store: EventStore, table: string): Promise<boolean> {
  const rows = await store.rows(`SELECT 1 FROM ${table} LIMIT 1`)
  return rows.length > 0
}

/** Sets that are marked as full, or gain many rows in the step. */
function suspects(kept: string): string {
  return `SELECT attribute, host, max(is_marked) AS is_marked
FROM (
  SELECT attribute, host, 0 AS is_marked FROM facts_step GROUP BY attribute, host HAVING count() > ${UNCHECKED_ROWS}
  UNION ALL
  SELECT DISTINCT attribute, host, 1 AS is_marked FROM facts_step
  WHERE (attribute, host) IN (SELECT attribute, host FROM ${kept} WHERE value = '')
)
GROUP BY attribute, host`
}

/** Sets that are marked as full, or would have too many values after the step. */
function full(kept: string): string {
  return `SELECT attribute, host FROM facts_suspects WHERE is_marked = 1
UNION ALL
SELECT attribute, host
FROM (
  SELECT attribute, value, host FROM facts_step WHERE ${IS_UNMARKED}
  UNION ALL
  SELECT attribute, value, host FROM ${kept}
  WHERE attribute IN (SELECT attribute ${UNMARKED}) AND host IN (SELECT host ${UNMARKED}) AND ${IS_UNMARKED}
)
GROUP BY attribute, host
HAVING uniqExact(value) > ${BOUND}`
}

/** Facts of full sets that are kept already and seen again: found by their values. */
function known(kept: string): string {
  return `SELECT attribute, value, host FROM ${kept}
    WHERE attribute IN (SELECT attribute FROM facts_full)
      AND value IN (SELECT value FROM facts_step WHERE ${IS_FULL}) AND ${IS_FULL}`
}

/** New values for which there is still room; the earliest are taken. */
function admitted(kept: string): string {
  return `SELECT attribute, value, host
    FROM (
      SELECT attribute, value, host, row_number() OVER (PARTITION BY attribute, host ORDER BY min(first), value) AS place
      FROM facts_step
      WHERE ${IS_FULL} AND ${IS_UNMARKED} AND (attribute, value, host) NOT IN (SELECT attribute, value, host FROM facts_known)
      GROUP BY attribute, value, host
    ) AS fresh
    LEFT JOIN (
      SELECT attribute, host, uniqExact(value) AS held FROM ${kept}
      WHERE attribute IN (SELECT attribute FROM facts_full) AND ${IS_FULL} AND ${IS_UNMARKED}
      GROUP BY attribute, host
    ) AS room USING (attribute, host)
    WHERE place + held <= ${BOUND}`
}

/**
 * `INSERT` that marks the sets of the event facts that have become full little by little: their rows
 * of further events begin at none.
 */
export const markFull = `INSERT INTO event_facts (attribute, value, host, source, part, first, last, count)
SELECT attribute, '' AS value, host, 'bound' AS source, 255 AS part, at AS first, at AS last, 0 AS count
FROM (
  SELECT attribute, host, max(last) AS at
  FROM event_facts
  WHERE (attribute, host) IN (SELECT attribute, host FROM event_facts GROUP BY attribute, host HAVING count() >= ${BOUND})
  GROUP BY attribute, host
  HAVING uniqExactIf(value, value != '') >= ${BOUND} AND countIf(value = '') = 0
)`
