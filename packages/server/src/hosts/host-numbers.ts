import { hostAttributes, type InsightsAnswer } from '@spoor/model'
import { sqlTimeOfMicros, type Micros } from '../questions/moment.js'
import type { HostIp } from './host-address.js'
import { hostRows, type HostAsking } from './host-asking.js'

/** A number about a host, and the group in which it is shown. */
export type HostNumber = InsightsAnswer['groups'][number]['numbers'][number] & {
  readonly group: string
}

/** What is summed up over the days of a host. */
export interface DayNumbers {
  readonly days: number
  readonly events: number
  readonly off_hours_share: number
  readonly flows: number
  readonly bytes_out: number
  readonly bytes_in: number
  readonly outside_bytes_out: number
  readonly outside_bytes_in: number
  readonly alerts: number
}

/** Sums over the UTC days of a host; of a past moment, over the days until it. */
export async function dayNumbers(
  asking: HostAsking,
  ip: HostIp,
  asOf: Micros | undefined,
): Promise<DayNumbers> {
  const sums = ['events', 'flows', 'bytes_out', 'bytes_in', 'outside_bytes_out', 'outside_bytes_in']
  const [row] = await hostRows<Record<string, number>>(asking, {
    sql: `SELECT toFloat64(uniqExact(day)) AS days,
  ${[...sums, 'alerts', 'off_hours_events'].map((name) => `toFloat64(sum(host_days.${name})) AS ${name}_sum`).join(', ')}
FROM host_days WHERE host = {x_host:IPv6}
  ${asOf === undefined ? '' : `AND first <= {x_as_of:DateTime64(6, 'UTC')}`}`,
    params: { x_host: ip.key, ...(asOf !== undefined && { x_as_of: sqlTimeOfMicros(asOf) }) },
  })
  const of = (name: string) => row?.[`${name}_sum`] ?? 0
  return {
    days: row?.['days'] ?? 0,
    events: of('events'),
    off_hours_share: of('events') === 0 ? 0 : of('off_hours_events') / of('events'),
    flows: of('flows'),
    bytes_out: of('bytes_out'),
    bytes_in: of('bytes_in'),
    outside_bytes_out: of('outside_bytes_out'),
    outside_bytes_in: of('outside_bytes_in'),
    alerts: of('alerts'),
  }
}

/** Numbers about the sessions and transfers of a host: [name, unit, description, SQL, table]. */
const RECORD_NUMBERS: readonly (readonly [
  name: string,
  unit: HostNumber['unit'],
  description: string,
  sql: string,
  table: 'sessions' | 'transfers',
])[] = [
  ['sessions', 'count', 'Sessions that it took part in.', 'count()', 'sessions'],
  [
    'longest_session',
    'seconds',
    'The longest of its sessions.',
    `max(dateDiff('second', start_time, end_time))`,
    'sessions',
  ],
  [
    'login_failures',
    'count',
    'Logins refused.',
    'sum(ifNull(session_login_failures, 0))',
    'sessions',
  ],
  ['transfers', 'count', 'Transfers that it took part in.', 'count()', 'transfers'],
  [
    'transfer_bytes_out',
    'bytes',
    'Content of files that it sent.',
    `sumIf(bytes, is_sent)`,
    'transfers',
  ],
  [
    'transfer_bytes_in',
    'bytes',
    'Content of files that it received.',
    `sumIf(bytes, is_received)`,
    'transfers',
  ],
  ['largest_transfer', 'bytes', 'Content of the largest file.', 'max(bytes)', 'transfers'],
]

/** SQL that is true where the host sent the file of a transfer, and where it received it. */
export const IS_SENT = `((client_ip = {x_host:IPv6} AND transfer_direction = 'upload')
    OR (server_ip = {x_host:IPv6} AND transfer_direction = 'download'))`
export const IS_RECEIVED = `((client_ip = {x_host:IPv6} AND transfer_direction = 'download')
    OR (server_ip = {x_host:IPv6} AND transfer_direction = 'upload'))`
/** SQL that is true where the host takes part in a session or transfer. */
export const TAKES_PART = `(client_ip = {x_host:IPv6} OR server_ip = {x_host:IPv6})`

const SOURCES = {
  sessions: `SELECT * FROM sessions`,
  transfers: `SELECT *, ifNull(transfer_bytes, 0) AS bytes, ifNull(${IS_SENT}, 0) AS is_sent,
    ifNull(${IS_RECEIVED}, 0) AS is_received FROM transfers`,
} as const

/** Every number about a host that has a value: of the catalogue, and of its sessions and transfers. */
export async function hostNumbers(
  asking: HostAsking,
  ip: HostIp,
  asOf: Micros | undefined,
): Promise<HostNumber[]> {
  const of = async (table: keyof typeof SOURCES): Promise<HostNumber[]> => {
    const numbers = RECORD_NUMBERS.filter(([, , , , place]) => place === table)
    const columns = numbers.map(([name, , , sql]) => `toFloat64(${sql}) AS ${name}_of_host`)
    const [row] = await hostRows<Record<string, number>>(asking, {
      sql: `SELECT ${columns.join(', ')} FROM (${SOURCES[table]} WHERE ${TAKES_PART}
  ${asOf === undefined ? '' : `AND start_time <= {x_as_of:DateTime64(6, 'UTC')}`})`,
      params: { x_host: ip.key, ...(asOf !== undefined && { x_as_of: sqlTimeOfMicros(asOf) }) },
    })
    return numbers.flatMap(([attribute, unit, description]) => {
      const value = row?.[`${attribute}_of_host`] ?? 0
      return value > 0 ? [{ group: 'Transfers', attribute, description, unit, value }] : []
    })
  }
  const [days, ...records] = await Promise.all([
    dayNumbers(asking, ip, asOf),
    of('sessions'),
    of('transfers'),
  ])
  return [...catalogued(days), ...records.flat()]
}

function catalogued(days: DayNumbers): HostNumber[] {
  const values: Readonly<Record<string, number>> = {
    ...days,
    off_hours_share: Math.round(days.off_hours_share * 1000) / 10,
  }
  return hostAttributes.flatMap(({ name, kind, group, description }) => {
    const value = values[name]
    if (kind !== 'number' || value === undefined) return []
    return [
      { group, attribute: name, field: `host.${name}`, description, unit: unitOf(name), value },
    ]
  })
}

function unitOf(name: string): HostNumber['unit'] {
  if (name.includes('bytes')) return 'bytes'
  return name.endsWith('_share') ? 'percent' : 'count'
}
