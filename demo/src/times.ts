const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?(?:Z|\+00:?00)$/

/**
 * Microseconds since 1970 of a time as Suricata writes it (`2026-11-21T21:40:46.485701+0000`).
 * Throws RangeError for anything else.
 */
export function parseMicros(text: string): number {
  const match = STAMP.exec(text)
  if (match === null) throw new RangeError(`not a sensor's time: ${JSON.stringify(text)}`)
  const [, seconds = '', fraction = ''] = match
  return Date.parse(`${seconds}Z`) * 1000 + Number(fraction.padEnd(6, '0'))
}

let lastSecond = -1
let lastText = ''

/** The same in the other direction. */
export function formatMicros(micros: number): string {
  const second = Math.floor(micros / 1_000_000)
  if (second !== lastSecond) {
    // Events come in crowds of one second, and making the date is what costs.
    lastText = new Date(second * 1000).toISOString().slice(0, 19)
    lastSecond = second
  }
  return `${lastText}.${String(micros - second * 1_000_000).padStart(6, '0')}+0000`
}
