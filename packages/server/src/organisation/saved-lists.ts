import type { Organisation } from './organisation.js'

/**
 * Lists that hunts of the library name. A site fills them in its configuration; until then they are
 * empty, and the hunts that look for what is in them find nothing.
 */
export const INDICATOR_LISTS = [
  'indicator-addresses',
  'indicator-domains',
  'indicator-hashes',
  'indicator-file-names',
  'indicator-users',
  'indicator-software',
  'indicator-fingerprints',
] as const

/** Lists that every organisation has, if empty ones: questions may name them before they are filled. */
export const USUAL_LISTS = [
  'approved-servers',
  'partner-addresses',
  'it-staff',
  'service-accounts',
  'scanners',
  ...INDICATOR_LISTS,
] as const

export type SavedLists = ReadonlyMap<string, readonly string[]>

/** All lists that questions and hunts may name: the configured ones, and those that are always there. */
export function savedLists(
  configured: SavedLists,
  { home }: Pick<Organisation, 'home'>,
): SavedLists {
  const empty = USUAL_LISTS.map((name) => [name, []] as const)
  return new Map<string, readonly string[]>([...empty, ...configured, ['home', home]])
}
