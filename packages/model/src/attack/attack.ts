import { RENUMBERED, REVOKED, TACTIC_ALIASES } from './aliases.js'
import { TACTICS, TECHNIQUES } from './names.js'
import { SUBTECHNIQUES } from './subtechniques.js'

/** A tag of Sigma: `attack.t1048.003`, or the name of a tactic, `attack.initial-access`. */
const TAG = /^attack\.(?:(t\d{4}(?:\.\d{3})?)|([a-z]+(?:[-_][a-z]+)*))$/

const NAMES = new Map(
  [...Object.values(TECHNIQUES), SUBTECHNIQUES].flatMap((names) => Object.entries(names)),
)
const TACTIC_OF = new Map(
  Object.entries(TECHNIQUES).flatMap(([tactic, names]) =>
    Object.keys(names).map((id) => [id, tactic] as const),
  ),
)
const TECHNIQUE_ALIASES = new Map(Object.entries({ ...REVOKED, ...RENUMBERED }))
const TACTIC_IDS = new Map([
  ...TACTICS.map(({ id, name }) => [name.toLowerCase().replaceAll(' ', '-'), id] as const),
  ...Object.entries(TACTIC_ALIASES),
])

/**
 * The id that a tag of Sigma names, as the pinned version of ATT&CK has it: `attack.t1685` is
 * T1562.001, `attack.stealth` and `attack.defense_evasion` are TA0005. A technique without an alias
 * keeps its id, also if its name is not known. Undefined for tags of anything else.
 */
export function attackId(tag: string): string | undefined {
  const [, technique, tactic] = TAG.exec(tag) ?? []
  if (tactic !== undefined) return TACTIC_IDS.get(tactic.replaceAll('_', '-'))
  const id = technique?.toUpperCase()
  return id === undefined ? undefined : (TECHNIQUE_ALIASES.get(id) ?? id)
}

/** The techniques that tags name, each once, in the order of the tags. */
export function techniquesIn(tags: readonly string[]): string[] {
  const ids = tags.flatMap((tag) => attackId(tag) ?? [])
  return [...new Set(ids.filter((id) => !id.startsWith('TA')))]
}

/** `T1048.003` → `T1048`; a technique is its own. */
export function parentTechnique(id: string): string {
  return id.split('.', 1)[0] ?? id
}

/** Whether an id is a technique or one of its sub-techniques. */
export function isWithinTechnique(id: string, technique: string): boolean {
  return id === technique || parentTechnique(id) === technique
}

/** Name without that of the parent: `Web Shell` of T1505.003. Undefined if it is not known. */
export function shortTechniqueName(id: string): string | undefined {
  return NAMES.get(id)
}

/** Whole name: `Server Software Component: Web Shell`. Undefined if it is not known. */
export function techniqueName(id: string): string | undefined {
  const parent = parentTechnique(id)
  const short = NAMES.get(id)
  if (short === undefined || parent === id) return short
  const above = NAMES.get(parent)
  return above === undefined ? short : `${above}: ${short}`
}

/** Id of the tactic under which a technique is listed; undefined if it is not known. */
export function tacticOf(id: string): string | undefined {
  return TACTIC_OF.get(parentTechnique(id))
}
