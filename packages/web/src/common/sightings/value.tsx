import { findHostAttribute } from '@spoor/model'
import type { Pivot } from '../pivot/pivot-context.js'
import { PivotValue } from '../pivot/value.js'

/** The pivot of a value of a host's attribute: a field of records that holds it, or else of hosts. */
export function pivotOf(attribute: string | undefined, value: string): Pivot {
  if (attribute === undefined) return { subject: 'events', field: 'source.ip', value }
  const pivot = findHostAttribute(attribute)?.pivot
  return pivot === undefined
    ? { subject: 'hosts', field: `host.${attribute}`, value }
    : { subject: pivot.subject, field: pivot.field, value }
}

/** A value of a host's attribute, or a host: a pivot. */
export function AttributeValue({
  attribute,
  value,
  most,
  tabbable = true,
}: {
  /** Absent if the value is a host itself. */
  attribute: string | undefined
  value: string
  most?: number
  tabbable?: boolean
}) {
  return <PivotValue {...pivotOf(attribute, value)} value={value} most={most} tabbable={tabbable} />
}
