import { expect, it } from 'vitest'
import { attributeWords, choicesFor } from './things.js'

const names = (of: string) => choicesFor(of).flatMap(({ items }) => items.map(({ value }) => value))

it('offers things and attributes, each once, and what was asked for', () => {
  for (const of of ['hash', 'ja3', 'ftp-user']) {
    expect(names(of)).toContain(of)
    expect(new Set(names(of)).size).toBe(names(of).length)
  }
  expect(choicesFor('ftp-user')[0]).toEqual({
    group: 'Asked for',
    items: [{ value: 'ftp-user', label: 'ftp-user' }],
  })
})

it('writes attributes as words', () => {
  expect(attributeWords('file_hash_sent')).toBe('file hash sent')
})
