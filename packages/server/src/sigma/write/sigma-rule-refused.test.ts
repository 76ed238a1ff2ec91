import type { Query, Subject } from '@spoor/model'
import { describe, expect, it } from 'vitest'
import { sigmaRule } from './sigma-rule.js'
import type { RuleToWrite } from './sigma-rule.js'
import { queryOf, ruleOf } from './typed-rule.testing.js'
import { SigmaWriteError } from './write-error.js'

function errorOf(write: () => string): SigmaWriteError {
  try {
    write()
  } catch (error) {
    if (error instanceof SigmaWriteError) return error
    throw error
  }
  throw new Error('It was written.')
}

describe('what Sigma cannot say', () => {
  it.each<[string, Subject, string, string]>([
    [
      'user.name:a and source.network:Berlin',
      'events',
      'source.network:Berlin',
      'source.network is not in the record: Spoor looks it up by the address.',
    ],
    [
      'user.name:a and @timestamp:>2026-06-01',
      'sessions',
      '@timestamp:>2026-06-01',
      'gt compares numbers; @timestamp is a time.',
    ],
    [
      'not client.ip:[10.0.0.1 TO 10.0.0.9]',
      'sessions',
      'client.ip:[10.0.0.1 TO 10.0.0.9]',
      'gte compares numbers; client.ip is an address.',
    ],
    [
      'x.y:[1 TO 9]',
      'events',
      'x.y:[1 TO 9]',
      'a record may have several values of x.y, and two tests need not mean the same one.',
    ],
    [
      'user.name:@-a',
      'sessions',
      'user.name:@-a',
      'the name of the list does not begin and end with a letter, a digit or _.',
    ],
    [
      'été',
      'events',
      'été',
      'a keyword minds the case of letters beyond ASCII, where the line writes them by number.',
    ],
    ['ét?', 'events', 'ét?', 'a pattern that is a word of a line can have ASCII characters only.'],
    [
      'file.name:"a\\u{0}"',
      'transfers',
      'file.name:"a\\u{0}"',
      'YAML has no U+0000 and no half of a surrogate pair.',
    ],
    ['', 'events', '', 'it matches every record, and a rule must have a test.'],
    ['root or *', 'events', 'root or *', 'it matches every record, and a rule must have a test.'],
    [
      'suspended(root)',
      'events',
      'suspended(root)',
      'it matches every record, and a rule must have a test.',
    ],
    ['not *', 'events', 'not *', 'it matches no record, and a rule must have a test.'],
  ])('%s', (text, subject, part, reason) => {
    const error = errorOf(() => ruleOf(text, subject))
    expect([error.part, error.reason]).toEqual([part, reason])
    expect(error.message).toContain(reason)
    expect(error.message).toContain(part)
  })

  it.each<[string, Partial<RuleToWrite>, string]>([
    ['no title', { title: ' ' }, '"title" is empty.'],
    ['a long title', { title: 'x'.repeat(300) }, '"title" is longer than 256 characters.'],
    [
      'an attribute of Sigma',
      { custom: { logsource: {} } },
      'The attribute logsource has a meaning of its own in Sigma.',
    ],
  ])('a rule with %s', (_, more, message) => {
    const error = errorOf(() => ruleOf('root', 'sessions', more))
    expect([error.part, error.message]).toEqual(['', message])
  })

  it('more than a rule may have', () => {
    const names = Array.from({ length: 201 }, (_, i) => `not (x${i}.y:a or not z.z:b)`)
    const query: Query = { kind: 'and', items: names.map((text) => queryOf(text, 'events')) }
    const error = errorOf(() => sigmaRule({ title: 'T', id: 'i', subject: 'events', query }))
    expect([error.part, error.message]).toEqual(['', 'There are more than 200 searches.'])
  })
})
