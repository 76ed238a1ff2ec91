import ipaddr from 'ipaddr.js'

/**
 * What the values of a question mean: addresses, networks, numbers, moments. Parser, completion
 * and the store's compiler share these, so that what is accepted is also what is asked.
 */

/** A run of addresses, both ends included, as 128-bit numbers; IPv4 is mapped into IPv6. */
export interface AddressRange {
  readonly first: bigint
  readonly last: bigint
}

const ADDRESS_BITS = 128
const MAPPED_PREFIX = 0xffffn << 32n
const LONGEST_ADDRESS = 45

function bytesToNumber(bytes: readonly number[]): bigint {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  return value
}

/** An IPv4 or IPv6 address as a 128-bit number (IPv4 mapped), or undefined. Zones are refused. */
export function parseAddress(text: string): bigint | undefined {
  if (text.length > LONGEST_ADDRESS) return undefined
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) {
    return MAPPED_PREFIX | bytesToNumber(ipaddr.IPv4.parse(text).toByteArray())
  }
  if (!text.includes(':') || text.includes('%') || !ipaddr.IPv6.isValid(text)) return undefined
  return bytesToNumber(ipaddr.IPv6.parse(text).toByteArray())
}

/** The addresses of a network in CIDR form, or undefined. Host bits may be set; they are ignored. */
export function parseNetwork(text: string): AddressRange | undefined {
  const match = /^([0-9a-fA-F:.]+)\/(\d{1,3})$/.exec(text)
  const [, addressText = '', lengthText = ''] = match ?? []
  const address = parseAddress(addressText)
  if (match === null || address === undefined) return undefined
  const isV4 = !addressText.includes(':')
  const length = Number(lengthText)
  if (length > (isV4 ? 32 : ADDRESS_BITS)) return undefined
  const hostBits = BigInt((isV4 ? 32 : ADDRESS_BITS) - length)
  const first = (address >> hostBits) << hostBits
  return { first, last: first | ((1n << hostBits) - 1n) }
}

/** A 128-bit number in the text form of IPv6 that ClickHouse reads. */
export function formatAddress(address: bigint): string {
  const hex = address.toString(16).padStart(32, '0')
  return (hex.match(/.{4}/g) ?? []).join(':')
}

const UNITS: Record<string, number> = { k: 1, m: 2, g: 3, t: 4 }
const MAX_UINT64 = 0xffffffffffffffffn

/**
 * A whole number from 0 to 2⁶⁴−1, or undefined. `10k`, `1.5MB`, `2GiB` count in thousands, and in
 * 1024 with the `i`.
 */
export function parseInteger(text: string): bigint | undefined {
  const match = /^(\d{1,20})(?:\.(\d{1,6}))?(?:([kmgt])(i?)b?)?$/i.exec(text)
  if (match === null) return undefined
  const [, whole = '', fraction = '', unit, binary] = match
  if (unit === undefined) return fraction === '' ? limited(BigInt(whole)) : undefined
  const factor = (binary ? 1024n : 1000n) ** BigInt(UNITS[unit.toLowerCase()] ?? 0)
  const scale = 10n ** BigInt(fraction.length)
  return limited((BigInt(whole + fraction) * factor) / scale)
}

function limited(value: bigint): bigint | undefined {
  return value <= MAX_UINT64 ? value : undefined
}

/** A decimal number as text that every reader takes, or undefined. */
export function parseDecimal(text: string): number | undefined {
  if (text.length > 40 || !/^-?\d+(?:\.\d+)?(?:e[+-]?\d{1,3})?$/i.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

/** `true`, `false`, `yes` or `no` in any case, or undefined. */
export function parseBoolean(text: string): boolean | undefined {
  switch (text.toLowerCase()) {
    case 'true':
    case 'yes':
      return true
    case 'false':
    case 'no':
      return false
    default:
      return undefined
  }
}

/** From `from` up to and without `to`, in microseconds since 1970 UTC. */
export interface TimeSpan {
  readonly from: number
  readonly to: number
}

const SECOND = 1_000_000
const SPANS: Record<string, number> = {
  s: SECOND,
  m: 60 * SECOND,
  h: 3_600 * SECOND,
  d: 86_400 * SECOND,
  w: 7 * 86_400 * SECOND,
}
/** ClickHouse's DateTime64 keeps the years 1900 to 2299. */
const EARLIEST = Date.UTC(1900, 0, 1) * 1000
const LATEST = Date.UTC(2299, 11, 31) * 1000
/** 1970-01-01 was a Thursday; weeks begin on Monday. */
const MONDAY_OFFSET = 4 * 86_400 * SECOND

/**
 * The time that a text names, as the whole span that it is precise to: a date is a day,
 * `2026-06-01T10:00` a minute. `now` with `-24h`, `+1d` and so on is relative to `now`; `/d` widens
 * it to the day. Without a zone, UTC. Undefined when it is no time.
 */
export function parseTime(text: string, now: Date): TimeSpan | undefined {
  return text.startsWith('now') ? relativeTime(text, now) : absoluteTime(text)
}

function relativeTime(text: string, now: Date): TimeSpan | undefined {
  const match = /^now((?:[+-]\d{1,6}[smhdw]){0,10})(?:\/([smhdw]))?$/.exec(text)
  if (match === null) return undefined
  const [, steps = '', unit] = match
  let at = now.getTime() * 1000
  for (const [, sign, count, step = ''] of steps.matchAll(/([+-])(\d+)([smhdw])/g)) {
    at += (sign === '-' ? -1 : 1) * Number(count) * (SPANS[step] ?? 0)
  }
  at = Math.min(Math.max(at, EARLIEST), LATEST)
  if (unit === undefined) return { from: at, to: at + 1 }
  const length = SPANS[unit] ?? SECOND
  const offset = unit === 'w' ? MONDAY_OFFSET : 0
  const from = Math.floor((at - offset) / length) * length + offset
  return { from, to: from + length }
}

const ABSOLUTE =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/i

function absoluteTime(text: string): TimeSpan | undefined {
  const match = ABSOLUTE.exec(text)
  if (match === null) return undefined
  const [, year = '', month, day, hour, minute, second, fraction, zone = 'Z'] = match
  const parts = [year, month ?? 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0].map(Number)
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = parts
  const start = new Date(Date.UTC(y, mo - 1, d, h, mi, s))
  const isReal =
    start.getUTCFullYear() === y && start.getUTCMonth() === mo - 1 && start.getUTCDate() === d
  const offset = zoneOffset(zone)
  if (!isReal || h > 23 || mi > 59 || s > 59 || offset === undefined) return undefined
  const micros = Number((fraction ?? '').slice(0, 6).padEnd(6, '0'))
  const from = start.getTime() * 1000 + micros - offset
  if (from < EARLIEST || from > LATEST) return undefined
  if (month === undefined) return { from, to: Date.UTC(y + 1, 0, 1) * 1000 }
  if (day === undefined) return { from, to: Date.UTC(y, mo, 1) * 1000 }
  return { from, to: from + precisionOf(hour, minute, second, fraction) }
}

function precisionOf(hour?: string, minute?: string, second?: string, fraction?: string): number {
  if (hour === undefined) return 86_400 * SECOND
  if (minute === undefined) return 3_600 * SECOND
  if (second === undefined) return 60 * SECOND
  return 10 ** Math.max(0, 6 - (fraction ?? '').length)
}

function zoneOffset(zone: string): number | undefined {
  if (zone.toUpperCase() === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(-2))
  if (hours > 14 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60 * SECOND
}
