import type { Field, TimePart } from '@spoor/model'

/**
 * The SQL of a field's value: its column, or a part of the time in it.
 */

const PARTS: Record<TimePart, (column: string) => string> = {
  minute: (column) => `toMinute(${column}, 'UTC')`,
  hour: (column) => `toHour(${column}, 'UTC')`,
  day: (column) => `toDayOfMonth(${column}, 'UTC')`,
  weekday: (column) => `toDayOfWeek(${column}, 0, 'UTC')`,
  week: (column) => `toISOWeek(${column}, 'UTC')`,
  month: (column) => `toMonth(${column}, 'UTC')`,
  year: (column) => `toYear(${column}, 'UTC')`,
}

/** An expression for the value of a field, of the field's type. */
export function fieldValue({ column, part }: Field): string {
  return part === undefined ? column : PARTS[part](column)
}
