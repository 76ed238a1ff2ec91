import type { Level, RiskKind } from '@spoor/model'
import { findKind } from '../../sightings/kinds.js'
import { findProperty } from './properties.js'

/** What the words of a part of risk need of it. */
export interface NamedPart {
  readonly kind: RiskKind
  readonly id: string
  readonly level: Level | ''
  readonly things: number
  /** One of the values that it is about; empty of findings. */
  readonly value: string
}

/** Titles of hunts by id. */
export type HuntTitles = ReadonlyMap<string, { readonly title: string }>

/** One sentence that says what a part of risk is. */
export function whatOf({ kind, id, level, things, value }: NamedPart, hunts: HuntTitles): string {
  switch (kind) {
    case 'finding': {
      const title = hunts.get(id)?.title ?? id
      return `${things === 1 ? 'Finding' : `${things} findings`} (${level}): ${title}`
    }
    case 'sighting': {
      const more = things > 1 ? ` and ${things - 1} more` : ''
      return `First in the whole network: ${findKind(id)?.title ?? id} ${JSON.stringify(value)}${more}`
    }
    case 'property':
      return `The host ${findProperty(id)?.what ?? id}`
  }
}
