import { printQuery, type Query, type RelatedAnswer, type Row } from '@spoor/model'
import { settingsFor } from './budget.js'
import { isoOfMicros, parseMoment, SECOND } from './moment.js'
import { compileQuery } from '../query/compile.js'
import { prefixed, type Fragment } from '../query/fragment.js'
import { oneRecord, around } from './record.js'
import { Condition, type Asking } from './question.js'
import { selectFields, withKeys } from './selection.js'
import { columnAlias, rowOf } from './value.js'

/** How far from the event its kin is looked for: flow ids are used again after a while. */
const WINDOW = 24 * 3600 * SECOND

/** Most events of one kinship. */
const GROUP_LIMIT = 200

type Kinship = RelatedAnswer['groups'][number]['by']

/** A kinship that an event can have, as the question that finds its kin. */
interface Kin {
  readonly by: Kinship
  readonly title: string
  readonly query: Query
}

/**
 * Events that belong with an event: of its flow, of the control connection that its flow belongs
 * to, of the data connections that belong to its flow, and of the same connection as other sensors
 * or flow ids tell of it. Oldest first, within a day of the event.
 * @throws QuestionError NOT_FOUND, TIME_INVALID
 */
export async function relatedEvents(
  asking: Asking,
  id: string,
  at?: string,
): Promise<RelatedAnswer> {
  const { row } = await oneRecord(asking, 'events', id, at)
  const span = around(parseMoment(String(row['@timestamp']), asking.now), WINDOW)
  const edges = { from: isoOfMicros(span.from), to: isoOfMicros(span.to) }
  const kinds = kinOf(row)
  if (kinds.length === 0) return { groups: [], ...edges }
  const source = Condition.of('events', undefined, asking).from(span)
  const conditions = kinds.map(({ query }, index) => renamed(query, asking, `k${index}_`))
  const selections = withKeys('events', selectFields('events', undefined))
  const columns = selections.map(({ sql }, index) => `${sql} AS ${columnAlias(index)}`)
  // One statement: the four apart were measured to cost half as much again.
  const found = await asking.store.rows<Record<string, unknown> & { kin: number }>(
    `SELECT ${columns.join(', ')}, multiIf(${conditions.map(({ sql }, index) => `${sql}, ${index}`).join(', ')}, ${kinds.length}) AS kin
${source.sql} AND (${conditions.map(({ sql }) => sql).join(' OR ')})
ORDER BY ts, event_id
LIMIT ${GROUP_LIMIT + 1} BY kin`,
    {
      params: { ...source.params, ...Object.assign({}, ...conditions.map(({ params }) => params)) },
      settings: settingsFor(asking.limits.seconds, asking.limits),
      signal: asking.signal,
    },
  )
  const groups = kinds.map(({ by, title, query }, index) => {
    const rows = found.filter(({ kin }) => kin === index)
    return {
      by,
      title,
      q: printQuery(query),
      rows: rows.slice(0, GROUP_LIMIT).map((json) => rowOf(selections, json)),
      more: rows.length > GROUP_LIMIT,
    }
  })
  return { groups, ...edges }
}

function kinOf(row: Row): Kin[] {
  const flow = row['flow.id']
  const parent = row['flow.parent_id']
  const community = row['network.community_id']
  const sensor = row['observer.name']
  // A flow's number is one sensor's own.
  const here = sensor === undefined ? [] : [is('observer.name', sensor)]
  const kin: Kin[] = []
  if (flow !== undefined) {
    kin.push({ by: 'flow', title: 'Same flow', query: all([is('flow.id', flow), ...here]) })
  }
  if (parent !== undefined) {
    const query = all([is('flow.id', parent), ...here])
    kin.push({ by: 'parent', title: 'Its control connection', query })
  }
  if (flow !== undefined) {
    const query = all([is('flow.parent_id', flow), ...here])
    kin.push({ by: 'children', title: 'Its data connections', query })
  }
  if (community !== undefined) {
    const others: Query[] =
      flow === undefined ? [] : [{ kind: 'not', item: all([is('flow.id', flow), ...here]) }]
    const query = all([is('network.community_id', community), ...others])
    kin.push({ by: 'community_id', title: 'Same connection elsewhere', query })
  }
  return kin
}

function is(field: string, value: unknown): Query {
  return { kind: 'field', field, test: { op: 'equals', value: String(value), quoted: false } }
}

function all(items: readonly Query[]): Query {
  const [first] = items
  return items.length === 1 && first ? first : { kind: 'and', items }
}

/** Several conditions stand in one statement, so that each gets names of its own for its values. */
function renamed(query: Query, { now, lists }: Asking, prefix: string): Fragment {
  return prefixed(compileQuery(query, 'events', { now, lists }), prefix)
}
