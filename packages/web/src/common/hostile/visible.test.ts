import { describe, expect, it } from 'vitest'
import { cut, visiblePieces, visibleText } from './visible.js'

describe('visibleText', () => {
  it('leaves ordinary text of any script alone', () => {
    for (const text of [
      'report.pdf',
      'нотатки.txt',
      '報告書.docx',
      'café',
      'cafe\u0301',
      'a b',
      '',
    ]) {
      expect(visibleText(text)).toBe(text)
    }
  })
  it('shows what would turn the reading direction around', () => {
    expect(visibleText('invoice\u202efdp.exe')).toBe('invoice⟨U+202E⟩fdp.exe')
    expect(visibleText('\u2066x\u2069')).toBe('⟨U+2066⟩x⟨U+2069⟩')
  })
  it('shows control characters', () => {
    expect(visibleText('a\u0000b\u001b[31m\r\n\t\u007f')).toBe('a⟨NUL⟩b⟨ESC⟩[31m⟨CR⟩⟨LF⟩⟨TAB⟩⟨DEL⟩')
    expect(visibleText('\u009b')).toBe('⟨U+009B⟩')
  })
  it('shows characters without width and spaces that are not the space', () => {
    expect(visibleText('pass\u200bword\u00a0\u3164')).toBe('pass⟨U+200B⟩word⟨U+00A0⟩⟨U+3164⟩')
    expect(visibleText('\u{e0041}')).toBe('⟨U+E0041⟩')
  })
  it('stops piles of combining marks', () => {
    const pile = `a${'\u0301'.repeat(40)}`
    expect(visiblePieces(pile)[0]).toEqual({ text: 'a\u0301\u0301', hidden: false })
    expect(visiblePieces(pile)).toHaveLength(39)
  })
  it('shows lone surrogates', () => {
    expect(visibleText('\ud83d')).toBe('⟨U+D83D⟩')
  })
  it('names what it can', () => {
    expect(visiblePieces('\u202e')[0]?.name).toBe('right-to-left override')
  })
  it('keeps mark-up as the text that it is', () => {
    expect(visiblePieces('<script>alert(1)</script>')).toEqual([
      { text: '<script>alert(1)</script>', hidden: false },
    ])
  })
})

it('cuts long text without splitting a character', () => {
  expect(cut('short', 5)).toBe('short')
  expect(cut('abcdef', 4)).toBe('abc…')
  expect(cut('😀😀😀😀', 3)).toBe('😀😀…')
  expect(cut('😀😀😀', 3)).toBe('😀😀😀')
  expect(Array.from(cut('x'.repeat(100_000), 50))).toHaveLength(50)
})
