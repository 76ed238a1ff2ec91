import type { OrganisationProblem } from '@spoor/model'
import { ORGANISATION_LIMITS } from './limits.js'

/** A place in a document: for people to read, and as the keys that lead to it. */
export class Spot {
  /** @param name the place for people, where it is another than the keys say */
  private constructor(
    private readonly key: string | number,
    private readonly parent?: Spot,
    private readonly name?: string,
  ) {}

  static of(part: string): Spot {
    return new Spot(part)
  }

  at(key: string | number, name?: string): Spot {
    return new Spot(key, this, name)
  }

  get keys(): (string | number)[] {
    return this.parent ? [...this.parent.keys, this.key] : [this.key]
  }

  get place(): string {
    if (this.name !== undefined) return this.name
    if (!this.parent) return String(this.key)
    const { place } = this.parent
    return typeof this.key === 'number' ? `${place}[${this.key}]` : `${place}.${this.key}`
  }
}

/** A mistake in a document, or something to look at. */
export interface SpottedProblem {
  readonly spot: Spot
  readonly message: string
}

/** Problems of a document: all are counted, the first are kept. */
export class Problems {
  readonly kept: SpottedProblem[] = []
  total = 0

  add(spot: Spot, message: string): void {
    this.total += 1
    if (this.kept.length < ORGANISATION_LIMITS.problems) this.kept.push({ spot, message })
  }

  /** @param lineOf the line of a text that keys lead to, if the document was one */
  listed(lineOf?: (keys: readonly (string | number)[]) => number): OrganisationProblem[] {
    return this.kept.map(({ spot, message }) => ({
      place: spot.place,
      message,
      ...(lineOf && { line: lineOf(spot.keys) }),
    }))
  }
}

/** Ends the reading of a document that is too large; the problem was added before. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError'
}
