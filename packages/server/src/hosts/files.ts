import type { HostFilesAnswer, HostFilesRequest } from '@spoor/model'
import { completeness, stopwatch } from '../questions/completeness.js'
import { decodeCursor, encodeCursor } from '../questions/cursor.js'
import {
  isoOfMicros,
  isoOfSqlTime,
  microsOfSqlTime,
  sqlTimeOfMicros,
  type Span,
} from '../questions/moment.js'
import { plainIp, type HostIp } from './host-address.js'
import { hostRows, type HostAsking } from './host-asking.js'
import { IS_RECEIVED, IS_SENT, TAKES_PART } from './host-numbers.js'
import { spanOfRequest } from './host-range.js'
import { requireKnown } from './known-host.js'
import { recordsQuestion } from './records-question.js'

type HostFile = HostFilesAnswer['files'][number]

const DEFAULT_LIMIT = 100

interface FileRow {
  readonly name: string
  readonly direction: HostFile['direction']
  readonly md5: string
  readonly sha256: string
  readonly types: string[]
  readonly services: string[]
  readonly bytes: string | null
  readonly times: string
  readonly peers: string[]
  readonly peers_total: string
  readonly first: string
  readonly last: string
  readonly id: string
  readonly total: string
  readonly is_transfer: number
}

/** Files of transfers are in `transfers`; of other protocols only the sensor's events tell. */
const TRANSFER_PROTOCOLS = `('ftp', 'ftp-data', 'tftp')`

/**
 * Every file that moved from or to a host, with its names and hashes. A file is one by its name,
 * direction and hashes.
 */
export const FILES_OF_HOST = `
  SELECT file_name AS name, file_hash_md5 AS md5, file_hash_sha256 AS sha256,
    multiIf(ifNull(${IS_SENT}, 0), 'sent', ifNull(${IS_RECEIVED}, 0), 'received', 'unknown') AS direction,
    toString(file_magic) AS type, toString(service) AS service,
    if(ifNull(client_ip = {x_host:IPv6}, 0), server_ip, client_ip) AS peer,
    transfer_bytes AS bytes, start_time AS at, 1 AS is_transfer
  FROM transfers
  WHERE ${TAKES_PART} AND (file_name != '' OR file_hash_md5 != '' OR file_hash_sha256 != '')
  UNION ALL
  SELECT file_name AS name, file_hash_md5 AS md5, file_hash_sha256 AS sha256,
    if(ifNull(source_ip = {x_host:IPv6}, 0), 'sent', 'received') AS direction,
    toString(file_magic) AS type, toString(network_protocol) AS service,
    if(ifNull(source_ip = {x_host:IPv6}, 0), destination_ip, source_ip) AS peer,
    file_size AS bytes, ts AS at, 0 AS is_transfer
  FROM events
  WHERE event_type = 'fileinfo' AND network_protocol NOT IN ${TRANSFER_PROTOCOLS}
    AND (source_ip = {x_host:IPv6} OR destination_ip = {x_host:IPv6})
    AND (file_name != '' OR file_hash_md5 != '' OR file_hash_sha256 != '')`

/**
 * The files that a host sent and received, over transfer services and as the sensor saw them over
 * others, the latest first.
 * @throws QuestionError TIME_INVALID, RANGE_INVALID, CURSOR_INVALID, NOT_FOUND
 */
export async function hostFiles(
  asking: HostAsking,
  ip: HostIp,
  request: HostFilesRequest,
): Promise<HostFilesAnswer> {
  const elapsed = stopwatch()
  const { find, limit = DEFAULT_LIMIT, cursor } = request
  const question = ['files', ip.key, request.from ?? '', request.to ?? '', find ?? '']
  const position = cursor ? decodeCursor(question, cursor) : undefined
  await requireKnown(asking, ip)
  const span: Span = { ...spanOfRequest(request, asking.now), ...position?.range }
  const rows = await hostRows<FileRow>(asking, {
    sql: `SELECT *, toString(latest) AS last FROM (
  SELECT name, direction, md5, sha256, hex(sipHash64(name, direction, md5, sha256)) AS id,
    arraySort(groupUniqArrayIf(10)(type, type != '')) AS types,
    arraySort(groupUniqArray(10)(service)) AS services, max(files.bytes) AS bytes, count() AS times,
    arraySort(groupUniqArray(10)(ifNull(toString(peer), ''))) AS peers, uniqExact(peer) AS peers_total,
    toString(min(at)) AS first, max(at) AS latest, max(files.is_transfer) AS is_transfer,
    count() OVER () AS total
  FROM (${FILES_OF_HOST}) AS files
  WHERE at >= {x_from:DateTime64(6, 'UTC')} AND at < {x_to:DateTime64(6, 'UTC')}
    ${find ? `AND (positionCaseInsensitiveUTF8(name, {x_find:String}) > 0 OR lower({x_find:String}) IN (md5, sha256))` : ''}
  GROUP BY name, direction, md5, sha256
)
${position ? `WHERE (latest, id) < ({x_at:DateTime64(6, 'UTC')}, {x_id:String})` : ''}
ORDER BY latest DESC, id DESC
LIMIT {x_limit:UInt32}`,
    params: {
      x_host: ip.key,
      x_from: sqlTimeOfMicros(span.from),
      x_to: sqlTimeOfMicros(span.to),
      ...(find && { x_find: find }),
      ...(position && { x_at: position.place.time, x_id: position.place.id }),
      x_limit: limit + 1,
    },
  })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    ip: ip.text,
    files: shown.map((row) => fileOf(row, ip)),
    total: Number(rows[0]?.total ?? 0),
    ...(rows.length > limit &&
      last && {
        next: encodeCursor(question, {
          place: { time: last.last, id: last.id, passed: 1 },
          range: span,
        }),
      }),
    completeness: completeness(elapsed, undefined),
  }
}

function fileOf(row: FileRow, ip: HostIp): HostFile {
  const { name, direction, md5, sha256, types, services, first, last } = row
  const isTransfer = Number(row.is_transfer) === 1
  const sides = isTransfer ? ['client.ip', 'server.ip'] : ['source.ip', 'destination.ip']
  const hash =
    sha256 !== ''
      ? [['file.hash.sha256', sha256] as const]
      : md5 !== ''
        ? [['file.hash.md5', md5] as const]
        : []
  const show = recordsQuestion(
    isTransfer ? 'transfers' : 'events',
    [...(name === '' ? [] : [['file.name', name] as const]), ...hash],
    sides.map((side) => [side, ip.text] as const),
  )
  return {
    name,
    direction,
    md5,
    sha256,
    types,
    services,
    bytes: row.bytes === null ? null : Number(row.bytes),
    times: Number(row.times),
    peers: row.peers.map(plainIp),
    peers_total: Number(row.peers_total),
    first: isoOfSqlTime(first),
    last: isoOfSqlTime(last),
    show: { ...show, from: isoOfSqlTime(first), to: isoOfMicros(microsOfSqlTime(last) + 1) },
  }
}
