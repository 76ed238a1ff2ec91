import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findField } from './dictionary.js'
import { factAttributes, findHostAttribute, hostAttributes } from './host-attributes.js'
import { hostReference } from './host-reference.js'

test('docs/hosts.md is up to date (npm run docs)', () => {
  const file = new URL('../../../../docs/hosts.md', import.meta.url)
  expect(readFileSync(file, 'utf8')).toBe(hostReference())
})

test('names are unique, and at least 90 besides the counts', () => {
  const names = hostAttributes.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(hostAttributes.filter(({ kind }) => kind !== 'count').length).toBeGreaterThanOrEqual(90)
  for (const { name, description } of hostAttributes) {
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/)
    expect(description, name).toMatch(/\.$/)
  }
})

test.each(factAttributes.flatMap(({ name, pivot }) => (pivot ? [[name, pivot] as const] : [])))(
  '%s pivots to fields that there are',
  (_name, { subject, field, host }) => {
    expect(findField(subject, field), field).toBeDefined()
    expect(findField(subject, host), host).toBeDefined()
  },
)

test('an attribute is found without regard to case', () => {
  expect(findHostAttribute('FTP_User')?.name).toBe('ftp_user')
  expect(findHostAttribute('ftp_user_count')).toMatchObject({ kind: 'count', counts: 'ftp_user' })
  expect(findHostAttribute('no_such')).toBeUndefined()
})
