import type { Level } from '@spoor/model'
import { ConfigError } from '../../config/config.js'
import { LEVELS } from '../../hunts/levels.js'
import { KINDS } from '../../sightings/kinds.js'
import { PROPERTIES } from './properties.js'

/** How the risk of hosts is reckoned. Points are those of a score from 0 to 100. */
export interface RiskRules {
  /** Days after which a finding or a sighting counts half as much. */
  readonly halfLifeDays: number
  readonly findings: {
    /** Most points that all findings of a host can add. */
    readonly cap: number
    readonly weights: Readonly<Record<Level, number>>
    /** A finding that an analyst confirmed counts so many times. */
    readonly confirmed: number
    /** For the server of a finding it counts this share of what it does for the client. */
    readonly serverShare: number
    /** Findings of one hunt count as that many of the newest at most. */
    readonly repeats: number
  }
  readonly sightings: {
    readonly cap: number
    /** Days in which a value counts as newly seen. */
    readonly days: number
    readonly repeats: number
    /** By kind of sighting; those that are not named add nothing. */
    readonly weights: Readonly<Record<string, number>>
  }
  readonly properties: {
    readonly cap: number
    /** Days for which a property holds after it was last seen. */
    readonly days: number
    readonly weights: Readonly<Record<string, number>>
  }
}

export const DEFAULT_RISK: RiskRules = {
  halfLifeDays: 14,
  findings: {
    cap: 80,
    weights: { critical: 50, high: 25, medium: 10, low: 3, informational: 0 },
    confirmed: 2,
    serverShare: 0.5,
    repeats: 3,
  },
  sightings: {
    cap: 30,
    days: 7,
    repeats: 3,
    weights: {
      'external-transfer-server': 8,
      'transfer-service-offered': 8,
      'transfer-service-used': 4,
      'odd-port-offered': 6,
      'odd-port-used': 6,
      'service-offered': 4,
      'ftp-user': 4,
      'ftp-client-software': 4,
      'ssh-client-software': 4,
      'ssh-client-hassh': 4,
      'ssh-activity': 4,
      ja3: 2,
      ja4: 2,
      'user-agent': 2,
      'certificate-issuer': 2,
      'alert-signature': 4,
      country: 4,
    },
  },
  properties: {
    cap: 30,
    days: 30,
    weights: Object.fromEntries(PROPERTIES.map(({ id, weight }) => [id, weight])),
  },
}

const MOST_POINTS = 100
const MOST_DAYS = 366
const MOST_REPEATS = 1000

/** A part of the rules as it is read, and where in the file it stands. */
interface Part {
  readonly place: string
  readonly values: Record<string, unknown>
}

/**
 * Reads the rules from plain objects, such as a part of `spoor.yaml`; what is left out is as in
 * `DEFAULT_RISK`.
 * @throws ConfigError that names the place of the mistake
 */
export function parseRisk(input: unknown): RiskRules {
  if (input === undefined || input === null) return DEFAULT_RISK
  const top = partAt('risk', input, ['half_life_days', 'findings', 'sightings', 'properties'])
  const { findings, sightings, properties, halfLifeDays } = DEFAULT_RISK
  const found = inner(top, 'findings', ['cap', 'weights', 'confirmed', 'server_share', 'repeats'])
  const seen = inner(top, 'sightings', ['cap', 'days', 'repeats', 'weights'])
  const owned = inner(top, 'properties', ['cap', 'days', 'weights'])
  return {
    halfLifeDays: number(top, 'half_life_days', halfLifeDays, 0.1, MOST_DAYS),
    findings: {
      cap: number(found, 'cap', findings.cap, 0, MOST_POINTS),
      weights: {
        ...findings.weights,
        ...weights(found, LEVELS, 'a level'),
      },
      confirmed: number(found, 'confirmed', findings.confirmed, 1, 10),
      serverShare: number(found, 'server_share', findings.serverShare, 0, 1),
      repeats: wholeNumber(found, 'repeats', findings.repeats, MOST_REPEATS),
    },
    sightings: {
      cap: number(seen, 'cap', sightings.cap, 0, MOST_POINTS),
      days: wholeNumber(seen, 'days', sightings.days, MOST_DAYS),
      repeats: wholeNumber(seen, 'repeats', sightings.repeats, MOST_REPEATS),
      weights: {
        ...sightings.weights,
        ...weights(
          seen,
          KINDS.map(({ kind }) => kind),
          'a kind of sighting',
        ),
      },
    },
    properties: {
      cap: number(owned, 'cap', properties.cap, 0, MOST_POINTS),
      days: wholeNumber(owned, 'days', properties.days, MOST_DAYS),
      weights: {
        ...properties.weights,
        ...weights(
          owned,
          PROPERTIES.map(({ id }) => id),
          'a property',
        ),
      },
    },
  }
}

/** @throws ConfigError unless it is an object with known keys only */
function partAt(place: string, input: unknown, known: readonly string[]): Part {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new ConfigError(`${place}: must be an object`)
  }
  const values = { ...input } as Record<string, unknown>
  const unknown = Object.keys(values).find((key) => !known.includes(key))
  if (unknown !== undefined) {
    throw new ConfigError(
      `${place}.${unknown.slice(0, 80)}: is not known; there are ${known.join(', ')}`,
    )
  }
  return { place, values }
}

function inner({ place, values }: Part, key: string, known: readonly string[]): Part {
  return partAt(`${place}.${key}`, values[key] ?? {}, known)
}

function number(
  { place, values }: Part,
  key: string,
  usual: number,
  least: number,
  most: number,
): number {
  const value = values[key] ?? usual
  if (typeof value !== 'number' || !(value >= least && value <= most)) {
    throw new ConfigError(`${place}.${key}: must be a number from ${least} to ${most}`)
  }
  return value
}

function wholeNumber(part: Part, key: string, usual: number, most: number): number {
  const value = part.values[key] ?? usual
  if (!Number.isInteger(value) || Number(value) < 1 || Number(value) > most) {
    throw new ConfigError(`${part.place}.${key}: must be a whole number from 1 to ${most}`)
  }
  return Number(value)
}

function weights(part: Part, names: readonly string[], what: string): Record<string, number> {
  const place = `${part.place}.weights`
  const input = part.values['weights'] ?? {}
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new ConfigError(`${place}: must be an object`)
  }
  const values = { ...input } as Record<string, unknown>
  for (const name of Object.keys(values)) {
    if (!names.includes(name)) {
      throw new ConfigError(`${place}.${name.slice(0, 80)}: is not the name of ${what}`)
    }
  }
  const read = { place, values }
  return Object.fromEntries(
    Object.keys(values).map((name) => [name, number(read, name, 0, 0, MOST_POINTS)]),
  )
}
