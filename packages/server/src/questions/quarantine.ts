import type { QuarantineAnswer, QuarantinedLine } from '@spoor/model'
import { settingsFor } from './budget.js'
import { decodeCursor, encodeCursor } from './cursor.js'
import { isoOfSqlTime } from './moment.js'
import type { Asking } from './question.js'

const DEFAULT_LIMIT = 100
const MOST_REASONS = 50

interface QuarantineRow {
  id: string
  time: string
  source: string
  offset: string
  length: string
  reason: string
  line: string
}

/**
 * Lines that are no events, the latest first; and how many there are, by reason.
 * @throws QuestionError CURSOR_INVALID
 */
export async function listQuarantine(
  { store, limits, signal }: Asking,
  request: { source?: string; limit?: number; cursor?: string },
): Promise<QuarantineAnswer> {
  const key = ['quarantine', request.source ?? '']
  const after = request.cursor ? decodeCursor(key, request.cursor).place : undefined
  const limit = request.limit ?? DEFAULT_LIMIT
  const settings = settingsFor(limits.seconds, limits)
  const ofSource = request.source === undefined ? '1' : 'source = {x_source:String}'
  const params = { ...(request.source !== undefined && { x_source: request.source }) }
  const [found, reasons] = await Promise.all([
    store.rows<QuarantineRow>(
      `SELECT id, toString(time) AS time, source, offset, length, reason, line
FROM quarantine
WHERE ${ofSource} ${after ? `AND (quarantine.time, id) < ({x_time:DateTime64(6, 'UTC')}, {x_id:String})` : ''}
ORDER BY quarantine.time DESC, id DESC
LIMIT {x_limit:UInt32}`,
      {
        params: {
          ...params,
          ...(after && { x_time: after.time, x_id: after.id }),
          x_limit: limit + 1,
        },
        settings,
        signal,
      },
    ),
    store.rows<{ reason: string; n: string; total: string }>(
      `SELECT reason, count() AS n, sum(n) OVER () AS total FROM quarantine
WHERE ${ofSource} GROUP BY reason ORDER BY n DESC, reason LIMIT ${MOST_REASONS}`,
      { params, settings, signal },
    ),
  ])
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const hasMore = found.length > limit
  return {
    lines: shown.map(lineOf),
    total: Number(reasons[0]?.total ?? 0),
    reasons: reasons.map(({ reason, n }) => ({ reason, count: Number(n) })),
    ...(hasMore &&
      last && {
        next: encodeCursor(key, { place: { time: last.time, id: last.id, passed: 0 }, range: {} }),
      }),
  }
}

function lineOf({
  id,
  time,
  source,
  offset,
  length,
  reason,
  line,
}: QuarantineRow): QuarantinedLine {
  return {
    id,
    time: isoOfSqlTime(time),
    source,
    offset: Number(offset),
    length: Number(length),
    reason,
    line,
  }
}
