/** Figures as people read them. */

const BYTE_UNITS = ['kB', 'MB', 'GB', 'TB', 'PB'] as const

/** `533 B`, `1.2 MB`, `40 GB`; thousands, not 1024. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`
  let value = bytes
  let unit = -1
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${Number(value.toFixed(value < 10 ? 1 : 0))} ${BYTE_UNITS[unit] ?? ''}`
}

/** `1,204`. */
export function numberText(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

/** `1 transfer`, `1,204 transfers`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numberText(count)} ${count === 1 ? one : many}`
}

/** `0.4 s`, `48 s`, `14 min`, `7 h 12 min`, `3 d 4 h`. */
export function durationText(seconds: number): string {
  if (seconds < 9.95) return `${Number(seconds.toFixed(1))} s`
  if (seconds < 120) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 120) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${hours} h${minutes % 60 > 0 ? ` ${minutes % 60} min` : ''}`
  return `${Math.floor(hours / 24)} d${hours % 24 > 0 ? ` ${hours % 24} h` : ''}`
}

/** `2026-06-22 22:44:46` of an ISO 8601 moment in UTC; what is no moment stays as it is. */
export function timeText(moment: string): string {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)/.exec(moment)
  return match ? `${match[1]} ${match[2]}` : moment
}
