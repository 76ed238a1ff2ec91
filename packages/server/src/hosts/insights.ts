import {
  hostAttributes,
  type HostAttribute,
  type Insight,
  type InsightsAnswer,
  type InsightsRequest,
} from '@spoor/model'
import { completeness, stopwatch } from '../questions/completeness.js'
import { isoOfMicros, isoOfSqlTime, sqlTimeOfMicros, type Micros } from '../questions/moment.js'
import { QuestionError } from '../questions/question-error.js'
import type { Source } from '../questions/question.js'
import { attributeQuestion } from './attribute-question.js'
import type { HostIp } from './host-address.js'
import { asOfOf, factsOfHost, hostRows, type HostAsking } from './host-asking.js'
import { hostNumbers } from './host-numbers.js'
import { seenOf, SEEN_COLUMNS, type SeenRow } from './seen.js'
import { requireKnown } from './known-host.js'

const DEFAULT_VALUES = 20
/** Of each attribute, if all of them are asked for. */
const MOST_VALUES_OF_ALL = 200

interface ValueRow extends SeenRow {
  readonly attribute: string
  readonly value: string
  /** Values of the attribute, shown or not. */
  readonly total: string | number
  /** How often values were seen beyond those that are kept. */
  readonly beyond: string | number
  readonly is_full: boolean | number
}

/**
 * Everything that was observed of a host: the values of every attribute with when, how often and
 * where they were seen, and how many hosts share them; and what is counted of it.
 * @throws QuestionError TIME_INVALID, FIELD_UNKNOWN, NOT_FOUND
 */
export async function hostInsights(
  asking: HostAsking,
  ip: HostIp,
  request: InsightsRequest,
): Promise<InsightsAnswer> {
  const elapsed = stopwatch()
  const asOf = asOfOf(request.as_of, asking.now)
  const attribute = checkedAttribute(request.attribute)
  await requireKnown(asking, ip, asOf)
  const listed = listedValues(ip, asOf, { ...request, attribute })
  const [rows, shared, hosts, numbers] = await Promise.all([
    hostRows<ValueRow>(asking, listed),
    hostRows<{ attribute: string; value: string; hosts: string }>(asking, sharing(listed, asOf)),
    countHosts(asking, asOf),
    attribute === undefined ? hostNumbers(asking, ip, asOf) : [],
  ])
  const hostsOf = new Map(shared.map((row) => [keyOf(row), Number(row.hosts)]))
  const groups = new Map<string, InsightsAnswer['groups'][number]>()
  const groupOf = (group: string) => {
    const known = groups.get(group) ?? { group, attributes: [], numbers: [] }
    groups.set(group, known)
    return known
  }
  for (const known of hostAttributes) {
    const values = rows.filter((row) => row.attribute === known.name)
    if (values.length === 0) continue
    groupOf(known.group).attributes.push(
      insightOf(known, values, (row) => ({
        value: row.value,
        ...seenOf(row, asOf),
        // The estimate of a large number of hosts may be above their number.
        hosts: Math.min(hostsOf.get(keyOf(row)) ?? 1, hosts),
        show: attributeQuestion(known.name, row.value, ip.text, isoOfSqlTime(row.met), asOf),
      })),
    )
  }
  for (const { group, ...number } of numbers) groupOf(group).numbers.push(number)
  return {
    ip: ip.text,
    ...(asOf !== undefined && { as_of: isoOfMicros(asOf) }),
    hosts_total: hosts,
    groups: [...groups.values()],
    completeness: completeness(elapsed, undefined),
  }
}

function insightOf(
  { name, description, entity }: HostAttribute,
  rows: readonly ValueRow[],
  valueOf: (row: ValueRow) => Insight['values'][number],
): Insight {
  const [first] = rows
  return {
    attribute: name,
    field: `host.${name}`,
    description,
    ...(entity !== undefined && { entity }),
    total: Number(first?.total ?? 0),
    is_full: Boolean(Number(first?.is_full ?? 0)),
    not_kept: Number(first?.beyond ?? 0),
    values: rows.filter(({ value }) => value !== '').map(valueOf),
  }
}

const keyOf = ({ attribute, value }: { attribute: string; value: string }) =>
  `${attribute}=${value}`

/** @throws QuestionError FIELD_UNKNOWN */
function checkedAttribute(name: string | undefined): string | undefined {
  if (name === undefined || name === '') return undefined
  const wanted = name.toLowerCase().replace(/^host\./, '')
  if (hostAttributes.some((known) => known.kind === 'values' && known.name === wanted))
    return wanted
  throw new QuestionError(
    'FIELD_UNKNOWN',
    `Hosts have no attribute ${JSON.stringify(name.slice(0, 80))} with values. Their list is in /api/v1/fields.`,
  )
}

/** The values of a host, the most frequent first. A row without a value stands for all beyond the bound. */
function listedValues(
  ip: HostIp,
  asOf: Micros | undefined,
  { attribute, find, limit = DEFAULT_VALUES }: InsightsRequest,
): Source {
  const facts = factsOfHost(ip, asOf)
  const tests = [
    facts.sql,
    ...(attribute === undefined ? [] : ['attribute = {x_attribute:String}']),
    ...(find ? [`(value = '' OR positionCaseInsensitiveUTF8(value, {x_find:String}) > 0)`] : []),
  ]
  const most = attribute === undefined ? Math.min(limit, MOST_VALUES_OF_ALL) : limit
  return {
    sql: `SELECT *, countIf(value != '') OVER (PARTITION BY attribute) AS total,
  sumIf(times, value = '') OVER (PARTITION BY attribute) AS beyond,
  max(value = '') OVER (PARTITION BY attribute) AS is_full
FROM (
  SELECT attribute, value, ${SEEN_COLUMNS}
  FROM facts WHERE ${tests.join(' AND ')}
  GROUP BY attribute, value
)
ORDER BY attribute, value = '', times DESC, value
LIMIT {x_most:UInt32} BY attribute`,
    params: {
      ...facts.params,
      ...(attribute !== undefined && { x_attribute: attribute }),
      ...(find && { x_find: find }),
      x_most: most,
    },
  }
}

/** How many hosts have each of the listed values. */
function sharing(listed: Source, asOf: Micros | undefined): Source {
  return {
    // Exact to some 65,000 hosts, and an estimate within a percent beyond.
    sql: `SELECT attribute, value, uniq(host) AS hosts FROM facts
WHERE (attribute, value) IN (SELECT attribute, value FROM (${listed.sql}) WHERE value != '')
  ${asOf === undefined ? '' : `AND first <= {x_as_of:DateTime64(6, 'UTC')}`}
GROUP BY attribute, value`,
    params: listed.params,
  }
}

async function countHosts(asking: HostAsking, asOf: Micros | undefined): Promise<number> {
  const [row] = await hostRows<{ n: string }>(asking, {
    sql: `SELECT uniq(host) AS n FROM host_days
${asOf === undefined ? '' : `WHERE first <= {x_as_of:DateTime64(6, 'UTC')}`}`,
    params: asOf === undefined ? {} : { x_as_of: sqlTimeOfMicros(asOf) },
  })
  return Number(row?.n ?? 0)
}
