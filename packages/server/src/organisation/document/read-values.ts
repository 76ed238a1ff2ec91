import { readPrefix, type ReadPrefix } from '../prefix.js'
import { ORGANISATION_LIMITS as LIMITS } from './limits.js'
import { Problems, TooLargeError, type Spot } from './problems.js'

/** Characters that hide, or that turn a line around; joiners belong to some scripts. */
const FORBIDDEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/u
const FORBIDDEN_IN_NOTES = /(?![\n\t])[\p{Cc}\p{Cs}]|(?![\u200c\u200d])\p{Cf}/u

/** What is read of a document, with what is wrong in it. */
export class Reading {
  readonly problems = new Problems()
  readonly warnings = new Problems()
  /** Where each network of the tree was read, by node. */
  private readonly spots = new WeakMap<object, Spot>()
  private networks = 0

  remember(node: object, spot: Spot): void {
    this.spots.set(node, spot)
  }

  spotOf(node: object): Spot | undefined {
    return this.spots.get(node)
  }

  /** A map whose keys are among some; empty if it is none. Keys without a value are left out. */
  map(spot: Spot, input: unknown, keys: readonly string[]): Readonly<Record<string, unknown>> {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      this.problems.add(spot, 'must be an object')
      return {}
    }
    const entries = Object.entries(input).filter(([, value]) => value !== null)
    for (const [key] of entries) {
      if (!keys.includes(key)) {
        this.problems.add(spot.at(shownKey(key)), `is not known; write ${keys.join(', ')}`)
      }
    }
    return Object.fromEntries(entries)
  }

  list(spot: Spot, input: unknown, most: number, what: string): readonly unknown[] {
    if (input === undefined || input === null) return []
    if (!Array.isArray(input)) {
      this.problems.add(spot, 'must be a list')
      return []
    }
    if (input.length > most) this.tooLarge(spot, `has more than ${numberText(most)} ${what}`)
    return input
  }

  tooLarge(spot: Spot, message: string): never {
    this.problems.add(spot, message)
    throw new TooLargeError(message)
  }

  /** A name that people read; `fallback` if it is none. */
  name(spot: Spot, input: unknown, fallback: string): string {
    const text = typeof input === 'number' ? String(input) : input
    if (typeof text !== 'string' || text.trim() === '') {
      this.problems.add(spot, 'must be a text')
      return fallback
    }
    if (text.length > LIMITS.label) {
      this.problems.add(spot, `is longer than ${LIMITS.label} characters`)
    } else if (FORBIDDEN.test(text)) {
      this.problems.add(spot, 'has a control character, or one that cannot be seen')
    } else if (text !== text.trim()) {
      this.problems.add(spot, 'begins or ends with a space')
    } else {
      return text
    }
    return fallback
  }

  note(spot: Spot, input: unknown): { note?: string } {
    if (input === undefined || input === '') return {}
    if (typeof input !== 'string') this.problems.add(spot, 'must be a text')
    else if (input.length > LIMITS.note) {
      this.problems.add(spot, `is longer than ${numberText(LIMITS.note)} characters`)
    } else if (FORBIDDEN_IN_NOTES.test(input)) {
      this.problems.add(spot, 'has a control character, or one that cannot be seen')
    } else return { note: input }
    return {}
  }

  /** Users, or values of a list: they are compared with what attackers write, so they may be odd. */
  values(spot: Spot, input: unknown, most: number, what: string): string[] {
    const texts = new Set<string>()
    this.list(spot, input, most, what).forEach((value, index) => {
      const text = typeof value === 'number' ? String(value) : value
      if (typeof text !== 'string' || text === '') {
        this.problems.add(spot.at(index), 'must be a text')
      } else if (text.length > LIMITS.value) {
        this.problems.add(spot.at(index), `is longer than ${numberText(LIMITS.value)} characters`)
      } else if (/[\0\p{Cs}]/u.test(text)) {
        this.problems.add(spot.at(index), 'has U+0000 or half of a surrogate pair in it')
      } else {
        texts.add(text)
      }
    })
    return [...texts]
  }

  /** Networks as Spoor writes them. */
  prefixes(spot: Spot, input: unknown): string[] {
    const found: ReadPrefix[] = []
    this.list(spot, input, LIMITS.networks, 'networks').forEach((value, index) => {
      if (++this.networks > LIMITS.networks) {
        this.tooLarge(
          spot.at(index),
          `is one too many: an organisation has at most ${numberText(LIMITS.networks)} networks`,
        )
      }
      const prefix = this.prefix(spot.at(index), value)
      if (prefix) found.push(prefix)
    })
    return found.map(({ text }) => text)
  }

  private prefix(spot: Spot, value: unknown): ReadPrefix | undefined {
    if (typeof value !== 'string') {
      this.problems.add(spot, 'must be a network as text')
      return undefined
    }
    try {
      const prefix = readPrefix(value.trim())
      if (prefix.hasHostBits) {
        this.warnings.add(spot, `${value.trim()} has bits behind its prefix; it is ${prefix.text}`)
      }
      return prefix
    } catch (error) {
      this.problems.add(spot, error instanceof Error ? error.message : String(error))
      return undefined
    }
  }
}

/** A key from a document in a message: never long. */
function shownKey(key: string): string {
  return key.length > 60 ? `${key.slice(0, 60)}…` : key
}

export function numberText(value: number): string {
  return value.toLocaleString('en')
}
