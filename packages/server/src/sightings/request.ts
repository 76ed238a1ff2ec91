import type { SightingScope } from '@spoor/model'
import { readHostIp, type HostIp } from '../hosts/host-address.js'
import { parseMoment, parseRange, type Micros, type Range } from '../questions/moment.js'
import type { Asking } from '../questions/question.js'
import { QuestionError } from '../questions/question-error.js'
import { findKind, hasParts, KINDS, type Kind } from './kinds.js'
import type { LearningDays } from './learning.js'

/** What sightings are asked with. */
export interface SightingsAsking extends Asking {
  /** Networks of the organisation, as CIDR. */
  readonly home: readonly string[]
  readonly learningDays: LearningDays
}

/** Which facts a list is made of, and which of its rows are wanted. */
export interface Narrowed {
  readonly kinds: readonly Kind[]
  readonly range: Range
  /** Only what was known at this moment; absent: now. */
  readonly asOf?: Micros
  readonly find?: string
  /** A label at any level, or a whole path. */
  readonly network?: string
  readonly host?: HostIp
  readonly isLearningExcluded: boolean
  /** Hosts outside count too. */
  readonly isAnywhere: boolean
}

/** The words of a request that all lists here share. */
interface NarrowingWords {
  readonly kind?: string
  readonly from?: string
  readonly to?: string
  readonly as_of?: string
  readonly find?: string
  readonly network?: string
  readonly host?: string
  readonly learning?: 'include' | 'exclude'
  readonly hosts?: 'home' | 'all'
}

/**
 * Reads what a request narrows to.
 * @throws QuestionError KIND_UNKNOWN, TIME_INVALID, RANGE_INVALID, ADDRESS_INVALID
 */
export function narrowedBy(words: NarrowingWords, kinds: readonly Kind[], now: Date): Narrowed {
  const { as_of: asOf, find, network, host } = words
  return {
    kinds,
    range: parseRange(words, now),
    ...(asOf && { asOf: parseMoment(asOf, now) }),
    ...(find && { find }),
    ...(network && { network }),
    ...(host && { host: readHostIp(host) }),
    isLearningExcluded: words.learning === 'exclude',
    isAnywhere: words.hosts === 'all',
  }
}

/** Kinds that can be new in a scope: all, or those that are named. @throws QuestionError KIND_UNKNOWN */
export function kindsInScope(scope: SightingScope, names?: string): Kind[] {
  return kindsNamed(names).filter(({ scopes }) => scopes.includes(scope))
}

/** Kinds that can have outliers: all, or those that are named. @throws QuestionError KIND_UNKNOWN */
export function kindsWithParts(names?: string): Kind[] {
  return kindsNamed(names).filter(hasParts)
}

function kindsNamed(names: string | undefined): readonly Kind[] {
  const wanted = (names ?? '').split(',').flatMap((name) => name.trim() || [])
  return wanted.length === 0 ? KINDS : [...new Set(wanted.map(kindNamed))]
}

/** @throws QuestionError KIND_UNKNOWN */
function kindNamed(name: string): Kind {
  const kind = findKind(name)
  if (kind) return kind
  throw new QuestionError(
    'KIND_UNKNOWN',
    `There is no kind of sightings named ${JSON.stringify(name.slice(0, 60))}. The kinds: ${KINDS.map((one) => one.kind).join(', ')}.`,
  )
}
