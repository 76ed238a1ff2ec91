const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

/**
 * Bytes in decimal units with three significant digits: `999 B`, `4.20 MB`, `1.05 GB`.
 * (Transfer clients and links count in thousands, so these figures compare with theirs.)
 */
export function formatBytes(bytes: number): string {
  let value = Math.abs(bytes)
  let unit = 0
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit === 0 ? 0 : value < 9.995 ? 2 : value < 99.95 ? 1 : 0
  return `${bytes < 0 ? '−' : ''}${value.toFixed(digits)} ${UNITS[unit] ?? 'B'}`
}

/** The exact figure, grouped by thousands: `4,200,123 bytes`. */
export function exactBytes(bytes: number): string {
  return `${formatCount(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`
}

/** A count, grouped by thousands. */
export function formatCount(count: number): string {
  return count.toLocaleString('en')
}

/** A count for narrow places: `999`, `12.3k`, `4.50M`. */
export function shortCount(count: number): string {
  if (count < 10_000) return formatCount(count)
  if (count < 999_500) return `${(count / 1000).toFixed(count < 99_950 ? 1 : 0)}k`
  return `${(count / 1_000_000).toFixed(count < 9_995_000 ? 2 : 1)}M`
}

export interface Quality {
  readonly mark: string
  readonly word: string
  readonly meaning: string
}

/** What `transfer.bytes.quality` means to a reader. */
export function bytesQuality(quality: unknown): Quality {
  switch (quality) {
    case 'exact':
      return { mark: '', word: 'exact', meaning: 'The whole content was seen and counted.' }
    case 'estimated':
      return {
        mark: '≈',
        word: 'estimated',
        meaning: 'Estimated from the packets of the data connection, less their headers.',
      }
    case 'truncated':
      return {
        mark: '≥',
        word: 'truncated',
        meaning: 'The sensor saw only part of the content: at least this much was moved.',
      }
    default:
      return { mark: '?', word: 'unknown', meaning: 'No source says how much was moved.' }
  }
}
