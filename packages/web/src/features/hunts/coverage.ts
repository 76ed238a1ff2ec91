import {
  isWithinTechnique,
  parentTechnique,
  shortTechniqueName,
  tacticOf,
  TACTICS,
  type HuntDescription,
} from '@spoor/model'

/** A technique and what looks for it. */
export interface Covered {
  readonly id: string
  /** Undefined if it is not known. */
  readonly name: string | undefined
  /** Hunts, those of sub-techniques included; each counts once. */
  readonly hunts: number
  /** Findings of these hunts. */
  readonly findings: number
}

export interface CoveredTechnique extends Covered {
  readonly parts: readonly Covered[]
}

export interface CoveredTactic {
  /** Empty for techniques whose tactic is not known. */
  readonly id: string
  readonly name: string
  /** Hunts that look for any of its techniques; each counts once. */
  readonly hunts: number
  readonly techniques: readonly CoveredTechnique[]
}

const OTHER = { id: '', name: 'Other techniques' }

function cover(id: string, hunts: readonly HuntDescription[]): Covered {
  const of = hunts.filter(({ techniques }) => techniques.some((one) => isWithinTechnique(one, id)))
  return {
    id,
    name: shortTechniqueName(id),
    hunts: of.length,
    findings: of.reduce((sum, { findings }) => sum + findings, 0),
  }
}

/** What the hunts look for, by tactic and technique, in the order of the matrix and of the ids. */
export function coverageOf(hunts: readonly HuntDescription[]): CoveredTactic[] {
  const ids = [...new Set(hunts.flatMap(({ techniques }) => techniques))].toSorted()
  const parents = [...new Set(ids.map(parentTechnique))]
  return [...TACTICS, OTHER].flatMap(({ id: tactic, name }) => {
    const techniques = parents
      .filter((id) => (tacticOf(id) ?? '') === tactic)
      .map((id) => ({
        ...cover(id, hunts),
        parts: ids
          .filter((one) => one !== id && parentTechnique(one) === id)
          .map((one) => cover(one, hunts)),
      }))
    if (techniques.length === 0) return []
    const looking = hunts.filter((hunt) =>
      hunt.techniques.some((id) => (tacticOf(id) ?? '') === tactic),
    )
    return [{ id: tactic, name, hunts: looking.length, techniques }]
  })
}
