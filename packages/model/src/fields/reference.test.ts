import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fieldsOf, findField } from './dictionary.js'
import type { Subject } from './field.js'
import { fieldReference } from './reference.js'

test('docs/fields.md is up to date (npm run docs)', () => {
  const file = new URL('../../../../docs/fields.md', import.meta.url)
  expect(readFileSync(file, 'utf8')).toBe(fieldReference())
})

test.each(['events', 'sessions', 'transfers'] as Subject[])(
  '%s: names and columns are unique',
  (subject) => {
    const fields = fieldsOf(subject)
    for (const key of ['name', 'column'] as const) {
      const all = fields.map((field) => field[key])
      expect(new Set(all).size, key).toBe(all.length)
    }
    for (const { name, column, description } of fields) {
      expect(column).toMatch(/^[a-z][a-z0-9_]*$/)
      expect(description, name).toMatch(/\.$/)
    }
  },
)

test('a name is found without regard to case, and before an alias of another field', () => {
  expect(findField('events', 'SRC_IP')?.name).toBe('source.ip')
  expect(findField('events', 'smb.filename')?.name).toBe('smb.filename')
  expect(findField('events', 'no.such')).toBeUndefined()
})

test.each([
  ['@timestamp.hour', 'events', '@timestamp.hour', 'ts', 'hour', 'UInt16'],
  ['TIME.Weekday', 'events', '@timestamp.weekday', 'ts', 'weekday', 'UInt16'],
  ['flow.start.week', 'events', 'flow.start.week', 'flow_start', 'week', 'Nullable(UInt16)'],
  ['session.end.year', 'sessions', 'end.year', 'end_time', 'year', 'UInt16'],
] as const)('%s of %s is a part of a time', (name, subject, known, column, part, type) => {
  const field = findField(subject, name)
  expect(field).toMatchObject({ name: known, column, part, type, kind: 'integer' })
  expect(field?.description).toMatch(/\.$/)
  expect(fieldsOf(subject)).not.toContain(field)
})

test.each(['@timestamp.second', 'source.port.hour', '@timestamp.hour.hour', '.hour'])(
  '%s is no part of a time',
  (name) => expect(findField('events', name)).toBeUndefined(),
)
