import { expandAddress } from './address.js'
import type { Cast } from './cast.js'
import type { Take } from './takes.js'
import { parseMicros } from './times.js'

/** Text that stays, or a function that writes what stands for it with a cast. */
export type TextPiece = string | ((cast: Cast) => string)

interface Token {
  pattern: RegExp
  write(match: RegExpExecArray): TextPiece
}

const CLOCK = /Local time is now (\d\d):(\d\d)/g
const COMMA_ADDRESS = /(?<![\d,])(\d{1,3},\d{1,3},\d{1,3},\d{1,3}),(\d{1,3}),(\d{1,3})(?![\d,])/g
const EXTENDED_PASSIVE = /\(\|\|\|(\d{1,5})\|\)/g
const EXTENDED_ACTIVE = /\|([12])\|([0-9a-f.:]{2,45})\|(\d{1,5})\|/gi

/**
 * Finds, in the texts of a take, what names a host, an address, a port or the moment of recording:
 * arguments and replies of FTP commands, names looked up, server names, file names.
 */
export class TextTokens {
  readonly #tokens: Token[]

  constructor(take: Take) {
    this.#tokens = [
      {
        pattern: COMMA_ADDRESS,
        write: ([, address = '', high = '', low = '']) => {
          const recorded = address.replaceAll(',', '.')
          const port = Number(high) * 256 + Number(low)
          return (cast) => {
            const mapped = cast.port(port)
            const host = cast.address(recorded).replaceAll('.', ',')
            return `${host},${mapped >> 8},${mapped & 255}`
          }
        },
      },
      {
        pattern: EXTENDED_PASSIVE,
        write:
          ([, port]) =>
          (cast) =>
            `(|||${cast.port(Number(port))}|)`,
      },
      {
        pattern: EXTENDED_ACTIVE,
        write:
          ([, family = '', address = '', port]) =>
          (cast) =>
            `|${family}|${cast.address(address)}|${cast.port(Number(port))}|`,
      },
      ...momentTokens(take),
      ...hostTokens(take),
    ]
  }

  /** The pieces of a text, or undefined when nothing in it depends on the cast. */
  split(value: string): TextPiece[] | undefined {
    let pieces: TextPiece[] = [value]
    for (const token of this.#tokens) {
      pieces = pieces.flatMap((piece) =>
        typeof piece === 'string' ? apply(token, piece) : [piece],
      )
    }
    return pieces.every((piece) => typeof piece === 'string') ? undefined : pieces
  }

  /** The text as a cast shows it. */
  map(value: string, cast: Cast): string {
    const pieces = this.split(value) ?? [value]
    return pieces.map((piece) => (typeof piece === 'string' ? piece : piece(cast))).join('')
  }
}

function apply(token: Token, value: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (const match of value.matchAll(token.pattern)) {
    if (match.index > from) pieces.push(value.slice(from, match.index))
    pieces.push(token.write(match))
    from = match.index + match[0].length
  }
  if (from < value.length) pieces.push(value.slice(from))
  return pieces
}

/** Times of recording inside names and replies: they move with the events. */
function momentTokens(take: Take): Token[] {
  const day = take.recorded.start.slice(0, 10)
  const [year = '', month = '', date = ''] = day.split('-')
  const midnight = parseMicros(`${day}T00:00:00+0000`)
  const shifted = (seconds: number, format: (iso: string) => string): TextPiece => {
    const recorded = midnight + seconds * 1_000_000
    return (cast) => format(new Date((recorded + cast.shift) / 1000).toISOString())
  }
  return [
    {
      pattern: new RegExp(`${year}_${month}_${date}_(\\d\\d)_(\\d\\d)_(\\d\\d)`, 'g'),
      write: (match) =>
        shifted(clock(match.slice(1)), (iso) => iso.slice(0, 19).replace(/[-T:]/g, '_')),
    },
    {
      pattern: new RegExp(`(?<!\\d)${year}${month}${date}(\\d\\d)(\\d\\d)(\\d\\d)(?!\\d)`, 'g'),
      write: (match) =>
        shifted(clock(match.slice(1)), (iso) => iso.slice(0, 19).replace(/\D/g, '')),
    },
    {
      pattern: CLOCK,
      write: (match) =>
        shifted(clock(match.slice(1)), (iso) => `Local time is now ${iso.slice(11, 16)}`),
    },
  ]
}

/** Seconds since midnight of hours, minutes and seconds. */
function clock(parts: readonly string[]): number {
  const [hours = 0, minutes = 0, seconds = 0] = parts.map(Number)
  return hours * 3600 + minutes * 60 + seconds
}

/** Addresses and names of the roles that somebody else can play. */
function hostTokens(take: Take): Token[] {
  const tokens: Token[] = []
  for (const role of Object.values(take.roles)) {
    if (role.place === 'fixed' || role.place === 'other') continue
    const addresses = [role.address]
    if (role.address6 !== undefined) addresses.push(role.address6, expandAddress(role.address6))
    for (const address of addresses) {
      // A port, or the prefix of a mapped address, may touch an IPv4 address; not an IPv6 one.
      const edges = address.includes(':') ? ['[\\w.:]', '[\\w:]'] : ['[\\w.]', '\\w|\\.\\d']
      tokens.push({
        pattern: new RegExp(`(?<!${edges[0]})${escape(address)}(?!${edges[1]})`, 'g'),
        write: () => (cast) => cast.address(address),
      })
    }
    // Names of strangers' machines ("cust") could be words; only the office's own are looked for.
    const names = role.place === 'internet' ? [role.dnsName] : [role.dnsName, role.hostName]
    for (const name of names) {
      tokens.push({
        // An underscore ends a name: PW_user-HOST_2026….
        pattern: new RegExp(`(?<![A-Za-z0-9])${escape(name)}(?![A-Za-z0-9])`, 'g'),
        write: () => (cast) => cast.name(name),
      })
    }
  }
  return tokens
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
