import type { Level, Subject } from '@spoor/model'
import type { CorrelationPlan } from '../sigma/correlate/correlation-plan.js'
import type { Behaviour } from './behaviours/index.js'

/**
 * A hunt is data: what it looks at, how much of it is enough, and the sentence that says why it
 * became a finding. There are three kinds: a *filter* judges the records of one client, server and
 * day; a *correlation* (Sigma's) and a *behaviour* find patterns in many records.
 */
export type Hunt = FilterHunt | PatternHunt
export type PatternHunt = CorrelationHunt | BehaviourHunt

/** What all hunts have. */
interface HuntHeader {
  readonly id: string
  readonly title: string
  /** What it is about: the heading under which people find it. */
  readonly category: string
  /** The question in one plain sentence. */
  readonly question: string
  /** Why it matters. */
  readonly why: string
  /** Whether it makes findings unless a person asks for it: not so if it is noisy in many networks. */
  readonly isOn: boolean
  /** How bad a finding is, unless the way or a record of it says otherwise. */
  readonly level: Level
  /** ATT&CK ids. */
  readonly techniques: readonly string[]
  /** What looks the same and is harmless. */
  readonly falsePositives: string
  /** What the hunt reads; of a correlation, what its first rule reads. */
  readonly subject: Subject
  /** Kinds of records without which it cannot find anything. */
  readonly needs: readonly string[]
  /** Where to look next. */
  readonly next: readonly NextQuestion[]
  /** Thresholds by name. */
  readonly parameters: Readonly<Record<string, Parameter>>
  /**
   * The same hunt with other values of some of its parameters.
   * @throws Error for a name that it does not have, or a value out of its range
   */
  withParameters(values: Readonly<Record<string, number>>): Hunt
}

export interface FilterHunt extends HuntHeader {
  readonly kind: 'filter'
  /** Ways in which the hunt can be met; most have one. */
  readonly ways: readonly Way[]
}

export interface CorrelationHunt extends HuntHeader {
  readonly kind: 'correlation'
  readonly plan: CorrelationPlan
  readonly sentence: (figures: PatternFigures) => string
}

export interface BehaviourHunt extends HuntHeader {
  readonly kind: 'behaviour'
  /** Which records count, in the query language. */
  readonly where: string
  readonly behaviour: Behaviour
  readonly sentence: (figures: PatternFigures) => string
}

/** Another hunt that may know more. */
export interface NextQuestion {
  readonly hunt: string
  readonly why: string
}

/** A threshold, so that a site can have its own. */
export interface Parameter {
  readonly value: number
  /** The least and the greatest value that make sense. */
  readonly from: number
  readonly to: number
  readonly meaning: string
}

/** What the sentence of a pattern can be built from. */
export interface PatternFigures {
  /** Values of the fields that the pattern was found by, in their order. */
  readonly by: readonly string[]
  readonly records: number
  /** Seconds from the first record to the last. */
  readonly seconds: number
  /** Bytes of the records; null if of none they are known. */
  readonly bytes: number | null
  /** What the analytic measured, by the names that it gives to it. */
  readonly measured: Readonly<Record<string, string>>
}

/** One way in which a hunt is met. Its matches are grouped by client, server and UTC day. */
export interface Way {
  /** Part of the findings' ids: renaming it renames its findings. */
  readonly name: string
  /** Which sessions or transfers count, in the query language. */
  readonly where: string
  readonly enough: Enough
  readonly level?: Level
  /** Levels that apply if a record of the finding also meets the question; the worst counts. */
  readonly raised?: readonly { readonly level: Level; readonly where: string }[]
  /** One sentence with the figures that made it a finding. */
  readonly sentence: (figures: Figures) => string
}

/** How much makes a finding. */
export type Enough =
  /** A single record is enough. */
  | { readonly kind: 'one' }
  /** So many within some seconds. */
  | {
      readonly kind: 'many'
      readonly of: 'login failures' | 'sessions'
      readonly atLeast: number
      readonly withinSeconds: number
      /** If given, the last record of the window must meet this question. */
      readonly endingIn?: string
    }
  /** So many at the same time. */
  | { readonly kind: 'parallel'; readonly atLeast: number }

/** What a sentence can be built from; all of it is about the records of one finding. */
export interface Figures {
  readonly client: string
  readonly server: string
  /** Sessions or transfers. */
  readonly records: number
  readonly sessions: number
  readonly loginFailures: number
  /** Seconds from the start of the first record to the start of the last. */
  readonly seconds: number
  /** Most records at the same time. */
  readonly parallel: number
  /** Bytes moved; null if of no record they are known. */
  readonly bytes: number | null
  readonly bytesQuality: 'exact' | 'estimated' | 'at least'
  /** Some of the users, the first ones first, and how many there are. */
  readonly users: readonly string[]
  readonly userCount: number
  /** Users of the records that a window may end in, such as the login that succeeded. */
  readonly endingUsers: readonly string[]
  /** Some of the file names, the first ones first, and how many there are. */
  readonly files: readonly string[]
  readonly fileCount: number
  /** Some of the host names that events speak of, the first ones first, and how many there are. */
  readonly names: readonly string[]
  readonly nameCount: number
  readonly services: readonly string[]
  readonly ports: readonly number[]
  readonly software: readonly string[]
}

type Values<P> = { readonly [name in keyof P]: number }

type Declaration<P> = Omit<FilterHunt, 'kind' | 'ways' | 'parameters' | 'withParameters'> & {
  readonly parameters: P
  readonly ways: (values: Values<P>) => readonly Way[]
}

/** A hunt whose ways are written with the values of its parameters. */
export function hunt<const P extends Record<string, Parameter>>(
  declaration: Declaration<P>,
): FilterHunt {
  const { parameters } = declaration
  const entries = Object.entries(parameters).map(([name, { value }]) => [name, value])
  const values = Object.fromEntries(entries) as Values<P>
  return {
    ...declaration,
    kind: 'filter',
    ways: declaration.ways(values),
    withParameters: (changed) =>
      hunt({ ...declaration, parameters: changedParameters(parameters, changed) }),
  }
}

/**
 * Parameters with some other values.
 * @throws Error for a name that is not among them, or a value out of its range
 */
export function changedParameters<P extends Readonly<Record<string, Parameter>>>(
  parameters: P,
  values: Readonly<Record<string, number>>,
): P {
  const changed: Record<string, Parameter> = { ...parameters }
  for (const [name, value] of Object.entries(values)) {
    const parameter = parameters[name]
    if (parameter === undefined || !Object.hasOwn(parameters, name)) {
      const known = Object.keys(parameters).join(', ') || 'none'
      throw new Error(`There is no parameter ${JSON.stringify(name)}; there are: ${known}.`)
    }
    const { from, to } = parameter
    if (!(value >= from && value <= to)) {
      throw new Error(`${name} is a number from ${from} to ${to}.`)
    }
    changed[name] = { ...parameter, value }
  }
  return changed as P
}
