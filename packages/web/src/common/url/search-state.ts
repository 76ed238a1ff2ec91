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
  readonly order?: 'oldest'
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
  /** New hunt: what its question is asked of. */
  readonly of?: Subject
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
  order: (value) => value === 'oldest',
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
  of: (value) => /^(events|sessions|transfers)$/.test(value),
  find: (value) => value.length <= 200,
  category: (value) => /^[\w.-]{1,128}$/.test(value),
  technique: (value) => /^T\d{4}(\.\d{3})?$/.test(value),
  needs: (value) => /^[\w.-]{1,128}$/.test(value),
  found: (value) => value === 'yes',
  show: (value) => value === 'attack',
  source: (value) => value.length <= 4_096,
}

/** Whether a question is short enough for a link to it. */
export function isAskable(q: string): boolean {
  return checks.q(q)
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

/** What a page hands to the next: the question, the time range and the zone. */
export function carried(view: View): View {
  const { q, from, to, tz } = view
  return { q, from, to, tz }
}
