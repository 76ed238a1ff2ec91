import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeJson, jsonLine, shorten, visible, visibleLines } from './terminal-text.js'

const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

test('names what would not show as itself', () => {
  expect(visible('\u001b[2J\u001b]0;owned\u0007')).toBe('⟨␛⟩[2J⟨␛⟩]0;owned⟨␇⟩')
  expect(visible('\u009b31m')).toBe('⟨U+009B⟩31m')
  expect(visible('gpj.\u202eexe')).toBe('gpj.⟨U+202E⟩exe')
  expect(visible('a\u200bb\ufeff')).toBe('a⟨U+200B⟩b⟨U+FEFF⟩')
  expect(visible('a\r\nb\tc\u007f')).toBe('a⟨␍⟩⟨␊⟩b⟨␉⟩c⟨␡⟩')
  expect(visible('\ud800')).toBe('⟨U+D800⟩')
})

test('leaves ordinary text of any script alone', () => {
  for (const text of [
    'report 2026.pdf',
    'Übersicht_é.xlsx',
    '会議 資料.zip',
    'ملف.txt',
    '📦.zip',
  ]) {
    expect(visible(text)).toBe(text)
  }
})

test('names combining marks beyond the second', () => {
  expect(visible('z\u0300\u0301\u0302\u0303')).toBe('z\u0300\u0301⟨U+0302⟩⟨U+0303⟩')
})

test('nothing unsafe comes through, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(visible(text)).not.toMatch(UNSAFE)
    }),
  )
})

test('keeps the line feeds of a text of several lines, and nothing else', () => {
  expect(visibleLines('one\ntwo\u001b\r')).toBe('one\ntwo⟨␛⟩⟨␍⟩')
})

test('JSON has nothing unsafe, and means the same', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
      const json = jsonLine(texts)
      expect(json).not.toMatch(UNSAFE)
      expect(JSON.parse(json)).toEqual(texts)
      expect(escapeJson(json)).toBe(json)
    }),
  )
})

test('cuts by characters and never inside one', () => {
  expect(shorten('abcdef', 6)).toBe('abcdef')
  expect(shorten('abcdefg', 6)).toBe('abcde…')
  expect(shorten('📦📦📦', 2)).toBe('📦…')
})
