import type {
  Outlier,
  OutliersExportRequest,
  Sighting,
  SightingsExportRequest,
  Value,
} from '@spoor/model'
import { settingsFor } from '../questions/budget.js'
import { csvLine } from '../questions/csv.js'
import { outlierPages } from './list-outliers.js'
import { sightingPages } from './list-sightings.js'
import type { SightingsAsking } from './request.js'
import { MOST_IN_PAGE } from './sightings-statement.js'

/** A file of a list: known before it begins is how many rows there are, and how many it will have. */
export interface ListExport {
  readonly matching: number
  readonly limit: number
  /** The text, piece by piece. It fails in the middle if the engine does. */
  readonly text: AsyncGenerator<string, void, void>
}

const DEFAULT_LIMIT = 100_000

type Column<T> = readonly [name: string, value: (row: T) => Value | undefined]

const SIGHTING_COLUMNS: readonly Column<Sighting>[] = [
  ['first_seen', (row) => row.first_seen],
  ['scope', (row) => row.scope],
  ['group', (row) => row.group?.name],
  ['kind', (row) => row.kind],
  ['value', (row) => row.value],
  ['host', (row) => row.host],
  ['hosts', (row) => row.hosts],
  ['hosts_total', (row) => row.hosts_total],
  ['learning', (row) => row.learning],
  ['learning_since', (row) => row.learning_window.since],
  ['learning_until', (row) => row.learning_window.until],
  ['full', (row) => row.full],
  ['next', (row) => row.next.map(({ host }) => host)],
  ['why', (row) => row.why],
  ['id', (row) => row.id],
]

const OUTLIER_COLUMNS: readonly Column<Outlier>[] = [
  ['first_seen', (row) => row.first_seen],
  ['kind', (row) => row.kind],
  ['value', (row) => row.value],
  ['host', (row) => row.host],
  ['part', (row) => row.part.words],
  ['usual_parts', (row) => row.usual_parts.map(({ words }) => words)],
  ['new_value', (row) => row.new_value],
  ['learning', (row) => row.learning],
  ['learning_since', (row) => row.learning_window.since],
  ['learning_until', (row) => row.learning_window.until],
  ['full', (row) => row.full],
  ['why', (row) => row.why],
  ['id', (row) => row.id],
]

/** Prepares an export of sightings, the newest first. @throws QuestionError, StoreError */
export function exportSightings(
  asking: SightingsAsking,
  { format, limit = DEFAULT_LIMIT, ...words }: SightingsExportRequest,
): Promise<ListExport> {
  const settings = settingsFor(asking.limits.exportSeconds, asking.limits)
  const pages = sightingPages(asking, words, settings, MOST_IN_PAGE, limit)
  return prepared(pages, SIGHTING_COLUMNS, format, limit)
}

/** Prepares an export of outliers, the newest first. @throws QuestionError, StoreError */
export function exportOutliers(
  asking: SightingsAsking,
  { format, limit = DEFAULT_LIMIT, ...words }: OutliersExportRequest,
): Promise<ListExport> {
  const settings = settingsFor(asking.limits.exportSeconds, asking.limits)
  const pages = outlierPages(asking, words, settings, MOST_IN_PAGE, limit)
  return prepared(pages, OUTLIER_COLUMNS, format, limit)
}

type Pages<T> = AsyncGenerator<{ readonly rows: readonly T[]; readonly total: number }, void, void>

/** The first page is read now: it has the count, and mistakes come to light before anything is sent. */
async function prepared<T>(
  pages: Pages<T>,
  columns: readonly Column<T>[],
  format: 'csv' | 'ndjson',
  limit: number,
): Promise<ListExport> {
  const first = await pages.next()
  const page = first.done ? { rows: [], total: 0 } : first.value
  return { matching: page.total, limit, text: textOf(page.rows, pages, columns, format) }
}

async function* textOf<T>(
  first: readonly T[],
  rest: Pages<T>,
  columns: readonly Column<T>[],
  format: 'csv' | 'ndjson',
): AsyncGenerator<string, void, void> {
  const line = (row: T): string =>
    format === 'csv' ? csvLine(columns.map(([, value]) => value(row))) : `${JSON.stringify(row)}\n`
  if (format === 'csv') yield csvLine(columns.map(([name]) => name))
  yield first.map(line).join('')
  for await (const { rows } of rest) yield rows.map(line).join('')
}
