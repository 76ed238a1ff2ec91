import fc from 'fast-check'
import type { SigmaEvent } from './slow-sigma-values.testing.js'

/** Random events, from pools of values that rules are likely to meet. */

export const TEXTS = [
  'root',
  'ROOT',
  'adm*n',
  'admin',
  'état.zip',
  'a?b',
  'axb',
  'C:\\Temp\\x*',
  'c:\\temp\\xyz',
  'say "hi"',
  "it's",
  'a\nb',
  'логин',
  '😀.zip',
  '/srv/x/report.zip',
  'run -x now',
  'RUN /x now',
  'run –x-y',
  '100%',
  '%names%',
  '443',
  '4430',
  '10.1.2.3',
  Buffer.from('xroot!').toString('base64'),
  Buffer.from('root').toString('base64'),
  Buffer.from('root', 'utf16le').toString('base64'),
  Buffer.from('\ufeffroot', 'utf16le').toString('base64'),
  "'); DROP TABLE events; --",
]
export const ADDRESSES = [
  '10.1.2.3',
  '10.1.20.3',
  '10.2.0.1',
  '192.0.2.7',
  '2001:db8::1',
  '2001:db9::a',
]
export const NUMBERS = [0, 21, 200, 443, 4430, 65535]
const MOMENTS = [
  '2025-12-29T22:15:00.000000+0000',
  '2026-05-31T23:59:59.999999+0000',
  '2026-06-01T00:00:00.000000+0000',
  '2026-06-03T10:05:30.500000+0000',
  '2027-01-03T05:59:59.000000+0000',
]

const text = fc.constantFrom(...TEXTS)
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 })
const inside = fc.constantFrom<unknown>('root', 'Root.zip', 443, '443', 4430.5, -1, true, null, '')

const json = fc.record(
  {
    timestamp: fc.constantFrom(...MOMENTS),
    event_type: fc.constant('alert'),
    src_ip: fc.constantFrom(...ADDRESSES),
    dest_ip: optional(fc.constantFrom(...ADDRESSES)),
    dest_port: optional(fc.constantFrom(...NUMBERS)),
    alert: fc.record({ signature: optional(fc.oneof(text, fc.constant(''))) }),
    http: fc.record({ url: optional(text), status: optional(fc.constantFrom(200, 403, 443)) }),
    fileinfo: fc.record({ filename: optional(text) }),
    smtp: fc.record({ rcpt_to: fc.array(text, { maxLength: 3 }) }),
    flow: fc.record({ alerted: optional(fc.boolean()) }),
    extra: fc.record({
      text: inside,
      number: fc.oneof(inside, fc.constantFrom(0, 21, 443, 1000, '1e3')),
      list: fc.oneof(fc.array(fc.oneof(text, inside), { maxLength: 3 }), text),
      deep: fc.oneof(fc.constant([{ list: ['root'] }, { list: 443 }, 7]), inside),
    }),
  },
  { requiredKeys: ['timestamp', 'event_type', 'src_ip', 'alert'] },
)

/** The same events in every run; each says its number as `flow_id`. */
export function randomEvents(count: number): SigmaEvent[] {
  return fc
    .sample(fc.tuple(json, fc.nat(3)), { numRuns: count, seed: 20260601 })
    .map(([made, style], i) => {
      const whole = { ...made, flow_id: i + 1 }
      return {
        line: lineOf(whole, style),
        json: JSON.parse(JSON.stringify(whole)) as SigmaEvent['json'],
      }
    })
}

/** JSON as sensors write it: slashes escaped or not, other scripts as they are or by number. */
function lineOf(value: unknown, style: number): string {
  const plain = JSON.stringify(value)
  const slashed = style % 2 === 0 ? plain.replaceAll('/', '\\/') : plain
  if (style < 2) return slashed
  return slashed.replaceAll(
    /[^\0-~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
