import type { ClickHouseSettings } from '@clickhouse/client'
import type { TodayAnswer } from '@spoor/model'
import { withinBudget, type Budgeted } from './budget.js'
import { isoOfMicros, isoOfSqlTime, microsOfSqlTime, SECOND, type Span } from './moment.js'
import { Condition, type Asking } from './question.js'
import { valueOf } from './value.js'

type Outward = TodayAnswer['outward']

const HOUR = 3600 * SECOND

/** Servers that are shown by themselves; the sums are over all. */
const MOST_SERVERS = 50

/** Empty hours are drawn too, unless there would be more than two months of them. */
const MOST_HOURS = 24 * 62

/** Most rows of each of the three sums. */
const MOST_ROWS = 10_000

/** The gravest verdict of several is theirs. */
const VERDICTS = ['authorised', 'unknown', 'violation'] as const

interface OutwardRow {
  kind: 'all' | 'server' | 'hour'
  server: string
  hour: string
  services: string[]
  clients: string
  transfers: string
  bytes: number
  gravity: number
  first: string
}

/** Transfers out of home within a time range: in all, by server and by hour. */
export async function outwardIn(asking: Asking, span: Span): Promise<Budgeted<Outward>> {
  return withinBudget(asking.store, span, 'newest', asking.limits, async (range, settings) => {
    const part = { ...span, ...range }
    const rows = await sumOutward(asking, part, settings)
    const all = rows.find(({ kind }) => kind === 'all')
    return {
      bytes: all?.bytes ?? 0,
      transfers: Number(all?.transfers ?? 0),
      servers: rows
        .filter(({ kind }) => kind === 'server')
        .slice(0, MOST_SERVERS)
        .map(serverOf),
      by_hour: hoursOf(rows, part),
    }
  })
}

/** The fold is made once, and summed up three ways. */
async function sumOutward(
  asking: Asking,
  span: Span,
  settings: ClickHouseSettings,
): Promise<OutwardRow[]> {
  const { sql, params } = Condition.of('transfers', 'zone:egress', asking).from(span)
  const gravities = VERDICTS.map((verdict, index) => `verdict = '${verdict}', ${index}`).join(', ')
  return asking.store.rows<OutwardRow>(
    `SELECT multiIf(grouping(server) = 0, 'server', grouping(hour) = 0, 'hour', 'all') AS kind,
  ifNull(toString(server_ip), '') AS server, toStartOfHour(start_time) AS hour,
  arraySort(groupUniqArray(20)(service)) AS services, uniqExact(client_ip) AS clients,
  count() AS transfers, toFloat64(sum(ifNull(transfer_bytes, 0))) AS bytes,
  max(multiIf(${gravities}, 1)) AS gravity, toString(min(start_time)) AS first
${sql}
GROUP BY GROUPING SETS ((), (server), (hour))
ORDER BY kind, bytes DESC, transfers DESC, server, hour
LIMIT ${MOST_ROWS} BY kind`,
    { params, settings, signal: asking.signal },
  )
}

function serverOf(row: OutwardRow): Outward['servers'][number] {
  return {
    server: String(valueOf('ip', row.server) ?? ''),
    services: row.services,
    clients: Number(row.clients),
    transfers: Number(row.transfers),
    bytes: row.bytes,
    verdict: VERDICTS[row.gravity] ?? 'unknown',
    first_seen: isoOfSqlTime(row.first),
  }
}

function hoursOf(rows: readonly OutwardRow[], { from, to }: Span): Outward['by_hour'] {
  const found = new Map(
    rows
      .filter(({ kind }) => kind === 'hour')
      .map(({ hour, bytes, transfers }) => [
        microsOfSqlTime(hour),
        { bytes, transfers: Number(transfers) },
      ]),
  )
  const first = Math.floor(from / HOUR) * HOUR
  const count = Math.ceil((to - first) / HOUR)
  const hours =
    count <= MOST_HOURS
      ? Array.from({ length: count }, (_, index) => first + index * HOUR)
      : [...found.keys()].toSorted((a, b) => a - b)
  return hours.map((time) => ({
    time: isoOfMicros(time),
    ...(found.get(time) ?? { bytes: 0, transfers: 0 }),
  }))
}
