import { parseAddress } from '@spoor/model'
import { bytesText, counted, quoted } from '../words.js'
import type { BehaviourRow } from './behaviour.js'

/** Texts of the figures that sentences name. */

const VALUES_SHOWN = 3

/** What an analytic sums: bytes, or records. */
export type Amount = 'bytes' | 'records'

/** A number that the statement answered in its column `detail`; NaN if it did not. */
export function numberIn({ detail }: BehaviourRow, name: string): number {
  return Number(detail[name]?.[0] ?? NaN)
}

/** `1.2 GB`, or `1,204 records`. */
export function amountText(of: Amount, amount: number): string {
  return of === 'bytes' ? bytesText(Math.round(amount), 'exact') : counted(round(amount), 'record')
}

/** A number with at most one digit behind the point: `12`, `3.5`. */
export function numberText(value: number): string {
  return round(value).toLocaleString('en-US')
}

/** An address or a number by itself, and what somebody chose in quotation marks. */
export function valueText(value: string): string {
  return parseAddress(value) !== undefined || /^\d+$/.test(value) ? value : quoted(value)
}

/** `10.0.0.1, 10.0.0.2 and 7 more`; `total` is how many there are in all. */
export function valuesText(values: readonly string[], total: number): string {
  const shown = values.slice(0, VALUES_SHOWN).map(valueText)
  const more = total - shown.length
  if (more > 0) return `${shown.join(', ')} and ${more.toLocaleString('en-US')} more`
  if (shown.length < 2) return shown.join('')
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** `02:00–03:59, 23:00–23:59`, from a bit for each hour of the day; empty for no hour. */
export function hoursText(bits: number): string {
  const isSet = (hour: number) => ((bits >> hour) & 1) === 1
  const hours = Array.from({ length: 24 }, (_, hour) => hour)
  const text = (hour: number) => String(hour).padStart(2, '0')
  return hours
    .filter((hour) => isSet(hour) && !isSet(hour - 1))
    .map((from) => {
      const last = hours.find((hour) => hour >= from && !isSet(hour + 1)) ?? from
      return `${text(from)}:00–${text(last)}:59`
    })
    .join(', ')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
