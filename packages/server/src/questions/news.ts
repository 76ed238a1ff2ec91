import { printQuery, type TodayAnswer } from '@spoor/model'
import { boundsOf, withinBudget, type Budgeted } from './budget.js'
import { isoOfMicros, isoOfSqlTime, sqlTimeOfMicros, type Span } from './moment.js'
import { Condition, type Asking } from './question.js'
import { valueOf } from './value.js'

type News = Pick<TodayAnswer, 'news' | 'news_since'>

/** Most values of one kind. */
const MOST = 20

/** What can be new of a session: SQL of the value, empty where there is none, and its field. */
const KINDS = [
  {
    kind: 'external server',
    field: 'server.ip',
    // Out of home, or between two that are not at home: the server is outside.
    value: `if(zone IN ('egress', 'external'), ifNull(toString(server_ip), ''), '')`,
  },
  {
    kind: 'user',
    field: 'user.name',
    // Names that were only tried are no users; guessing makes hundreds of them.
    value: `if(session_outcome = 'failure', '', user_name)`,
  },
  { kind: 'client software', field: 'client.software', value: 'client_software' },
] as const

const NONE: News = { news: [], news_since: null }

/**
 * Servers outside, users and client software that were met for the first time within the time
 * range, if there is data before it to measure that against. The latest first.
 */
export async function newsIn(asking: Asking, span: Span): Promise<Budgeted<News>> {
  const data = await boundsOf(asking.store, { to: span.to })
  if (!data || data.from >= span.from) return { value: NONE }
  const found = await withinBudget(asking.store, data, 'newest', asking.limits, (range, settings) =>
    firstSightings(asking, { ...data, ...range }, span, settings),
  )
  if (!found.covered) {
    return { value: { news: found.value, news_since: isoOfMicros(data.from) } }
  }
  if (found.covered.from >= span.from) return { value: NONE, reason: found.reason }
  return {
    value: { news: found.value, news_since: isoOfMicros(found.covered.from) },
    reason: found.reason,
  }
}

async function firstSightings(
  asking: Asking,
  known: Span,
  span: Span,
  settings: Parameters<Parameters<typeof withinBudget>[4]>[1],
): Promise<TodayAnswer['news']> {
  const { sql, params } = Condition.of('sessions', undefined, asking).from(known)
  const values = KINDS.map(({ value }, index) => `(${index}, ${value})`).join(', ')
  // Names differ in case from program to program, and questions do not see the difference.
  const rows = await asking.store.rows<{ kind: number; value: string; first: string; by: string }>(
    `SELECT seen.1 AS kind, argMin(seen.2, start_time) AS value, toString(min(start_time)) AS first,
  argMin(ifNull(toString(client_ip), ''), start_time) AS by
FROM (SELECT start_time, client_ip, arrayJoin([${values}]) AS seen ${sql})
WHERE seen.2 != ''
GROUP BY kind, lowerUTF8(seen.2)
HAVING min(start_time) >= {x_since:DateTime64(6, 'UTC')}
ORDER BY min(start_time) DESC, value
LIMIT ${MOST} BY kind`,
    { params: { ...params, x_since: sqlTimeOfMicros(span.from) }, settings, signal: asking.signal },
  )
  return rows.flatMap(({ kind: index, value: text, first, by }) => {
    const shape = KINDS[index]
    if (!shape) return []
    const value = shape.field === 'server.ip' ? String(valueOf('ip', text)) : text
    return [
      {
        kind: shape.kind,
        value,
        first_seen: isoOfSqlTime(first),
        by: String(valueOf('ip', by) ?? ''),
        q: printQuery({
          kind: 'field',
          field: shape.field,
          test: { op: 'equals', value, quoted: shape.field !== 'server.ip' },
        }),
      },
    ]
  })
}
