/**
 * A small deterministic random source, so that a seed names one log for ever. The algorithm is sfc32
 * (Chris Doty-Humphrey's PractRand), seeded through splitmix32; `Math.random` could not be seeded.
 */
export class Random {
  private a: number
  private b: number
  private c: number
  private counter = 1

  constructor(seed: number) {
    let state = seed | 0
    const next = (): number => {
      state = (state + 0x9e3779b9) | 0
      let mixed = state ^ (state >>> 16)
      mixed = Math.imul(mixed, 0x21f0aaad)
      mixed ^= mixed >>> 15
      mixed = Math.imul(mixed, 0x735a2d97)
      return (mixed ^ (mixed >>> 15)) | 0
    }
    this.a = next()
    this.b = next()
    this.c = next()
  }

  /** A whole number, 0 to 2^32 - 1. */
  u32(): number {
    const result = (((this.a + this.b) | 0) + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (((this.c << 21) | (this.c >>> 11)) + result) | 0
    return result >>> 0
  }

  /** A number in [0, 1). */
  float(): number {
    return this.u32() / 4294967296
  }

  /** A whole number in [0, limit). */
  below(limit: number): number {
    return Math.floor(this.float() * limit)
  }

  /** A whole number in [low, high], both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1)
  }

  chance(probability: number): boolean {
    return this.float() < probability
  }

  /** One of the items; throws RangeError for an empty list. */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('nothing to pick from')
    return items[this.below(items.length)] as T
  }

  /** A log-normal whole number with this median and spread (sigma of the logarithm), never above `limit`. */
  heavy(median: number, sigma: number, limit: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.float()))
    const gauss = radius * Math.cos(2 * Math.PI * this.float())
    return Math.min(limit, Math.max(1, Math.round(median * Math.exp(sigma * gauss))))
  }

  /** Lower-case hexadecimal text of `bytes` random bytes. */
  hex(bytes: number): string {
    let text = ''
    while (text.length < bytes * 2) text += this.u32().toString(16).padStart(8, '0')
    return text.slice(0, bytes * 2)
  }
}

/**
 * Items drawn with Zipf's law: the item of rank r is drawn in proportion to 1 / r^exponent. Walker's
 * alias method makes each draw constant time.
 */
export class Ranked<T> {
  private readonly threshold: Float64Array
  private readonly alias: Uint32Array

  constructor(
    private readonly rng: Random,
    readonly items: readonly T[],
    exponent: number,
  ) {
    const size = items.length
    if (size === 0) throw new RangeError('nothing to rank')
    const weights = Float64Array.from(items, (_, rank) => 1 / (rank + 1) ** exponent)
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    this.threshold = new Float64Array(size).fill(1)
    this.alias = new Uint32Array(size)
    const scaled = weights.map((weight) => (weight * size) / total)
    const light: number[] = []
    const heavy: number[] = []
    scaled.forEach((value, index) => (value < 1 ? light : heavy).push(index))
    while (light.length > 0 && heavy.length > 0) {
      const small = light.pop() as number
      const large = heavy.pop() as number
      this.threshold[small] = scaled[small] as number
      this.alias[small] = large
      scaled[large] = (scaled[large] as number) + (scaled[small] as number) - 1
      ;((scaled[large] as number) < 1 ? light : heavy).push(large)
    }
  }

  next(): T {
    const slot = this.rng.below(this.items.length)
    const kept = this.rng.float() < (this.threshold[slot] as number)
    return this.items[kept ? slot : (this.alias[slot] as number)] as T
  }
}
