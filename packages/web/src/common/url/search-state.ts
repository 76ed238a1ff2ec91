import type { Subject } from '@spoor/model'

/**
 * The whole state of a view, as the URL holds it: a link that is shared shows the same view.
 * Every entry is text; what cannot be meant is dropped, because a URL may come from anybody.
 */
export interface View {
  /** The question. */
  readonly q?: string
  /** Time range: see `common/time/range`. */
  readonly from?: string
  readonly to?: string
  /** Zone of shown times; local if absent. */
  readonly tz?: 'utc'
  /** Names of the columns, separated by commas. */
  readonly cols?: string
  readonly order?: 'oldest' | 'rarest'
  /** Names of the fields of the top-values panel, separated by commas. */
  readonly top?: string
  /** What the histogram is split by; `none` for nothing. */
  readonly by?: string
  /** Selected record, and its time, which makes finding it fast. */
  readonly id?: string
  readonly at?: string
  /** Findings: which come first, if not the gravest; levels, hunt and entity. */
  readonly sort?: 'newest'
  readonly level?: string
  readonly hunt?: string
  readonly entity?: string
  /** Findings: those that a suppression hides, too; what was said of them. */
  readonly suppressed?: 'show'
  readonly review?: 'open' | 'confirmed' | 'dismissed'
  /** New hunt: what its question is asked of. Spread: what the value is a value of. */
  readonly of?: string
  /** Hunts: words to find, category, ATT&CK id, kind of records that are needed; those that found something. */
  readonly find?: string
  readonly category?: string
  readonly technique?: string
  readonly needs?: string
  readonly found?: 'yes'
  /** Hunts: the ATT&CK coverage instead of the library. */
  readonly show?: 'attack'
  /** Quarantine: file or stream. */
  readonly source?: string
  /** Label or path of a network of the organisation, to which every page is narrowed. */
  readonly network?: string
  /** Which tab of a page is open. */
  readonly tab?: string
  /** Sightings: where they are new, kind, most hosts that have it, without those seen in learning. */
  readonly scope?: 'group' | 'host'
  readonly kind?: string
  readonly most?: string
  readonly learning?: 'exclude'
  /** Sightings and outliers: of one host only; of hosts outside, too. Spread: of hosts at home only. */
  readonly host?: string
  readonly hosts?: 'all' | 'home'
  /** What was known at this moment. */
  readonly as_of?: string
  /** Spread: the value. */
  readonly value?: string
  /** Hosts: the question that their records meet, and the side on which they stand there. */
  readonly of_q?: string
  readonly side?: 'client' | 'server'
  /** Hosts: the column by which they come; with `-` before it, the least first. */
  readonly rank?: string
}

const MOST_TEXT = 10_000
const NAMES = /^[\w@.-]{1,128}(,[\w@.-]{1,128}){0,39}$/
const EDGE = /^(all|now|now-\d{1,6}[smhdw]|\d{4}-\d\d-\d\d[0-9T:.Z+-]{0,25})$/

const checks: { readonly [K in keyof Required<View>]: (value: string) => boolean } = {
  q: (value) => value.length <= MOST_TEXT,
  from: (value) => EDGE.test(value),
  to: (value) => EDGE.test(value),
  tz: (value) => value === 'utc',
  cols: (value) => NAMES.test(value),
  order: (value) => value === 'oldest' || value === 'rarest',
  top: (value) => value === 'none' || NAMES.test(value),
  by: (value) => /^[\w@.-]{1,128}$/.test(value),
  id: (value) => value.length <= 512,
  at: (value) => EDGE.test(value),
  sort: (value) => value === 'newest',
  level: (value) => /^[a-z]+(,[a-z]+)*$/.test(value),
  hunt: (value) => /^[\w.-]{1,128}$/.test(value),
  entity: (value) => value.length <= 1_024,
  suppressed: (value) => value === 'show',
  review: (value) => /^(open|confirmed|dismissed)$/.test(value),
  of: (value) => /^[\w.-]{1,100}$/.test(value),
  find: (value) => value.length <= 200,
  category: (value) => /^[\w.-]{1,128}$/.test(value),
  technique: (value) => /^T\d{4}(\.\d{3})?$/.test(value),
  needs: (value) => /^[\w.-]{1,128}$/.test(value),
  found: (value) => value === 'yes',
  show: (value) => value === 'attack',
  source: (value) => value.length <= 4_096,
  network: (value) => value.length <= 500,
  tab: (value) => /^[a-z]+(-[a-z]+)*$/.test(value),
  scope: (value) => value === 'group' || value === 'host',
  kind: (value) => /^[\w.-]{1,128}$/.test(value),
  most: (value) => /^[1-9]\d{0,5}$/.test(value),
  learning: (value) => value === 'exclude',
  host: (value) => value.length <= 100,
  hosts: (value) => value === 'all' || value === 'home',
  as_of: (value) => value !== 'all' && EDGE.test(value),
  value: (value) => value.length <= 1_000,
  of_q: (value) => value.length <= MOST_TEXT,
  side: (value) => value === 'client' || value === 'server',
  rank: (value) => /^-?[a-z_]{1,40}$/.test(value),
}

/** Whether a question is short enough for a link to it. */
export function isAskable(q: string): boolean {
  return checks.q(q)
}

/** What a question is asked of, where the URL says it. */
export function subjectOf({ of }: View): Subject | undefined {
  return of === 'events' || of === 'sessions' || of === 'transfers' ? of : undefined
}

const KEYS = Object.keys(checks) as (keyof View)[]

/** Takes from a parsed query string what a view may hold. */
export function validateView(search: Record<string, unknown>): View {
  const view: Record<string, string> = {}
  for (const key of KEYS) {
    const value = search[key]
    if (typeof value === 'string' && value !== '' && checks[key](value)) view[key] = value
  }
  return view
}

/** Query string → texts. The last of doubled keys wins. */
export function parseSearch(search: string): Record<string, unknown> {
  return Object.fromEntries(new URLSearchParams(search))
}

/** Texts → query string, always in the same order, without what is empty. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const key of KEYS) {
    const value = search[key]
    if (typeof value === 'string' && value !== '') params.set(key, value)
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

/** What a page hands to the next: the question, the time range, the zone and the network. */
export function carried(view: View): View {
  const { q, from, to, tz, network } = view
  return { q, from, to, tz, network }
}
