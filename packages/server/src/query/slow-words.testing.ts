import type { WordTest } from '@spoor/model'
import { RE2JS } from 're2js'
import { bitsOf } from './slow-address.testing.js'
import { unitsOf } from './slow-units.testing.js'
import type { Unit } from './slow-units.testing.js'

/** Words in the original line, in plain JavaScript. */

const WORD = /^[0-9A-Za-z]$/
const IN_WORD = /^[0-9A-Za-z\u0080-\uFFFF]$/

/** Whether a line has a word. */
export function lineHas(line: string, test: WordTest): boolean {
  if (test.op === 'regex') return RE2JS.compile(test.pattern).matcher(line).find()
  if (test.op === 'wildcard') return unitsIn(line, unitsOf(test.pattern, false))
  const full = test.value.includes(':') ? bitsOf(test.value) : undefined
  const groups = full
    ?.match(/.{16}/g)
    ?.map((bits) => parseInt(bits, 2).toString(16).padStart(4, '0'))
  return [test.value, ...(groups ? [groups.join(':')] : [])].some((text) => textIn(line, text))
}

const lowerAscii = (text: string) => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())

/** The text in some form, and every word of it that stands between plain characters as a word. */
function textIn(line: string, text: string): boolean {
  const lineWords = new Set(line.split(/[^0-9A-Za-z\u0080-\uFFFF]+/).map(lowerAscii))
  for (const word of text.matchAll(/[0-9A-Za-z]+/g)) {
    const before = text.charAt(word.index - 1)
    const after = text.charAt(word.index + word[0].length)
    const isCertain = (word.index === 0 || /[ -~]/.test(before)) && !/[\u0080-\uFFFF]/.test(after)
    if (isCertain && !lineWords.has(lowerAscii(word[0]))) return false
  }
  if (/^[0-9A-Za-z]+$/.test(text)) return true
  if (/[\u0080-\uFFFF]/.test(text)) {
    const units = [...text].map((char) => ({ char }))
    return unitsIn(line, units, false)
  }
  const json = JSON.stringify(text).slice(1, -1)
  return [text, json].some((form) =>
    [form, form.replaceAll('/', '\\/')].some((written) =>
      lowerAscii(line).includes(lowerAscii(written)),
    ),
  )
}

function unitsIn(line: string, units: readonly Unit[], wholeWords = true): boolean {
  const first = units[0]
  const last = units.at(-1)
  const startsWord = wholeWords && typeof first === 'object' && WORD.test(first.char)
  const endsWord = wholeWords && typeof last === 'object' && WORD.test(last.char)
  for (let start = 0; start <= line.length; start += 1) {
    if (startsWord && IN_WORD.test(line.charAt(start - 1))) continue
    let ends = new Set([start])
    for (const unit of units) ends = step(line, unit, ends)
    for (const end of ends) if (!endsWord || !IN_WORD.test(line.charAt(end))) return true
  }
  return false
}

function step(line: string, unit: Unit, places: ReadonlySet<number>): Set<number> {
  const next = new Set<number>()
  for (const at of places) {
    if (unit === 'any') {
      let i = at
      next.add(i)
      while (i < line.length && !/^[\t\n\f\r "]$/.test(line.charAt(i))) next.add((i += 1))
    } else if (unit === 'one') {
      const rest = line.slice(at)
      const escape = /^(?:\\u[0-9a-f]{4}|\\[\\/])/i.exec(rest)
      if (escape) next.add(at + escape[0].length)
      const code = rest.codePointAt(0)
      const char = code === undefined ? undefined : String.fromCodePoint(code)
      if (char !== undefined && !/^[\t\n\f\r "]$/.test(char)) next.add(at + char.length)
    } else {
      for (const form of formsOf(unit.char)) {
        if (sameLetters(line.slice(at, at + form.length), form)) next.add(at + form.length)
      }
    }
  }
  return next
}

function sameLetters(a: string, b: string): boolean {
  return (
    a === b ||
    a.toLowerCase() === b.toLowerCase() ||
    (a.length === b.length && a.toUpperCase() === b.toUpperCase())
  )
}

function formsOf(char: string): string[] {
  if (char >= ' ' && char <= '~') return '"/\\'.includes(char) ? [char, `\\${char}`] : [char]
  const variants = [char, char.toLowerCase(), char.toUpperCase()]
  const numbers = variants.map((text) =>
    text
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )
  const json = JSON.stringify(char).slice(1, -1)
  return [...variants, ...numbers, json]
}
