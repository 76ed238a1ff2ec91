import { bitsOf } from '../query/slow-address.testing.js'
import { slowTimePart } from '../query/slow-parts.testing.js'
import type { TimePart } from '@spoor/model'

/** What one value of a Sigma rule says of an event. Empty and absent are the same, as in Spoor. */

/** An event as a sensor wrote it. */
export interface SigmaEvent {
  readonly line: string
  readonly json: Readonly<Record<string, unknown>>
}

export type SlowLists = ReadonlyMap<string, readonly string[]>

type Kind = 'text' | 'number' | 'address' | 'boolean' | 'time' | 'any'

/** Fields that rules ask for: where they are in an event, and of which kind. */
export const SIGMA_FIELDS: Readonly<Record<string, readonly [path: string, kind: Kind]>> = {
  'alert.signature': ['alert.signature', 'text'],
  'Alert.Signature': ['alert.signature', 'text'],
  'url.path': ['http.url', 'text'],
  'http.url': ['http.url', 'text'],
  'fileinfo.filename': ['fileinfo.filename', 'text'],
  'file.name': ['fileinfo.filename', 'text'],
  'email.to': ['smtp.rcpt_to', 'text'],
  'smtp.rcpt_to': ['smtp.rcpt_to', 'text'],
  src_ip: ['src_ip', 'address'],
  'source.ip': ['src_ip', 'address'],
  'destination.ip': ['dest_ip', 'address'],
  dest_port: ['dest_port', 'number'],
  'http.status': ['http.status', 'number'],
  'http.response.status_code': ['http.status', 'number'],
  'flow.alerted': ['flow.alerted', 'boolean'],
  '@timestamp': ['timestamp', 'time'],
  'extra.text': ['extra.text', 'any'],
  'extra.number': ['extra.number', 'any'],
  'extra.list': ['extra.list', 'any'],
  'extra.deep.list': ['extra.deep.list', 'any'],
}

type Scalar = string | number | boolean | null

/** Whether a field of an event meets one value; neither `all` nor `neq` is looked at. */
export function eventMeets(
  event: SigmaEvent,
  field: string,
  modifiers: readonly string[],
  value: Scalar,
  lists: SlowLists,
): boolean {
  const [path, kind] = SIGMA_FIELDS[field] ?? ['', 'any']
  const found = valuesAt(event.json, path)
  const has = (name: string) => modifiers.includes(name)
  if (has('exists')) return found.length > 0 === value
  if (value === null) return found.length === 0
  if (has('fieldref')) {
    const others = valuesAt(event.json, SIGMA_FIELDS[String(value)]?.[0] ?? '')
    return found.some((one) =>
      others.some((other) => sameText(String(one).toLowerCase(), String(other).toLowerCase(), has)),
    )
  }
  if (has('cidr')) return found.some((one) => inNetwork(String(one), String(value)))
  const part = modifiers.find((name) => TIME_PARTS.has(name)) as TimePart | undefined
  const compared =
    part === undefined ? found : found.map((one) => slowTimePart(utc(String(one)), part))
  const comparison = modifiers.find((name) => COMPARISONS.has(name))
  if (comparison !== undefined) {
    const holds = COMPARISONS.get(comparison) ?? (() => false)
    return compared.some(
      (one) => one !== true && one !== false && holds(Number(one), Number(value)),
    )
  }
  if (part !== undefined) return compared.includes(Number(value))
  if (value === '' && !modifiers.some((name) => PLACES.has(name))) return found.length === 0
  const texts = found.map(String)
  if (kind !== 'text' && !has('re') && equalsOtherwise(kind, texts, value, modifiers)) return true
  if (kind === 'address' && has('expand')) {
    const name = String(value).replaceAll('%', '')
    return (lists.get(name) ?? []).some((entry) => texts.some((text) => inNetwork(text, entry)))
  }
  const pattern = patternOf(modifiers, String(value), lists)
  return texts.some((text) => pattern(text))
}

/** Whether the line of an event has a keyword: as it is written, or as it reads. */
export function lineMeets(
  { line }: SigmaEvent,
  modifiers: readonly string[],
  value: Scalar,
  lists: SlowLists,
): boolean {
  const anywhere = modifiers.includes('re') ? modifiers : [...modifiers, 'contains']
  const pattern = patternOf(anywhere, String(value), lists)
  return pattern(line) || (!modifiers.includes('re') && pattern(unescaped(line)))
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }

function unescaped(line: string): string {
  return line.replaceAll(/\\(?:u(....)|(.))/g, (_, code?: string, char = '') =>
    code === undefined ? (ESCAPES[char] ?? char) : String.fromCharCode(parseInt(code, 16)),
  )
}

const PLACES = new Set(['contains', 'startswith', 'endswith'])
const TIME_PARTS = new Set(['minute', 'hour', 'day', 'week', 'month', 'year'])
const COMPARISONS = new Map<string, (a: number, b: number) => boolean>([
  ['lt', (a, b) => a < b],
  ['lte', (a, b) => a <= b],
  ['gt', (a, b) => a > b],
  ['gte', (a, b) => a >= b],
])

function utc(timestamp: string): string {
  return new Date(timestamp).toISOString().replace('T', ' ')
}

/** Numbers, booleans and addresses are the same however they are written. */
function equalsOtherwise(
  kind: Kind,
  texts: readonly string[],
  value: Scalar,
  modifiers: readonly string[],
): boolean {
  const wanted = String(value)
  if (modifiers.some((name) => name !== 'all' && name !== 'neq')) return false
  return texts.some((text) => {
    if (kind === 'address') return bitsOf(text) === bitsOf(wanted) && bitsOf(text) !== undefined
    return wanted.trim() !== '' && text.trim() !== '' && Number(text) === Number(wanted)
  })
}

/** What is at a path; every member of an array counts. */
function valuesAt(json: unknown, path: string): (string | number | boolean)[] {
  let values: unknown[] = [json]
  for (const key of path.split('.')) {
    values = values
      .filter((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
      .flatMap((value) => (value as Record<string, unknown>)[key])
  }
  return values.filter(
    (value): value is string | number | boolean =>
      ['string', 'number', 'boolean'].includes(typeof value) && value !== '',
  )
}

function sameText(text: string, other: string, has: (name: string) => boolean): boolean {
  if (has('contains')) return text.includes(other)
  if (has('startswith')) return text.startsWith(other)
  return has('endswith') ? text.endsWith(other) : text === other
}

function inNetwork(address: string, network: string): boolean {
  const [base = '', length = base.includes(':') ? '128' : '32'] = network.split('/')
  const digits = Number(length) + (base.includes(':') ? 0 : 96)
  const bits = bitsOf(address)
  return bits !== undefined && bits.slice(0, digits) === bitsOf(base)?.slice(0, digits)
}

/** Pieces of a regex in JavaScript for a value that is a text of Sigma. */
function patternOf(
  modifiers: readonly string[],
  value: string,
  lists: SlowLists,
): (text: string) => boolean {
  const has = (name: string) => modifiers.includes(name)
  const quote = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
  const listed = (name: string) => `(?:${(lists.get(name) ?? []).map(quote).join('|') || '[]'})`
  if (has('re')) {
    const source = has('expand')
      ? value.replaceAll(/%(\w+)%/g, (_, name: string) => listed(name))
      : value
    const flags = `${has('i') ? 'i' : ''}${has('m') ? 'm' : ''}${has('s') ? 's' : ''}u`
    const regex = new RegExp(source, flags)
    return (text) => regex.test(text)
  }
  const isCased = has('cased') || has('base64') || has('base64offset')
  const fold = (text: string) => (isCased ? text : text.toLowerCase())
  let body = ''
  let before = ''
  const units = value.match(has('expand') ? /\\[*?\\%]|%\w+%|[^]/gu : /\\[*?\\]|[^]/gu) ?? []
  for (const [i, unit] of units.entries()) {
    const isWord = /^[\p{L}\p{N}_]/u
    if (unit === '*') body += '[^]*'
    else if (unit === '?') body += '[^]'
    else if (has('expand') && /^%\w+%$/.test(unit)) body += fold(listed(unit.slice(1, -1)))
    else if (
      has('windash') &&
      /^[-/–—―]$/.test(unit) &&
      !isWord.test(before) &&
      isWord.test(units[i + 1] ?? '')
    )
      body += '[-/–—―]'
    else body += quote(fold(unit.length > 1 && unit.startsWith('\\') ? unit.slice(1) : unit))
    before = unit
  }
  if (has('base64') || has('base64offset')) body = encodings(value, modifiers).map(quote).join('|')
  const isInside = has('contains') || has('base64offset')
  const start = isInside || has('endswith') ? '' : '^'
  const end = isInside || has('startswith') ? '' : '$'
  const regex = new RegExp(`${start}(?:${body})${end}`, 'u')
  return (text) => regex.test(fold(text))
}

/** How a text may look in base64: the characters that no byte before or after it changes. */
function encodings(text: string, modifiers: readonly string[]): string[] {
  const units = [...text].flatMap((char) => char.split(''))
  const little = units.flatMap((unit) => [unit.charCodeAt(0) % 256, unit.charCodeAt(0) >> 8])
  const has = (name: string) => modifiers.includes(name)
  const bytes = has('utf16be')
    ? units.flatMap((unit) => [unit.charCodeAt(0) >> 8, unit.charCodeAt(0) % 256])
    : has('utf16')
      ? [0xff, 0xfe, ...little]
      : has('wide') || has('utf16le')
        ? little
        : [...new TextEncoder().encode(text)]
  if (has('base64')) return [btoa(String.fromCharCode(...bytes))]
  return [0, 1, 2].map((shift) => {
    const around = (filler: number) =>
      btoa(String.fromCharCode(...Array<number>(shift).fill(filler), ...bytes, filler, filler))
    const other = around(255)
    return [...around(0)].filter((char, i) => char === other[i] && char !== '=').join('')
  })
}
