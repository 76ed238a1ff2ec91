import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fieldsOf, parseQuery, printQuery } from '@spoor/model'
import type { Query, Subject } from '@spoor/model'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { arbitraryQuery } from '../../../model/src/query/arbitrary-query.testing.js'
import { openEventStore } from '../store/event-store.js'
import type { EventStore } from '../store/event-store.js'
import { compileQuery, compileTogether } from './compile.js'
import { gateOf } from './gates.js'
import { randomRows } from './random-rows.testing.js'
import { rowTexts, testContext } from './test-questions.testing.js'

const SUBJECTS: readonly Subject[] = ['events', 'sessions', 'transfers']
const QUERIES_AT_ONCE = 8

function asked(text: string, subject: Subject = 'events'): Query {
  const parsed = parseQuery(text, subject)
  if (!parsed.ok) throw new Error(text)
  return parsed.query
}

describe('several questions in one pass', () => {
  let directory: string
  let store: EventStore
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'spoor-together-'))
    store = await openEventStore({ directory })
    for (const subject of SUBJECTS) {
      const columns = fieldsOf(subject).map(({ column, type }) => `\`${column}\` ${type}`)
      await store.run(`CREATE TABLE ${subject} (n UInt32, ${columns.join(', ')}) ENGINE = Memory`)
      await store.insert(subject, randomRows(subject, 80))
    }
  })
  afterAll(async () => {
    await store.close()
    await rm(directory, { recursive: true, force: true })
  })

  async function alone(query: Query, subject: Subject): Promise<number[]> {
    const { sql, params } = compileQuery(query, subject, testContext)
    const statement = `SELECT n FROM ${subject} WHERE ${sql} ORDER BY n`
    return (await store.rows<{ n: number }>(statement, { params })).map(({ n }) => n)
  }

  async function together(queries: readonly Query[], subject: Subject): Promise<number[][]> {
    const { tests, conditions, gate, params } = compileTogether(queries, subject, testContext)
    const columns = Object.entries(tests).map(([name, sql]) => `${sql} AS ${name}`)
    const found = conditions.map((sql) => `arraySort(groupArrayIf(n, ${sql}))`)
    const [row] = await store.rows<{ found: number[][] }>(
      `SELECT [${found.join(', ')}] AS found
       FROM (SELECT ${['n', ...columns].join(', ')} FROM ${subject} WHERE ${gate})`,
      { params: { ...params } },
    )
    return row?.found ?? []
  }

  it.each(SUBJECTS)(
    'find of %s what each finds alone',
    async (subject) => {
      const queries = fc.array(arbitraryQuery(subject, rowTexts), {
        minLength: 1,
        maxLength: QUERIES_AT_ONCE,
      })
      let telling = 0
      await fc.assert(
        fc.asyncProperty(queries, async (some) => {
          const expected = []
          for (const query of some) expected.push(await alone(query, subject))
          telling += expected.filter((rows) => rows.length > 0 && rows.length < 80).length
          expect(await together(some, subject), some.map(printQuery).join('\n')).toEqual(expected)
        }),
        { numRuns: 40 },
      )
      // Many questions must tell rows apart, or the comparison would show nothing.
      expect(telling).toBeGreaterThan(20)
    },
    240_000,
  )

  it('make a test that several ask once', () => {
    const queries = ['destination.ip:10.0.0.0/8 dns.question.name:a', 'destination.ip:10.0.0.0/8']
    const { tests } = compileTogether(
      queries.map((text) => asked(text)),
      'events',
      testContext,
    )
    expect(Object.keys(tests)).toEqual(['t0', 't1'])
  })

  it('are none, and let no row through', async () => {
    expect(compileTogether([], 'events', testContext)).toMatchObject({ conditions: [], gate: '0' })
  })
})

describe('the gate of a question', () => {
  it.each([
    // A port tells rows apart: names can wait.
    [
      'source.bytes:>9 dns.question.name:*.x destination.port:21',
      'source.bytes:>9 destination.port:21',
    ],
    ['destination.port:(21 or 22) -url.path:/a/', 'destination.port:(21 or 22)'],
    ['odd.name:a user.name:b', 'user.name:b'],
    ['root destination.port:21', 'destination.port:21'],
    // So it does among alternatives, each by itself.
    [
      'destination.port:21 url.path:*a* or dns.question.name:/b/',
      'destination.port:21 or dns.question.name:/b/',
    ],
    // What is ruled out, a range, or one of few values does not.
    ['-destination.port:21 url.path:*a*', '-destination.port:21 url.path:*a*'],
    ['source.bytes:>9 url.path:*a*', 'source.bytes:>9 url.path:*a*'],
    ['event.type:dns dns.question.name:*.x', 'event.type:dns dns.question.name:*.x'],
    ['destination.port:(21 or >9) url.path:*a*', 'destination.port:(21 or >9) url.path:*a*'],
  ])('%s is %s', (question, gate) => {
    expect(gateOf(asked(question), 'events')).toEqual(asked(gate))
  })
})
