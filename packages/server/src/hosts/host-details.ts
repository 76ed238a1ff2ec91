import type { HostRow } from '@spoor/model'
import { isoOfSqlTime } from '../questions/moment.js'
import { plainIp } from './host-address.js'
import type { HostAsking } from './host-asking.js'
import { askRows } from './hosts-question.js'
import { placesOf } from './places.js'
import { keptReasons, type KeptRiskPart } from './risk/index.js'

/** Of each attribute so many values are shown in a list. */
const MOST_VALUES = 8

/** Attributes that a list shows, by their names in its rows. */
const SHOWN = {
  names: 'hostname',
  users: 'username',
  services: 'service',
  client_services: 'client_service',
} as const

const FIGURES = [
  'days',
  'events',
  'flows',
  'bytes_out',
  'bytes_in',
  'outside_bytes_out',
  'outside_bytes_in',
  'alerts',
  'risk',
] as const

interface KeptRow extends Record<(typeof FIGURES)[number], string> {
  readonly ip: string
  readonly first: string
  readonly last: string
  readonly home: number
  readonly off_hours_events: string
  readonly risk_parts: readonly KeptRiskPart[]
}

/** What a list shows of hosts, by address in the engine's form. @throws QuestionError, StoreError */
export async function hostDetails(
  asking: HostAsking,
  hosts: readonly string[],
): Promise<ReadonlyMap<string, HostRow>> {
  if (hosts.length === 0) return new Map()
  const [kept, values, roles, place, reasons] = await Promise.all([
    keptRows(asking, hosts),
    valuesOf(asking, hosts),
    rolesOf(asking, hosts),
    placesOf(asking, hosts),
    keptReasons(asking),
  ])
  return new Map(
    kept.map((row) => {
      const text = plainIp(row.ip)
      const { path, groups, roles: byHand, site } = place(text)
      const known = (attribute: string) => values.get(`${attribute} ${row.ip}`) ?? []
      return [
        row.ip,
        {
          ip: text,
          is_home: row.home === 1,
          names: known(SHOWN.names),
          roles: [...new Set([...byHand, ...(roles.get(row.ip) ?? [])])],
          networks: path,
          groups,
          site,
          users: known(SHOWN.users),
          services: known(SHOWN.services),
          client_services: known(SHOWN.client_services),
          first_seen: isoOfSqlTime(row.first),
          last_seen: isoOfSqlTime(row.last),
          off_hours_share: Number(row.off_hours_events) / Math.max(1, Number(row.events)),
          ...figuresOf(row),
          risk_reasons: Number(row.risk) > 0 ? reasons(row.risk_parts) : [],
        },
      ]
    }),
  )
}

function figuresOf(row: KeptRow): Pick<HostRow, (typeof FIGURES)[number]> {
  return Object.fromEntries(FIGURES.map((name) => [name, Number(row[name])])) as Pick<
    HostRow,
    (typeof FIGURES)[number]
  >
}

function keptRows(asking: HostAsking, hosts: readonly string[]): Promise<KeptRow[]> {
  return askRows(asking, {
    sql: `SELECT toString(host) AS ip, toString(first_seen) AS first, toString(last_seen) AS last,
  is_home AS home, off_hours_events, risk_parts, ${FIGURES.join(', ')}
FROM hosts WHERE host IN {h_page:Array(IPv6)}`,
    params: { h_page: hosts },
  })
}

/** Values by `<attribute> <host>`, the latest first. */
async function valuesOf(
  asking: HostAsking,
  hosts: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const attributes = Object.values(SHOWN)
    .map((name) => `'${name}'`)
    .join(', ')
  const rows = await askRows<{ attribute: string; ip: string; latest: string[] }>(asking, {
    sql: `SELECT attribute, toString(host) AS ip, arrayMap(one -> one.2, groupArraySorted(${MOST_VALUES})((-seen, value))) AS latest
FROM (
  SELECT attribute, host, value, toUnixTimestamp64Micro(max(last)) AS seen FROM facts
  WHERE attribute IN (${attributes}) AND value != '' AND host IN {h_page:Array(IPv6)}
  GROUP BY attribute, host, value
)
GROUP BY attribute, host`,
    params: { h_page: hosts },
  })
  return new Map(rows.map(({ attribute, ip, latest }) => [`${attribute} ${ip}`, latest]))
}

async function rolesOf(
  asking: HostAsking,
  hosts: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const rows = await askRows<{ ip: string; roles: string[] }>(asking, {
    sql: `SELECT toString(host) AS ip, arraySort(groupArray(role)) AS roles
FROM host_roles WHERE host IN {h_page:Array(IPv6)} GROUP BY host`,
    params: { h_page: hosts },
  })
  return new Map(rows.map(({ ip, roles }) => [ip, roles]))
}
