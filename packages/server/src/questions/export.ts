import type { ExportRequest, Row, Subject } from '@spoor/model'
import { settingsFor } from './budget.js'
import type { Place } from './cursor.js'
import { csvLine } from './csv.js'
import { rangeOfPage, readPage, untilPlace, type PageRequest } from './list.js'
import { parseRange, SECOND, type Range } from './moment.js'
import { Condition, type Asking } from './question.js'
import { selectFields, withKeys, type Selection } from './selection.js'

const DEFAULT_LIMIT = 1_000_000

/** Rows of one statement: large enough that few statements are needed, small enough to hold. */
const PAGE = 20_000

/** How many records an export will have, known before it begins. */
export interface ExportPlan {
  /** Records that the question means. */
  readonly matching: number
  /** Records that the export will have at most. */
  readonly limit: number
  /** The text, piece by piece; each piece is made when the one before has been taken. */
  readonly text: AsyncGenerator<string, void, void>
}

/**
 * Prepares an export of the records that a question means, newest first. Mistakes in the question
 * come to light here, before anything is sent.
 * The text fails in the middle if the engine does: an export never ends early as if it were whole.
 * @throws QuestionError, StoreError
 */
export async function exportRecords(
  asking: Asking,
  subject: Subject,
  request: ExportRequest,
): Promise<ExportPlan> {
  const condition = Condition.of(subject, request.q, asking)
  const selections = withKeys(subject, selectFields(subject, request.fields))
  const asked = parseRange(request, asking.now)
  // Records that arrive meanwhile must not shift what is newest.
  const range = { ...asked, to: asked.to ?? asking.now.getTime() * 1000 + FUTURE }
  const limit = request.limit ?? DEFAULT_LIMIT
  const matching = await countRecords(asking, condition, range)
  const pages = exportPages(asking, condition, selections, range, limit)
  const text = request.format === 'csv' ? csvOf(selections, pages) : ndjsonOf(pages)
  return { matching, limit, text }
}

/** Clocks of sensors may be ahead. */
const FUTURE = 366 * 24 * 3600 * SECOND

async function countRecords(
  { store, limits, signal }: Asking,
  condition: Condition,
  range: Range,
): Promise<number> {
  const { sql, params } = condition.from(range)
  const settings = settingsFor(limits.exportSeconds, limits)
  const [row] = await store.rows<{ n: string }>(`SELECT count() AS n ${sql}`, {
    params,
    settings,
    signal,
  })
  return Number(row?.n ?? 0)
}

async function* exportPages(
  asking: Asking,
  condition: Condition,
  selections: readonly Selection[],
  range: Range,
  limit: number,
): AsyncGenerator<readonly Row[], void, void> {
  const settings = settingsFor(asking.limits.exportSeconds, asking.limits)
  let after: Place | undefined
  let left = limit
  do {
    const page: PageRequest = {
      condition,
      selections,
      order: 'newest',
      limit: Math.min(PAGE, left),
      after,
    }
    const part = await rangeOfPage(asking, page, untilPlace(range, 'newest', after), settings)
    const { rows, next } = await readPage(asking, page, part, settings)
    yield rows
    left -= rows.length
    after = next
  } while (after && left > 0 && !asking.signal?.aborted)
}

async function* csvOf(
  selections: readonly Selection[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string, void, void> {
  const names = selections.map(({ name }) => name)
  // A spreadsheet takes `@timestamp` for a formula; `timestamp` is an alias of it.
  yield csvLine(names.map((name) => name.replace(/^@/, '')))
  for await (const rows of pages) {
    yield rows.map((row) => csvLine(names.map((name) => row[name]))).join('')
  }
}

async function* ndjsonOf(pages: AsyncIterable<readonly Row[]>): AsyncGenerator<string, void, void> {
  for await (const rows of pages) {
    yield rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  }
}
