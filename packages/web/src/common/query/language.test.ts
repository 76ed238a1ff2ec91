import { describe, expect, it } from 'vitest'
import { changed, condition, fieldsIn, problemsOf, queryOf } from './language.js'

const pivot = (field: string, value: string | undefined) => ({
  subject: 'events' as const,
  field,
  value,
})

describe('condition', () => {
  const hostile = [
    'a.zip',
    '10.0.0.5',
    '2001:db8::1',
    'x" or *',
    '*',
    'a\\',
    ' ',
    'invoice\u202efdp.exe',
    '@list',
    '/regex/',
    '[1 TO 2]',
    '-not',
    'suspended(x)',
  ]
  it.each(hostile)('means the value itself, whatever is in it: %j', (value) => {
    const text = condition('file.name', value)
    expect(problemsOf(text, 'events')).toEqual([])
    expect(queryOf(text, 'events')).toMatchObject({
      kind: 'field',
      test: { op: 'equals', value },
    })
  })
  it('means "no value" for the empty text', () => {
    expect(condition('file.name', '')).toBe('not file.name:*')
  })
})

describe('changed', () => {
  it('adds to the question', () => {
    expect(changed('ftp.command:STOR', pivot('source.ip', '10.0.0.5'), 'include')).toBe(
      'ftp.command:STOR and source.ip:10.0.0.5',
    )
    expect(changed('a or b', pivot('source.ip', '10.0.0.5'), 'exclude')).toBe(
      '(a or b) and not source.ip:10.0.0.5',
    )
  })
  it('turns a part around instead of contradicting it', () => {
    expect(changed('source.ip:10.0.0.5', pivot('source.ip', '10.0.0.5'), 'exclude')).toBe(
      'not source.ip:10.0.0.5',
    )
  })
  it('begins anew', () => {
    expect(changed('a or b', pivot('source.ip', '10.0.0.5'), 'only')).toBe('source.ip:10.0.0.5')
  })
  it('asks for records without a value', () => {
    expect(changed('', pivot('file.name', undefined), 'include')).toBe('not file.name:*')
    expect(changed('', pivot('file.name', undefined), 'exclude')).toBe('file.name:*')
  })
  it('replaces a question that cannot be read', () => {
    expect(changed('((', pivot('file.name', 'x'), 'include')).toBe('file.name:x')
  })
})

it('names the fields of a question', () => {
  const query = queryOf('(source.ip:* or my.field:x) and not suspended(src_ip:10.0.0.5)', 'events')
  expect(query === undefined ? [] : fieldsIn(query)).toEqual(['source.ip', 'my.field'])
  const compared = queryOf('user.name:=file.name*', 'events')
  expect(compared === undefined ? [] : fieldsIn(compared)).toEqual(['user.name', 'file.name'])
})
