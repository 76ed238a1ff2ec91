import { allOf, parseQuery, type HostsQuestion, type Query } from '@spoor/model'
import { compileQuery } from '../query/compile.js'
import { prefixed } from '../query/fragment.js'
import { QueryError } from '../query/query-error.js'
import { settingsFor } from '../questions/budget.js'
import { sqlTimeOfMicros, type Range } from '../questions/moment.js'
import { Condition, type Asking, type Source } from '../questions/question.js'
import { QuestionError } from '../questions/question-error.js'
import { StoreError } from '../store/event-store.js'

/** Address columns of the sides of records. */
const SIDES = {
  events: {
    client: ['source_ip'],
    server: ['destination_ip'],
    any: ['source_ip', 'destination_ip'],
  },
  sessions: { client: ['client_ip'], server: ['server_ip'], any: ['client_ip', 'server_ip'] },
  transfers: { client: ['client_ip'], server: ['server_ip'], any: ['client_ip', 'server_ip'] },
} as const

/**
 * `FROM hosts WHERE …` for the hosts that a question means. A time range without records means hosts
 * that were active in it; with records, those of the records in it.
 * @throws QuestionError QUERY_INVALID with the places of the mistakes
 */
export function hostsMeant(asking: Asking, request: HostsQuestion, range: Range): Source {
  const own = ownCondition(asking, request)
  const parts = [
    own,
    request.of === undefined ? activeIn(range) : ofRecords(asking, request, request.of, range),
  ].flatMap((part) => part ?? [])
  const tests = parts.filter(({ sql }) => sql !== '1').map(({ sql }) => `(${sql})`)
  return {
    sql: `FROM hosts WHERE ${tests.join(' AND ') || '1'}`,
    params: Object.assign({}, ...parts.map(({ params }) => params)),
  }
}

/** Whether a question means all hosts. */
export function meansAll({ sql }: Source): boolean {
  return sql.endsWith('WHERE 1')
}

function ownCondition({ now, lists }: Asking, { q, network }: HostsQuestion): Source {
  const parsed = parseQuery(q ?? '', 'hosts', { lists: lists.keys() })
  if (!parsed.ok) {
    const [first] = parsed.problems
    const message = first?.message ?? 'The question cannot be read.'
    throw new QuestionError('QUERY_INVALID', message, parsed.problems)
  }
  const within: Query[] = network
    ? [
        {
          kind: 'field',
          field: 'host.network',
          test: { op: 'equals', value: network, quoted: true },
        },
      ]
    : []
  try {
    return compileQuery(allOf([parsed.query, ...within]), 'hosts', { now, lists })
  } catch (error) {
    if (!(error instanceof QueryError)) throw error
    throw new QuestionError('QUERY_INVALID', error.message, [error.problem])
  }
}

function activeIn({ from, to }: Range): Source | undefined {
  if (from === undefined && to === undefined) return undefined
  const tests = [
    ...(from === undefined
      ? []
      : [
          `day >= toDate32({h_from:DateTime64(6, 'UTC')}) AND last >= {h_from:DateTime64(6, 'UTC')}`,
        ]),
    ...(to === undefined
      ? []
      : [`day <= toDate32({h_to:DateTime64(6, 'UTC')}) AND first < {h_to:DateTime64(6, 'UTC')}`]),
  ]
  return {
    sql: `host IN (SELECT host FROM host_days WHERE ${tests.join(' AND ')})`,
    params: {
      ...(from !== undefined && { h_from: sqlTimeOfMicros(from) }),
      ...(to !== undefined && { h_to: sqlTimeOfMicros(to) }),
    },
  }
}

function ofRecords(
  asking: Asking,
  { of_q, side }: HostsQuestion,
  subject: NonNullable<HostsQuestion['of']>,
  range: Range,
): Source {
  const records = prefixed(Condition.of(subject, of_q, asking).from(range), 'of_')
  const columns = SIDES[subject][side ?? 'any']
  const host =
    columns.length === 1 ? `assumeNotNull(${columns[0]})` : `arrayJoin([${columns.join(', ')}])`
  const known = columns.map((column) => `isNotNull(${column})`).join(' OR ')
  return {
    sql: `host IN (SELECT DISTINCT ${host} ${records.sql} AND (${known}))`,
    params: records.params,
  }
}

const OUT_OF_BUDGET: Readonly<Record<string, 'TOO_SLOW' | 'TOO_LARGE'>> = {
  TIMEOUT_EXCEEDED: 'TOO_SLOW',
  MEMORY_LIMIT_EXCEEDED: 'TOO_LARGE',
  TOO_MANY_ROWS_OR_BYTES: 'TOO_LARGE',
}

/**
 * Runs a statement within the limits of a question.
 * @throws QuestionError TOO_SLOW or TOO_LARGE; StoreError
 */
export async function askRows<T>(
  { store, limits, signal }: Asking,
  { sql, params }: Source,
): Promise<T[]> {
  const settings = settingsFor(limits.seconds, limits)
  try {
    return await store.rows<T>(sql, { params, settings, signal })
  } catch (error) {
    const code = error instanceof StoreError ? OUT_OF_BUDGET[error.code] : undefined
    if (code === undefined) throw error
    const message =
      code === 'TOO_SLOW'
        ? `This question takes longer than ${limits.seconds} s.`
        : `This question needs more than ${Math.round(limits.memoryBytes / 1024 ** 2)} MiB of memory.`
    const advice = 'Narrow the time range, or test exact values rather than parts of them.'
    throw new QuestionError(code, `${message} ${advice}`)
  }
}
