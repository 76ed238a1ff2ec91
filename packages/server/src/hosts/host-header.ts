import type { HostAnswer, HostRequest, HostRoleEvidence } from '@spoor/model'
import { settingsFor } from '../questions/budget.js'
import { completeness, stopwatch } from '../questions/completeness.js'
import {
  isoOfMicros,
  isoOfSqlTime,
  microsOfSqlTime,
  sqlTimeOfMicros,
  type Micros,
} from '../questions/moment.js'
import type { HostIp } from './host-address.js'
import { asOfOf, factsOfHost, homeTest, hostRows, type HostAsking } from './host-asking.js'
import { dayNumbers } from './host-numbers.js'
import { requireKnown } from './known-host.js'
import { placesOf, type Place } from './places.js'
import { riskOf } from './risk/index.js'
import { seenOf, SEEN_COLUMNS, type SeenRow } from './seen.js'

/** Attributes that name the host, and those that name who uses it. */
const NAMES = ['hostname', 'dhcp_name']
const USERS = ['username']
const MOST_NAMES = 50

/**
 * What a host is: its names, roles with evidence, place in the organisation, users, and risk with
 * reasons.
 * @throws QuestionError TIME_INVALID, NOT_FOUND
 */
export async function hostHeader(
  asking: HostAsking,
  ip: HostIp,
  request: HostRequest,
): Promise<HostAnswer> {
  const elapsed = stopwatch()
  const asOf = asOfOf(request.as_of, asking.now)
  const known = await requireKnown(asking, ip, asOf)
  const settings = settingsFor(asking.limits.seconds, asking.limits)
  const [named, inferred, places, isHome, numbers, risk] = await Promise.all([
    namesOf(asking, ip, asOf),
    inferredRoles(asking, ip, asOf),
    placesOf(asking, [ip.key]),
    isAtHome(asking, ip),
    dayNumbers(asking, ip, asOf),
    riskOf(asking, ip, asOf, settings),
  ])
  const place = places(ip.text)
  const users = named.filter(({ attribute }) => USERS.includes(attribute))
  const groups = await groupsOfUsers(
    asking,
    users.map(({ value }) => value),
  )
  return {
    ip: ip.text,
    ...(ip.note !== undefined && { note: ip.note }),
    ...(asOf !== undefined && { as_of: isoOfMicros(asOf) }),
    is_home: isHome,
    first_seen: isoOfSqlTime(known.first),
    last_seen: isoOfSqlTime(untilAsOf(known.last, asOf)),
    names: named
      .filter(({ attribute }) => NAMES.includes(attribute))
      .map((row) => ({ name: row.value, ...seenOf(row, asOf) })),
    roles: [...givenRoles(place), ...inferred],
    networks: place.path,
    network: place.network,
    site: place.site,
    groups: place.groups,
    users: users.map((row) => ({
      user: row.value,
      groups: groups.get(row.value) ?? [],
      ...seenOf(row, asOf),
    })),
    numbers,
    risk,
    completeness: completeness(elapsed, undefined),
  }
}

function untilAsOf(last: string, asOf: Micros | undefined): string {
  return asOf !== undefined && microsOfSqlTime(last) > asOf ? sqlTimeOfMicros(asOf) : last
}

interface NamedRow extends SeenRow {
  readonly attribute: string
  readonly value: string
}

function namesOf(asking: HostAsking, ip: HostIp, asOf: Micros | undefined): Promise<NamedRow[]> {
  const facts = factsOfHost(ip, asOf)
  return hostRows<NamedRow>(asking, {
    sql: `SELECT attribute, value, ${SEEN_COLUMNS} FROM facts
WHERE ${facts.sql} AND attribute IN {x_attributes:Array(String)} AND value != ''
GROUP BY attribute, value
ORDER BY attribute, times DESC, value
LIMIT ${MOST_NAMES} BY attribute`,
    params: { ...facts.params, x_attributes: [...NAMES, ...USERS] },
  })
}

async function inferredRoles(
  asking: HostAsking,
  ip: HostIp,
  asOf: Micros | undefined,
): Promise<HostRoleEvidence[]> {
  const rows = await hostRows<{ role: string; met: string; evidence: string[] }>(asking, {
    sql: `SELECT role, toString(since) AS met, evidence FROM host_roles
WHERE host = {x_host:IPv6} ${asOf === undefined ? '' : `AND since <= {x_as_of:DateTime64(6, 'UTC')}`}
ORDER BY role`,
    params: { x_host: ip.key, ...(asOf !== undefined && { x_as_of: sqlTimeOfMicros(asOf) }) },
  })
  return rows.map(({ role, met, evidence }) => ({
    role,
    by: 'inferred',
    since: isoOfSqlTime(met),
    evidence,
  }))
}

function givenRoles({ roles, network }: Place): HostRoleEvidence[] {
  return roles.map((role) => ({
    role,
    by: 'organisation',
    since: null,
    evidence: [`given by the organisation${network === '' ? '' : ` (${network})`}`],
  }))
}

async function isAtHome(asking: HostAsking, ip: HostIp): Promise<boolean> {
  const test = homeTest('host', asking.home)
  const [row] = await hostRows<{ is_home: number | boolean }>(asking, {
    sql: `SELECT ${test.sql} AS is_home FROM (SELECT {x_host:IPv6} AS host)`,
    params: { ...test.params, x_host: ip.key },
  })
  return Boolean(Number(row?.is_home ?? 0))
}

/** Groups of the organisation that users are in, whatever the case of their names. */
async function groupsOfUsers(
  asking: HostAsking,
  users: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  if (users.length === 0) return new Map()
  const rows = await hostRows<{ user: string; names: string[] }>(asking, {
    sql: `SELECT lower(user) AS user, arraySort(groupUniqArray(\`group\`)) AS names FROM user_groups
WHERE lower(user) IN {x_users:Array(String)} GROUP BY user`,
    params: { x_users: users.map((user) => user.toLowerCase()) },
  })
  const found = new Map(rows.map(({ user, names }) => [user, names]))
  return new Map(users.map((user) => [user, found.get(user.toLowerCase()) ?? []]))
}
