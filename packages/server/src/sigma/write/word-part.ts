import { formatAddress, parseAddress, printQuery, wildcardParts } from '@spoor/model'
import type { Query, Subject } from '@spoor/model'
import { quoteRegex } from '../compile/sigma-strings.js'
import { joinParts } from './part.js'
import type { Part, WrittenTest } from './part.js'
import { checkTest, regexTest } from './field-part.js'
import { SigmaWriteError } from './write-error.js'
import { writtenText } from './written-text.js'

type WordQuery = Extract<Query, { kind: 'word' }>

/**
 * A bare word as keywords. In sessions and transfers both are found anywhere in a text. In events a
 * keyword is found inside words too, while a word of a question is not: so a regex says where the
 * words of the text begin and end.
 * @throws SigmaWriteError if a rule cannot ask it
 */
export function wordPart(query: WordQuery, subject: Subject): Part {
  const { test } = query
  if (test.op === 'regex') return checked([regexTest(test.pattern)], query, subject)
  if (subject !== 'events') {
    const parts = test.op === 'equals' ? [{ literal: test.value }] : wildcardParts(test.pattern)
    return checked([keyword(writtenText(parts))], query, subject)
  }
  if (test.op === 'wildcard') return checked([patternTest(query, test.pattern)], query, subject)
  if (hasOtherCases(test.value)) {
    const reason =
      'a keyword minds the case of letters beyond ASCII, where the line writes them by number.'
    throw new SigmaWriteError(printQuery(query), reason, INSTEAD)
  }
  return joinParts(
    'or',
    formsOf(test.value).map((text) => checked(lineTests(text), query, subject)),
  )
}

const INSTEAD = 'Use a regex, or test event.original or another field.'

function keyword(text: string): WrittenTest {
  return { kind: 'test', modifiers: [], value: text, inFull: text }
}

function checked(tests: readonly WrittenTest[], query: Query, subject: Subject): Part {
  for (const test of tests) checkTest(test, query, subject)
  return joinParts('and', tests)
}

/** Whether a text has letters beyond ASCII that are not the same in upper and lower case. */
function hasOtherCases(text: string): boolean {
  return [...text].some(
    (char) => char > '~' && (char.toLowerCase() !== char || char.toUpperCase() !== char),
  )
}

/** Sensors write IPv6 addresses with or without their zeros. */
function formsOf(text: string): string[] {
  const address = text.includes(':') ? parseAddress(text) : undefined
  return address === undefined ? [text] : [...new Set([text, formatAddress(address)])]
}

/** Runs of letters and digits that a line with the text has as words of their own. */
const WORDS = /(?<=^|(?![0-9A-Za-z])[ -~])[0-9A-Za-z]+(?=$|(?![0-9A-Za-z])[\0-\x7f])/g

function lineTests(text: string): WrittenTest[] {
  const words = new Set([...text.matchAll(WORDS)].map(([word]) => word.toLowerCase()))
  const regexes = [...words].map((word) => regexTest(`(?i)${START}${word}${END}`))
  return /^[0-9A-Za-z]+$/.test(text)
    ? regexes
    : [keyword(writtenText([{ literal: text }])), ...regexes]
}

const OUTSIDE = String.raw`[^0-9A-Za-z\x{80}-\x{10FFFF}]`
const START = `(?:^|${OUTSIDE})`
const END = `(?:${OUTSIDE}|$)`

/** `*` and `?` stay within one word of the line, and one text of its JSON. */
const ANY = String.raw`[^\s"]*`
const ONE = String.raw`(?:\\u[0-9a-f]{4}|\\[\\/]|[^\s"])`

function patternTest(query: WordQuery, pattern: string): WrittenTest {
  const parts = wildcardParts(pattern)
  if (parts.some((part) => typeof part === 'object' && !/^[ -~]+$/.test(part.literal))) {
    const reason = 'a pattern that is a word of a line can have ASCII characters only.'
    throw new SigmaWriteError(printQuery(query), reason, INSTEAD)
  }
  const body = parts.map((part) => {
    if (part === 'any') return ANY
    return part === 'one' ? ONE : part.literal.replaceAll(/[^0-9A-Za-z]/g, lineCharacter)
  })
  const [first, last] = [parts[0], parts.at(-1)]
  const start = typeof first === 'object' && /^[0-9A-Za-z]/.test(first.literal) ? START : ''
  const end = typeof last === 'object' && /[0-9A-Za-z]$/.test(last.literal) ? END : ''
  return regexTest(`(?i)${start}${body.join('')}${end}`)
}

/** RE2 for a character as a line of JSON may have it. */
function lineCharacter(char: string): string {
  if (char === '\\') return String.raw`\\{1,2}`
  return char === '/' || char === '"' ? String.raw`\\?${char}` : quoteRegex(char)
}
