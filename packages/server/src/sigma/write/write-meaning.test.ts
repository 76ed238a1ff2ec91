import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fieldsOf, printQuery } from '@spoor/model'
import type { Query, Subject } from '@spoor/model'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { arbitraryQuery, hostileText } from '../../../../model/src/query/arbitrary-query.testing.js'
import { compileQuery } from '../../query/compile.js'
import { prefixed } from '../../query/fragment.js'
import { randomRows } from '../../query/random-rows.testing.js'
import { rowTexts, testContext } from '../../query/test-questions.testing.js'
import { openEventStore } from '../../store/event-store.js'
import type { EventStore } from '../../store/event-store.js'
import { compileRule } from '../compile/compile-rule.js'
import { readSigma } from '../read/read-documents.js'
import { compileSigma } from '../rule-set.js'
import { sigmaRule } from './sigma-rule.js'
import { spoken } from './spoken-query.testing.js'
import { SigmaWriteError } from './write-error.js'

const SUBJECTS: readonly Subject[] = ['events', 'sessions', 'transfers']
const LISTS = new Set(['approved-servers', 'список', 'a.b_1'])

/** Whole words of lines, parts of them, and what is hardly one. */
const WORDS = ['repor', 'oot', '10.1.2', 'src_ip', '"text":"a', '443', '2001:0db8::0001', 'C:']
const PATTERNS = [
  'r*t',
  'repor?',
  '?oot',
  '*.zip',
  'repor*zip',
  '/srv/*/report*',
  'C:\\\\Temp*',
  '*\\\\x',
  '10.1.*',
  '"STOR*',
  '100%.*',
  '10?.zip',
  'lo* i?',
]

/** What rules cannot say. */
const REASONS = [
  / compares numbers; \S+ is (?:an address|a time)\.$/,
  /may have several values/,
  /YAML has no U\+0000/,
  /^a keyword minds the case/,
  /^a pattern that is a word of a line/,
  /^it matches (?:every|no) record/,
  /There is nothing between the quotation marks/,
  /A keyword needs text/,
]

/** The rule of a question; nothing if a part of it cannot be said, for a reason that is known. */
function written(query: Query, subject: Subject): string | undefined {
  try {
    return sigmaRule({ title: 'Random', id: 'random', subject, query })
  } catch (error) {
    if (!(error instanceof SigmaWriteError)) throw error
    const isKnown = REASONS.some((reason) => reason.test(error.reason))
    expect(isKnown, `${error.message}\n${printQuery(query)}`).toBe(true)
    expect(partsOf(query).map(printQuery), error.message).toContain(error.part)
    return undefined
  }
}

/** A question and what it consists of. */
function partsOf(query: Query): Query[] {
  if (query.kind === 'and' || query.kind === 'or') return [query, ...query.items.flatMap(partsOf)]
  return 'item' in query ? [query, ...partsOf(query.item)] : [query]
}

/** The question that a rule is read as; saved lists are named, not looked up. */
function read(text: string): Query {
  const { documents, problems } = readSigma(text, 'rule.yml')
  expect(problems, text).toEqual([])
  const [rule] = documents
  if (rule?.kind !== 'rule') throw new Error('no rule')
  return compileRule(rule, { filters: [], lists: new Map(), live: LISTS }).query
}

/** Words of events become regexes, and are put to the store further below. */
const hasWord = (query: Query) => partsOf(query).some(({ kind }) => kind === 'word')

describe.each(SUBJECTS)('a question about %s', (subject) => {
  it('is read again as it was', () => {
    let compared = 0
    const numRuns = 1_000
    fc.assert(
      fc.property(arbitraryQuery(subject), (query) => {
        if (subject === 'events' && hasWord(query)) return
        const text = written(query, subject)
        if (text === undefined) return
        compared += 1
        expect(spoken(read(text), subject), text).toBe(spoken(query, subject))
      }),
      { numRuns },
    )
    // Of events, those with words are not compared here.
    expect(compared).toBeGreaterThan(numRuns / 8)
  }, 120_000)
})

describe('in a store', () => {
  const rowsOf = new Map(SUBJECTS.map((subject) => [subject, randomRows(subject, 80)]))
  let directory: string
  let store: EventStore

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'spoor-sigma-write-'))
    store = await openEventStore({ directory })
    for (const subject of SUBJECTS) {
      const columns = fieldsOf(subject).map(({ column, type }) => `\`${column}\` ${type}`)
      await store.run(`CREATE TABLE ${subject} (n UInt32, ${columns.join(', ')}) ENGINE = Memory`)
      await store.insert(subject, rowsOf.get(subject) ?? [])
    }
  }, 60_000)
  afterAll(async () => {
    await store.close()
    await rm(directory, { recursive: true, force: true })
  })

  /** Numbers of the rows that each query finds; all of them in one pass. */
  async function found(queries: readonly Query[], subject: Subject): Promise<number[][]> {
    const params: Record<string, unknown> = {}
    const columns = queries.map((query, i) => {
      const condition = prefixed(compileQuery(query, subject, testContext), `r${i}_`)
      Object.assign(params, condition.params)
      return `arraySort(groupArrayIf(toFloat64(n), ${condition.sql}))`
    })
    const sql = `SELECT [${columns.join(',\n')}] AS found FROM ${subject}`
    const [row] = await store.rows<{ found: number[][] }>(sql, { params })
    return row?.found ?? []
  }

  /** How many of the questions tell rows apart; each finds what its rule finds. */
  async function compare(queries: readonly Query[], subject: Subject): Promise<number> {
    const pairs = queries.flatMap((query) => {
      const text = written(query, subject)
      return text === undefined ? [] : [{ query, text }]
    })
    const rules = pairs.map(({ text }) => {
      const { compiled, verdicts } = compileSigma([{ name: 'rule.yml', text }], testContext.lists)
      expect(
        verdicts.map(({ outcome, reason }) => reason ?? outcome),
        text,
      ).toEqual(['accepted'])
      return compiled[0]?.query ?? { kind: 'all' as const }
    })
    const wanted = await found(
      pairs.map(({ query }) => query),
      subject,
    )
    const answers = await found(rules, subject)
    const count = rowsOf.get(subject)?.length ?? 0
    let telling = 0
    for (const [i, { query, text }] of pairs.entries()) {
      expect(answers[i], `${printQuery(query)}\n${text}`).toEqual(wanted[i])
      const { length } = wanted[i] ?? []
      if (length > 0 && length < count) telling += 1
    }
    return telling
  }

  it.each(SUBJECTS)(
    'a rule finds the %s that its question finds',
    async (subject) => {
      let telling = 0
      for (let batch = 0; batch < 10; batch += 1) {
        const queries = fc.sample(arbitraryQuery(subject, rowTexts), 30)
        telling += await compare(queries, subject)
      }
      expect(telling).toBeGreaterThan(40)
    },
    120_000,
  )

  it('words of events are words in rules', async () => {
    const known = [...(rowTexts.values ?? []), ...WORDS]
    const texts = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...known) }, hostileText)
    const words = texts
      .filter((value) => value.trim() !== '')
      .map((value): Query => ({ kind: 'word', test: { op: 'equals', value, quoted: true } }))
    const patterns = fc
      .constantFrom(...PATTERNS)
      .map((pattern): Query => ({ kind: 'word', test: { op: 'wildcard', pattern } }))
    const queries = fc.oneof({ weight: 3, arbitrary: words }, patterns)
    let telling = 0
    for (let batch = 0; batch < 4; batch += 1) {
      telling += await compare(fc.sample(queries, 40), 'events')
    }
    expect(telling).toBeGreaterThan(20)
  }, 120_000)
})
