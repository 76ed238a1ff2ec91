import { inBusinessHours } from '../../organisation/business-hours.js'
import { inNetworks } from '../../organisation/in-networks.js'
import { Bindings } from '../bindings.js'
import type { Fold } from '../fold.js'
import { isHostAddress } from './addresses.js'
import { inBlocks, type BlockRange } from './blocks.js'
import type { FactsContext } from './event-facts.js'
import { ALERT_ANSWERED } from './observation.js'

/**
 * SQL that is true for events that show that the destination sent something: a protocol over TCP is
 * recognised only after both sides spoke.
 */
const ANSWERED = `multiIf(
    event_type IN ('flow', 'netflow'), ifNull(destination_packets, 0) > 0,
    event_type = 'alert', ${ALERT_ANSWERED},
    event_type = 'dns', dns_type IN ('answer', 'response'),
    event_type != 'anomaly' AND network_transport = 'TCP')`

/** One side of events: its address, what it sent, and the other side. */
interface Side {
  readonly host: string
  readonly sent: string
  readonly peer: string
  readonly received: string
  /** SQL that is true for the events that show that it sent something. */
  readonly where: string
}

const CLIENT: Side = {
  host: 'source_ip',
  sent: 'source_bytes',
  peer: 'destination_ip',
  received: 'destination_bytes',
  where: 'true',
}
const SERVER: Side = {
  host: 'destination_ip',
  sent: 'destination_bytes',
  peer: 'source_ip',
  received: 'source_bytes',
  where: ANSWERED,
}

/** What hosts did per UTC day in the events of a range: (host, day, first, last, numbers). */
export function selectHostDays(range: BlockRange, { organisation, calendar }: FactsContext): Fold {
  const bindings = new Bindings()
  const within = inBlocks(range, bindings)
  const isOff = `NOT ${inBusinessHours('ts', calendar, bindings)}`
  const ofSide = ({ host, sent, peer, received, where }: Side): string => {
    const isOutside = `event_type = 'flow' AND NOT ${inNetworks(peer, organisation.home, bindings)}`
    return `SELECT ifNull(${host}, toIPv6('::')) AS host, toDate32(ts) AS day, min(ts) AS first, max(ts) AS last,
    count() AS events, countIf(${isOff}) AS off_hours_events, countIf(event_type = 'flow') AS flows,
    sumIf(ifNull(${sent}, 0), event_type = 'flow') AS bytes_out,
    sumIf(ifNull(${received}, 0), event_type = 'flow') AS bytes_in,
    sumIf(ifNull(${sent}, 0), ${isOutside}) AS outside_bytes_out,
    sumIf(ifNull(${received}, 0), ${isOutside}) AS outside_bytes_in,
    countIf(event_type = 'alert') AS alerts
  FROM events
  WHERE event_type != 'stats' AND ${within} AND ${where}
  GROUP BY host, day`
  }
  const sql = `SELECT * FROM (${ofSide(CLIENT)}\n  UNION ALL\n  ${ofSide(SERVER)})
WHERE ${isHostAddress('host')}`
  return { sql, params: bindings.params }
}
