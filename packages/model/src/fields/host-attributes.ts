import type { HostAttribute } from './host-attribute.js'
import { hostNetworkAttributes } from './host-network-attributes.js'
import { hostTransferAttributes } from './host-transfer-attributes.js'

/** Attributes whose values are kept as facts. */
export const factAttributes: readonly HostAttribute[] = [
  ...hostNetworkAttributes,
  ...hostTransferAttributes,
]

function derived(
  name: string,
  kind: 'number' | 'time' | 'label',
  group: string,
  description: string,
): HostAttribute {
  const column = kind === 'label' ? {} : { column: name }
  return { name, kind, group, description, sources: [], hasParts: false, ...column }
}

/** Attributes that are inferred, given by the organisation, or counted per host. */
const derivedAttributes: readonly HostAttribute[] = [
  derived('role', 'label', 'Identity', 'Roles, inferred from facts or given by the organisation.'),
  derived('network', 'label', 'Identity', 'Labels of the networks around its address.'),
  derived('group', 'label', 'Identity', 'Groups of hosts that it is in.'),
  derived('site', 'label', 'Identity', 'Site that its network belongs to.'),
  derived('risk', 'number', 'Volume', 'Risk, from 0 to 100.'),
  derived('first_seen', 'time', 'Volume', 'When it was first seen.'),
  derived('last_seen', 'time', 'Volume', 'When it was last seen.'),
  derived('days', 'number', 'Volume', 'UTC days on which it was seen.'),
  derived('events', 'number', 'Volume', 'Events that it took part in.'),
  derived('flows', 'number', 'Volume', 'Flows that it took part in.'),
  derived('bytes_out', 'number', 'Volume', 'Bytes that it sent, packet headers included.'),
  derived('bytes_in', 'number', 'Volume', 'Bytes that it received, packet headers included.'),
  derived('outside_bytes_out', 'number', 'Volume', 'Bytes that it sent to outside addresses.'),
  derived('outside_bytes_in', 'number', 'Volume', 'Bytes that it received from outside addresses.'),
  derived('alerts', 'number', 'Volume', 'Alerts in which it was the source or the destination.'),
  derived('off_hours_share', 'number', 'Volume', 'Percent of its events outside business hours.'),
]

function countOf({ name, group }: HostAttribute): HostAttribute {
  return {
    name: `${name}_count`,
    kind: 'count',
    group,
    description: `How many values \`${name}\` has.`,
    sources: [],
    hasParts: false,
    counts: name,
  }
}

/** All that can be asked of a host: facts, what is derived, and the count of each fact's values. */
export const hostAttributes: readonly HostAttribute[] = [
  ...factAttributes,
  ...derivedAttributes,
  ...factAttributes.map(countOf),
]

const byName = new Map(hostAttributes.map((attribute) => [attribute.name, attribute]))

/** The attribute of a name, without regard to case. */
export function findHostAttribute(name: string): HostAttribute | undefined {
  return byName.get(name.toLowerCase())
}
