/** Random numbers that a seed decides. */
export interface Random {
  /** A number in [0, 1). */
  next(): number
  /** An integer from low to high, both included. */
  integer(low: number, high: number): number
  /** One of the items. Throws RangeError when there is none. */
  pick<T>(items: readonly T[]): T
}

/**
 * Mulberry32, a generator of 32-bit numbers by Tommy Ettinger (public domain).
 * The same seed always gives the same numbers.
 */
export function mulberry32(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    integer: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
  }
}

/** A seed of its own for one part of the work, so that parts do not disturb each other. */
export function seedFor(seed: number, part: string): number {
  let hash = (seed ^ 0x811c9dc5) >>> 0
  for (let i = 0; i < part.length; i++) {
    hash = Math.imul(hash ^ part.charCodeAt(i), 0x01000193) >>> 0
  }
  return hash
}
