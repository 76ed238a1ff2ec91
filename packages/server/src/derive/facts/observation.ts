/**
 * What is observed of hosts in one kind of events: rows are grouped by few columns first, and each
 * group then yields its facts. So most work is done on narrow columns and not on texts.
 */
export interface Observation {
  /** Types of events in which it is looked for; the type is the source of the facts. */
  readonly types: readonly string[]
  /** SQL that is true for events that say it; columns of events. */
  readonly where: string
  /** SQL of the host's address over `keys`; may be NULL or no host's address. */
  readonly host: string
  /** SQL by name: what events are grouped by, together with the type. */
  readonly keys: Readonly<Record<string, string>>
  readonly facts: readonly Observed[]
}

/** One attribute of an observation. */
export interface Observed {
  readonly attribute: string
  /** SQL of the value over the names of `keys`; an empty text is no fact. */
  readonly value: string
  /** SQL of the host's address, where it is not that of the observation. */
  readonly host?: string
}

/** Who an event is about; `assumeNotNull` is safe because events without addresses are left out. */
export const SOURCE = 'assumeNotNull(source_ip)'
export const DESTINATION = 'assumeNotNull(destination_ip)'
export const HAS_ADDRESSES = 'isNotNull(source_ip) AND isNotNull(destination_ip)'

/** Facts whose value is one key as it is. */
export function keyed(facts: Readonly<Record<string, string>>): Observed[] {
  return Object.entries(facts).map(([attribute, key]) => ({
    attribute,
    value: `toString(${key})`,
  }))
}

/** Facts whose value is a name without case, such as a domain. */
export function caseless(facts: Readonly<Record<string, string>>): Observed[] {
  return Object.entries(facts).map(([attribute, key]) => ({ attribute, value: `lower(${key})` }))
}

/** The keys of columns that keep their names. */
export function columns(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `events.${name}`]))
}

/**
 * SQL that is true for alerts whose destination sent something in the flow. The counters are of the
 * flow's own sides, which an alert on an answer has turned round.
 */
export const ALERT_ANSWERED = `ifNull(if(flow_source_ip != ''
  AND toIPv6OrDefault(toString(flow_source_ip)) = destination_ip, source_packets, destination_packets), 0) > 0`
