import { fieldsOf } from '@spoor/model'
import type { Field, Subject } from '@spoor/model'
import fc from 'fast-check'

/** Rows for tests, from pools of values that questions are likely to hit, hostile ones among them. */

export type RandomRow = { n: number } & Record<string, unknown>

const TEXTS = [
  '',
  '',
  'STOR',
  'stor',
  'RETR',
  'État.ZIP',
  'état.zip',
  'report 100%.zip',
  'report_1.zip',
  'a_b',
  'axb',
  'C:\\Temp\\x',
  "it's",
  'User "root" logged in',
  'a\tb\\n',
  'a\nb',
  'логин',
  'ЛОГИН',
  '我的用户名',
  '😀.zip',
  '10.1.2.3',
  '2001:db8::1',
  '*',
  '?',
  '\\',
  '%',
  'ftp',
  'straße',
  'a b',
  "'; DROP TABLE events; --",
]
const ADDRESSES = [
  null,
  '::ffff:10.1.2.3',
  '::ffff:10.1.20.3',
  '::ffff:10.2.0.1',
  '::ffff:192.0.2.7',
  '::1',
  '2001:db8::1',
  '2001:db9::1',
  'fe80::abcd',
]
const INTEGERS = [null, 0, 21, 443, 2121, 65535]
const MOMENTS = [
  '2025-12-29 22:15:00.000000',
  '2026-05-31 23:59:59.999999',
  '2026-06-01 00:00:00.000000',
  '2026-06-01 10:00:00.000000',
  '2026-06-01 10:00:30.500000',
  '2026-06-02 11:00:00.000000',
  '2026-06-03 00:00:00.000000',
  '2027-01-03 05:59:59.000000',
]

function valueOf(field: Field): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'keyword':
      return fc.constantFrom(...TEXTS)
    case 'keywords':
      return fc.array(fc.constantFrom(...TEXTS.filter((text) => text !== '')), { maxLength: 3 })
    case 'integer':
      return fc.constantFrom(...INTEGERS)
    case 'boolean':
      return fc.constantFrom(null, true, false)
    case 'ip':
      return fc.constantFrom(...ADDRESSES)
    case 'time':
      return fc.constantFrom(...MOMENTS, ...(field.type.startsWith('Nullable') ? [null] : []))
  }
}

const extra = fc.constantFrom<unknown>(
  {},
  { text: 'STOR', number: 1000 },
  { text: 'état.zip', number: -1.5, list: ['STOR', 'a_b'] },
  { text: '', number: 0, list: [1, 2, 1000], deep: { list: ['логин', 'x'] } },
  { text: true, list: [], deep: [{ list: ['a'] }, { list: 'STOR' }, 7] },
  { text: null, objects: [{ name: 'report 100%.zip' }, { name: 'ftp' }, {}] },
  { text: '10.1.2.3', number: '443', objects: { name: "it's" } },
)

/** JSON as sensors write it: slashes escaped or not, other scripts as they are or by number. */
function lineOf(row: Record<string, unknown>, values: unknown, style: number): string {
  const json = JSON.stringify({
    src_ip: '2001:0db8:0000:0000:0000:0000:0000:0001',
    file: row.file_state === 'stor' ? '/srv/ftp/report.zip' : '/srv/xreport.zip/report 1.zip',
    name: row.file_name,
    user: row.user_name,
    note: [row.smb_share, row.smb_host],
    reply: row.ftp_reply,
    extra: values,
  })
  const slashed = style % 2 === 0 ? json.replaceAll('/', '\\/') : json
  if (style < 2) return slashed
  return slashed.replaceAll(
    /[^\0-~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** The same rows in every run: rows are no part of what shrinks. */
export function randomRows(subject: Subject, count: number): RandomRow[] {
  const fields = fieldsOf(subject)
  const row = fc
    .tuple(fc.tuple(...fields.map(valueOf)), extra, fc.nat(3))
    .map(([values, inside, style]) => {
      const made = Object.fromEntries(fields.map((field, i) => [field.column, values[i]]))
      return subject === 'events' ? { ...made, raw: lineOf(made, inside, style) } : made
    })
  return fc.sample(row, { numRuns: count, seed: 20260601 }).map((made, n) => ({ ...made, n }))
}
