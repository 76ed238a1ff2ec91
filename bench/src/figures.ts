/** The figure below which a share of the values lies (nearest rank). @throws RangeError if none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (value === undefined) throw new RangeError('No values')
  return value
}

/** Digits that a figure deserves, and no more. */
export function rounded(value: number, digits = 0): number {
  return Number(value.toFixed(digits))
}
