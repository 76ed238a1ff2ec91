import type { HostRow, HostsExportRequest } from '@spoor/model'
import { csvLine } from '../questions/csv.js'
import { parseRange } from '../questions/moment.js'
import type { HostAsking } from './host-asking.js'
import type { HostPlace } from './hosts-cursor.js'
import { hostPage, rowsOfPage } from './list-hosts.js'

const DEFAULT_LIMIT = 100_000
/** Hosts of one statement. */
const PAGE = 1_000

/** Columns of the file; lists of values are one cell. */
export const HOST_COLUMNS = [
  'ip',
  'is_home',
  'names',
  'roles',
  'networks',
  'groups',
  'site',
  'users',
  'services',
  'client_services',
  'first_seen',
  'last_seen',
  'days',
  'events',
  'flows',
  'off_hours_share',
  'bytes_out',
  'bytes_in',
  'outside_bytes_out',
  'outside_bytes_in',
  'alerts',
  'risk',
  'risk_reasons',
] as const satisfies readonly (keyof HostRow)[]

/** How many hosts an export will have, and its text, piece by piece. */
export interface HostsExport {
  readonly matching: number
  readonly limit: number
  readonly text: AsyncGenerator<string, void, void>
}

/**
 * Prepares a CSV file of the hosts that a question means. Mistakes in the question come to light here,
 * before anything is sent.
 * @throws QuestionError, StoreError
 */
export async function exportHosts(
  asking: HostAsking,
  request: HostsExportRequest,
): Promise<HostsExport> {
  const range = parseRange(request, asking.now)
  const limit = request.limit ?? DEFAULT_LIMIT
  const pageAfter = (after: HostPlace | undefined, left: number) =>
    hostPage(asking, {
      question: request,
      range,
      limit: Math.min(PAGE, left),
      ...(after && { after }),
    })
  const first = await pageAfter(undefined, limit)
  async function* text(): AsyncGenerator<string, void, void> {
    yield csvLine([...HOST_COLUMNS])
    let page = first
    let left = limit
    for (;;) {
      yield hostsCsv(await rowsOfPage(asking, page))
      left -= page.hosts.length
      if (!page.next || left <= 0 || asking.signal?.aborted) return
      page = await pageAfter(page.next, left)
    }
  }
  return { matching: first.total, limit, text: text() }
}

/** Lines of a CSV file, without its header. */
export function hostsCsv(rows: readonly HostRow[]): string {
  return rows
    .map((row) =>
      csvLine(
        HOST_COLUMNS.map((name) => (name === 'networks' ? row.networks.join('/') : row[name])),
      ),
    )
    .join('')
}
