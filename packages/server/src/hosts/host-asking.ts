import { Bindings } from '../derive/bindings.js'
import { inNetworks } from '../organisation/in-networks.js'
import { prefixed, type Fragment } from '../query/fragment.js'
import { settingsFor } from '../questions/budget.js'
import { parseMoment, sqlTimeOfMicros, type Micros } from '../questions/moment.js'
import type { Asking, Source } from '../questions/question.js'
import type { HostIp } from './host-address.js'
import type { Platform } from '../platform.js'
import { learningDaysOf, type LearningDays } from '../sightings/learning.js'
import type { RiskRules } from './risk/rules.js'

/** What questions about a host are asked with. */
export interface HostAsking extends Asking {
  /** Networks of the organisation, as CIDR. */
  readonly home: readonly string[]
  /** In which it counts its hours. */
  readonly timeZone: string
  readonly learningDays: LearningDays
  readonly risk: RiskRules
}

/** What the site adds to a question about hosts. */
type HostSite = Pick<Platform, 'state' | 'organisation' | 'calendar' | 'risk'>

/** Puts together what questions about a host are asked with. */
export async function hostAsking(site: HostSite, asking: Asking): Promise<HostAsking> {
  const { state, organisation, calendar, risk } = site
  return {
    ...asking,
    home: organisation.home,
    timeZone: calendar.timeZone,
    learningDays: await learningDaysOf(state),
    risk,
  }
}

/** Runs a statement about a host within the limits of a question. @throws StoreError */
export function hostRows<T>(
  { store, limits, signal }: HostAsking,
  { sql, params }: Source,
): Promise<T[]> {
  return store.rows<T>(sql, { params, settings: settingsFor(limits.seconds, limits), signal })
}

/** The moment whose knowledge is asked for; undefined means now. @throws QuestionError TIME_INVALID */
export function asOfOf(asOf: string | undefined, now: Date): Micros | undefined {
  return asOf === undefined || asOf === '' ? undefined : parseMoment(asOf, now)
}

/** `WHERE …` of the facts of a host, as far as they were known at a moment. */
export function factsOfHost(ip: HostIp, asOf: Micros | undefined): Source {
  return {
    sql: `host = {x_host:IPv6}${asOf === undefined ? '' : ` AND first <= {x_as_of:DateTime64(6, 'UTC')}`}`,
    params: { x_host: ip.key, ...(asOf !== undefined && { x_as_of: sqlTimeOfMicros(asOf) }) },
  }
}

/** SQL that is true where an address is one of home. Its parameters begin with `home_`. */
export function homeTest(address: string, home: readonly string[]): Fragment {
  const bindings = new Bindings()
  return prefixed({ sql: inNetworks(address, home, bindings), params: bindings.params }, 'home_')
}
