import type { ClickHouseSettings } from '@clickhouse/client'
import { findField, type Subject, type TopAnswer, type TopRequest } from '@spoor/model'
import { fieldValue } from '../query/field-value.js'
import { withinBudget } from './budget.js'
import { completeness, stopwatch } from './completeness.js'
import { parseRange, type Range } from './moment.js'
import { Condition, type Asking, type Source } from './question.js'
import { QuestionError } from './question-error.js'
import { selectFields, type Selection } from './selection.js'
import { columnAlias, valueOf } from './value.js'

const DEFAULT_LIMIT = 10
const MOST_FIELDS = 20

type FieldValues = TopAnswer['fields'][number]

/**
 * The commonest values of some fields among the records that a question means, all in one pass over
 * them; or those with the greatest sum of a number field.
 * @throws QuestionError
 */
export async function topValues(
  asking: Asking,
  subject: Subject,
  request: TopRequest,
): Promise<TopAnswer> {
  const elapsed = stopwatch()
  const selections = selectFields(subject, request.fields)
  if (selections.length > MOST_FIELDS) {
    throw new QuestionError('FIELD_UNFIT', `Ask for at most ${MOST_FIELDS} fields at once.`)
  }
  const question: TopQuestion = {
    condition: Condition.of(subject, request.q, asking),
    selections,
    limit: request.limit ?? DEFAULT_LIMIT,
    weight: request.sum === undefined ? undefined : numberColumn(subject, request.sum),
  }
  const range = parseRange(request, asking.now)
  const { value, reason } = await withinBudget(
    asking.store,
    range,
    'newest',
    asking.limits,
    (part, settings) => countValues(asking, question, part, settings),
  )
  return { ...value, completeness: completeness(elapsed, reason) }
}

interface TopQuestion {
  readonly condition: Condition
  readonly selections: readonly Selection[]
  readonly limit: number
  /** Column whose sum counts instead of the number of records. */
  readonly weight: string | undefined
}

function numberColumn(subject: Subject, name: string): string {
  const field = findField(subject, name)
  if (field?.kind === 'integer' && !field.lookup) return fieldValue(field)
  throw new QuestionError(
    'FIELD_UNFIT',
    `${JSON.stringify(name.slice(0, 80))} is no number field of ${subject}.`,
  )
}

interface SetRow {
  /** Which of the selections: its place; the number of selections for the total. */
  field: number
  records: string
  present: string
  distinct: string
  /** [−weight, value, records], the greatest first. */
  top: [number, string, string][]
}

async function countValues(
  { store, signal }: Asking,
  question: TopQuestion,
  range: Range,
  settings: ClickHouseSettings,
): Promise<Omit<TopAnswer, 'completeness'>> {
  const { sql, params } = statement(question, range)
  const rows = await store.rows<SetRow>(sql, { params, settings, signal })
  const { selections, weight } = question
  const total = Number(rows.find(({ field }) => field === selections.length)?.records ?? 0)
  const fields = selections.map(({ name, kind }, index): FieldValues => {
    const row = rows.find(({ field }) => field === index)
    const values = (row?.top ?? []).flatMap(([negative, text, count]) => {
      const value = valueOf(kind === 'keywords' ? 'keyword' : kind, text)
      if (value === undefined) return []
      return [
        { value, count: Number(count), ...(weight && { sum: negative === 0 ? 0 : -negative }) },
      ]
    })
    const missing = row ? Number(row.records) - Number(row.present) : 0
    return { field: name, distinct: Number(row?.distinct ?? 0), missing, values }
  })
  return { total, fields }
}

/**
 * `GROUPING SETS` reads every record once and counts each field by itself. Tried against it over
 * 2 million events and 11 fields: one statement per field takes twice as long with a cheap
 * condition and ten times with a word search, `arrayJoin` over the fields five times.
 */
function statement({ condition, selections, limit, weight }: TopQuestion, range: Range): Source {
  const source = condition.from(range)
  const columns = selections.map((_, index) => columnAlias(index))
  const inner = `SELECT ${selections.map(({ sql }, index) => `${sql} AS ${columnAlias(index)}`).join(', ')},
    grouping(${columns.join(', ')}) AS absent, count() AS n, ${weight ? `sum(toFloat64(ifNull(${weight}, 0)))` : 'n'} AS w
  ${source.sql}
  GROUP BY GROUPING SETS (${columns.map((column) => `(${column})`).join(', ')}, ())`
  return {
    sql: `SELECT field, sum(n) AS records, sumIf(n, value != '') AS present,
  countIf(value != '') AS distinct,
  groupArraySortedIf({x_limit:UInt32})((-toFloat64(w), value, n), value != '') AS top
FROM (${withValues(inner, selections)})
GROUP BY field`,
    params: {
      ...Object.assign({}, ...selections.map(({ params }) => params)),
      ...source.params,
      x_limit: limit,
    },
  }
}

/** Turns each group into the place of its field and its value as text, empty if it has none. */
function withValues(groups: string, selections: readonly Selection[]): string {
  const all = 2 ** selections.length - 1
  const absentWithout = (index: number) => all - 2 ** (selections.length - 1 - index)
  const pick = (
    expression: (selection: Selection, column: string, index: number) => string,
    otherwise: string,
  ) =>
    `multiIf(${selections
      .map(
        (selection, index) =>
          `absent = ${absentWithout(index)}, ${expression(selection, columnAlias(index), index)}`,
      )
      .join(', ')}, ${otherwise})`
  const field = pick((_selection, _column, index) => String(index), String(selections.length))
  const hasLists = selections.some(({ kind }) => kind === 'keywords')
  if (!hasLists) {
    const value = pick((_selection, column) => `ifNull(toString(${column}), '')`, `''`)
    return `SELECT ${field} AS field, ${value} AS value, n, w FROM (${groups})`
  }
  const values = pick(
    ({ kind }, column) =>
      kind === 'keywords'
        ? `if(empty(${column}), [''], arrayDistinct(arrayMap(v -> toString(v), ${column})))`
        : `[ifNull(toString(${column}), '')]`,
    `['']`,
  )
  // Equal values of different lists come together again.
  return `SELECT field, value, sum(n) AS n, sum(w) AS w FROM (
  SELECT ${field} AS field, arrayJoin(${values}) AS value, n, w FROM (${groups})
) GROUP BY field, value`
}
