import type { Field, TimePart } from './field.js'

/** Parts of a moment, and what their numbers mean. */
const PARTS: Record<TimePart, string> = {
  minute: 'minute, 0 to 59',
  hour: 'hour, 0 to 23',
  day: 'day of the month, 1 to 31',
  weekday: 'day of the week, from 1 for Monday to 7 for Sunday',
  week: 'ISO week of the year, 1 to 53',
  month: 'month, 1 to 12',
  year: 'year',
}

/** The fields that hold a part of a time field; none if the field is no time. */
export function timePartsOf(field: Field): Field[] {
  if (field.kind !== 'time') return []
  const { name, column, orColumn, lookup, group, aliases = [] } = field
  return (Object.keys(PARTS) as TimePart[]).map((part) => ({
    name: `${name}.${part}`,
    column,
    kind: 'integer',
    type: field.type.startsWith('Nullable(') ? 'Nullable(UInt16)' : 'UInt16',
    part,
    group,
    description: `Of ${name} in UTC: ${PARTS[part]}.`,
    aliases: aliases.map((alias) => `${alias}.${part}`),
    ...(lookup && { lookup }),
    ...(orColumn !== undefined && { orColumn }),
  }))
}
