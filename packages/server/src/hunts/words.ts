/** Words and figures of the sentences that explain findings. */

const NAME_CHARACTERS = 60
const NAMES_IN_SENTENCE = 3

/**
 * A name that somebody else chose, fit to stand in a sentence: in quotation marks, cut, and with
 * control, bidirectional and other invisible characters written as escapes, so that it can neither
 * pass for part of the sentence nor disturb a terminal.
 */
export function quoted(name: string): string {
  const characters = [...name]
  const cut = characters.length > NAME_CHARACTERS
  const shown = characters
    .slice(0, NAME_CHARACTERS)
    .map((character) =>
      /["\\]/.test(character)
        ? `\\${character}`
        : /[\p{C}\p{Zl}\p{Zp}]/u.test(character)
          ? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
          : character,
    )
  return `"${shown.join('')}${cut ? '…' : ''}"`
}

/** `"a", "b" and 7 more`; `total` is how many there are in all. */
export function listed(names: readonly string[], total: number): string {
  const shown = names.slice(0, NAMES_IN_SENTENCE).map(quoted)
  const more = total - shown.length
  if (more > 0) return `${shown.join(', ')} and ${more} more`
  if (shown.length < 2) return shown.join('')
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** ` as "bob"`, ` as "bob" and 3 more`, or nothing if no user is known. */
export function asUsers(names: readonly string[], total: number): string {
  return names.length === 0 ? '' : ` as ${listed(names, total)}`
}

/** ` – "a.zip", "b.zip"`: file names at the end of a sentence, or nothing. */
export function withFiles(names: readonly string[], total: number): string {
  return names.length === 0 ? '' : `: ${listed(names, total)}`
}

/** `1 upload`, `1,204 uploads`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`
}

const BYTE_UNITS = ['kB', 'MB', 'GB', 'TB', 'PB'] as const

/** `533 B`, `about 1.2 MB`, `at least 4 GB`; thousands, not 1024. */
export function bytesText(
  bytes: number | null,
  quality: 'exact' | 'estimated' | 'at least',
): string {
  if (bytes === null) return 'an unknown volume'
  const prefix = quality === 'exact' ? '' : quality === 'estimated' ? 'about ' : 'at least '
  if (bytes < 1000) return `${prefix}${bytes} B`
  let value = bytes
  let unit = -1
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = value < 10 ? 1 : 0
  return `${prefix}${Number(value.toFixed(digits))} ${BYTE_UNITS[unit] ?? ''}`
}

/** `120 s`, `14 min`, `7 h 12 min`. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds)
  if (whole <= 120) return `${whole} s`
  const minutes = Math.round(whole / 60)
  if (minutes < 120) return `${minutes} min`
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)} h${rest > 0 ? ` ${rest} min` : ''}`
}
