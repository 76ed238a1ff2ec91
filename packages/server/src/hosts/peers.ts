import type { PeersAnswer, PeersRequest } from '@spoor/model'
import { completeness, stopwatch } from '../questions/completeness.js'
import {
  isoOfMicros,
  isoOfSqlTime,
  microsOfSqlTime,
  sqlTimeOfMicros,
  type Span,
} from '../questions/moment.js'
import type { Source } from '../questions/question.js'
import { plainIp, type HostIp } from './host-address.js'
import { homeTest, hostRows, type HostAsking } from './host-asking.js'
import { IS_RECEIVED, IS_SENT, TAKES_PART } from './host-numbers.js'
import { spanOfRequest } from './host-range.js'
import { requireKnown } from './known-host.js'
import { recordsQuestion } from './records-question.js'
import { seenOf, SEEN_COLUMNS, type SeenRow } from './seen.js'

const DEFAULT_LIMIT = 100

interface PeerRow {
  readonly peer: string
  readonly is_home: boolean | number
  readonly is_client: number
  readonly service: string
  readonly sessions: string
  readonly transfers: string
  readonly bytes_out: string
  readonly bytes_in: string
  readonly users: string[]
  readonly first: string
  readonly last: string
  readonly total: string
}

interface OtherRow extends SeenRow {
  readonly peer: string
  readonly is_home: boolean | number
  readonly total: string
}

/**
 * With whom a host moved files or opened sessions, by peer, direction and service; and the hosts that it
 * spoke with otherwise.
 * @throws QuestionError TIME_INVALID, RANGE_INVALID, NOT_FOUND
 */
export async function hostPeers(
  asking: HostAsking,
  ip: HostIp,
  request: PeersRequest,
): Promise<PeersAnswer> {
  const elapsed = stopwatch()
  await requireKnown(asking, ip)
  const limit = request.limit ?? DEFAULT_LIMIT
  const span = spanOfRequest(request, asking.now)
  const [peers, others] = await Promise.all([
    hostRows<PeerRow>(asking, transferPeers(asking, ip, span, limit)),
    hostRows<OtherRow>(asking, otherPeers(asking, ip, limit)),
  ])
  return {
    ip: ip.text,
    peers: peers.map((row) => peerOf(row, ip)),
    total: Number(peers[0]?.total ?? 0),
    others: {
      peers: others.map((row) => ({
        ip: plainIp(row.peer),
        is_home: Boolean(Number(row.is_home)),
        ...seenOf(row, undefined),
      })),
      total: Number(others[0]?.total ?? 0),
    },
    completeness: completeness(elapsed, undefined),
  }
}

function peerOf(row: PeerRow, ip: HostIp): PeersAnswer['peers'][number] {
  const peer = plainIp(row.peer)
  const isClient = Number(row.is_client) === 1
  const [client, server] = isClient ? [ip.text, peer] : [peer, ip.text]
  return {
    ip: peer,
    is_home: Boolean(Number(row.is_home)),
    direction: isClient ? 'client' : 'server',
    service: row.service,
    sessions: Number(row.sessions),
    transfers: Number(row.transfers),
    bytes_out: Number(row.bytes_out),
    bytes_in: Number(row.bytes_in),
    users: row.users,
    first: isoOfSqlTime(row.first),
    last: isoOfSqlTime(row.last),
    show: {
      ...recordsQuestion(Number(row.transfers) > 0 ? 'transfers' : 'sessions', [
        ['client.ip', client],
        ['server.ip', server],
        ['service', row.service],
      ]),
      from: isoOfSqlTime(row.first),
      to: isoOfMicros(microsOfSqlTime(row.last) + 1),
    },
  }
}

/** A record is a peer's twice if both sides are the host itself: it counts once, as the client. */
const IS_CLIENT = `ifNull(client_ip = {x_host:IPv6}, 0)`

function transferPeers({ home }: HostAsking, ip: HostIp, span: Span, limit: number): Source {
  const isHome = homeTest('peer', home)
  const of = (table: string, sessions: number, out: string, received: string) => `
  SELECT if(${IS_CLIENT}, server_ip, client_ip) AS peer, ${IS_CLIENT} AS is_client, service,
    ${sessions} AS sessions, ${1 - sessions} AS transfers, ${out} AS bytes_out, ${received} AS bytes_in,
    user_name, start_time, end_time
  FROM ${table}
  WHERE ${TAKES_PART} AND isNotNull(peer)
    AND start_time >= {x_from:DateTime64(6, 'UTC')} AND start_time < {x_to:DateTime64(6, 'UTC')}`
  const bytes = 'ifNull(transfer_bytes, 0)'
  return {
    sql: `SELECT peer, ${isHome.sql} AS is_home, is_client, service, sessions, transfers, bytes_out, bytes_in,
  users, first, last, count() OVER () AS total
FROM (
  SELECT assumeNotNull(records.peer) AS peer, is_client, service, sum(records.sessions) AS sessions,
    sum(records.transfers) AS transfers, sum(records.bytes_out) AS bytes_out,
    sum(records.bytes_in) AS bytes_in,
    arraySort(groupUniqArrayIf(10)(user_name, user_name != '')) AS users,
    toString(min(start_time)) AS first, toString(max(start_time)) AS last
  FROM (${of('sessions', 1, 'toUInt64(0)', 'toUInt64(0)')}
  UNION ALL ${of(
    'transfers',
    0,
    `if(ifNull(${IS_SENT}, 0), ${bytes}, 0)`,
    `if(ifNull(${IS_RECEIVED}, 0), ${bytes}, 0)`,
  )}) AS records
  GROUP BY peer, is_client, service
)
ORDER BY bytes_out + bytes_in DESC, transfers DESC, sessions DESC, peer, is_client, service
LIMIT {x_limit:UInt32}`,
    params: {
      ...isHome.params,
      x_host: ip.key,
      x_from: sqlTimeOfMicros(span.from),
      x_to: sqlTimeOfMicros(span.to),
      x_limit: limit,
    },
  }
}

/** Peers of which only flows tell. Facts write addresses as people do. */
function otherPeers({ home }: HostAsking, ip: HostIp, limit: number): Source {
  const isHome = homeTest('peer', home)
  return {
    sql: `SELECT *, ${isHome.sql} AS is_home, count() OVER () AS total FROM (
  SELECT toIPv6OrNull(value) AS peer, ${SEEN_COLUMNS}
  FROM facts
  WHERE host = {x_host:IPv6} AND attribute IN ('peer_inside', 'peer_outside') AND isNotNull(peer)
  GROUP BY peer
)
WHERE peer NOT IN (
  SELECT assumeNotNull(if(${IS_CLIENT}, server_ip, client_ip)) FROM sessions WHERE ${TAKES_PART}
  UNION ALL
  SELECT assumeNotNull(if(${IS_CLIENT}, server_ip, client_ip)) FROM transfers WHERE ${TAKES_PART}
)
ORDER BY times DESC, peer
LIMIT {x_limit:UInt32}`,
    params: { ...isHome.params, x_host: ip.key, x_limit: limit },
  }
}
