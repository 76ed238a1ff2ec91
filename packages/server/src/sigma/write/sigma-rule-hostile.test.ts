import type { Query } from '@spoor/model'
import { describe, expect, it } from 'vitest'
import { readSigma } from '../read/read-documents.js'
import { sigmaRule } from './sigma-rule.js'
import { ruleOf } from './typed-rule.testing.js'

describe('texts of attackers', () => {
  const texts = [
    ['a bidi override', 'a\u202egpj.exe', String.raw`"a\u202egpj.exe"`],
    ['a control character', 'a\u001b[2J\u007f', String.raw`"a\e[2J\x7f"`],
    ['a tag that is not seen', 'a\u{e0041}', String.raw`"a\U000e0041"`],
    ['a comment', 'a # b: c', "'a # b: c'"],
    ['null', 'null', "'null'"],
    ['a number', '0x1F', "'0x1F'"],
    ['an alias', '&a', "'&a'"],
    ['a placeholder', '%home%', "'%home%'"],
  ] as const

  it.each(texts)('%s in a value', (_, value, written) => {
    const query: Query = {
      kind: 'field',
      field: 'file.name',
      test: { op: 'equals', value, quoted: true },
    }
    const text = sigmaRule({ title: 'T', id: 'i', subject: 'transfers', query })
    expect(text).toContain(`    file.name: ${written}\n`)
  })

  it.each(texts)('%s in a title, a description and an attribute', (_, value) => {
    const [said] = readSigma(
      ruleOf('root', 'sessions', {
        title: value,
        description: `${value}\n  ${value}\n`,
        custom: { [`my-${value}`]: [value] },
      }),
      'rule.yml',
    ).documents
    expect(said).toMatchObject({
      title: value,
      description: `${value}\n  ${value}\n`,
      custom: { [`my-${value}`]: [value] },
    })
  })
})
