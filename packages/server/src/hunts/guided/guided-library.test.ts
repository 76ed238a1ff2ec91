import { parseQuery } from '@spoor/model'
import { beforeAll, describe, expect, it } from 'vitest'
import { shippedHunts } from '../shipped.js'
import { readGuidedLibrary } from './guided-library.js'
import { tryCases, type CaseResult } from './try-cases.js'

/** Every hunt of the guided library finds what its cases say, and nothing in its near misses. */

const { hunts: library, problems } = readGuidedLibrary()
let results: CaseResult[]
beforeAll(async () => {
  results = await tryCases(library)
}, 300_000)

it('has no file that is wrong', () => {
  expect(problems).toEqual([])
})

it('refers only to other hunts that exist', () => {
  const shipped = shippedHunts()
  const known = new Set(shipped.map(({ id }) => id))
  const wrong = shipped.flatMap(({ id, next }) =>
    next.filter(({ hunt }) => !known.has(hunt) || hunt === id).map(({ hunt }) => `${id}: ${hunt}`),
  )
  expect(wrong).toEqual([])
})

describe.each(library)('$id', (hunt) => {
  it('asks a question that a person can ask too', () => {
    for (const { where } of hunt.ways) {
      expect(parseQuery(where, hunt.subject), where).toMatchObject({ ok: true })
    }
  })

  it('is told to people in full', () => {
    expect(hunt.techniques.length).toBeGreaterThan(0)
    for (const text of [hunt.title, hunt.why, hunt.falsePositives]) {
      expect(text).toMatch(/^\S.{7,}/)
    }
  })

  it.each(hunt.cases)('$kind: $name', (one) => {
    const result = results.find((tried) => tried.hunt.id === hunt.id && tried.case === one)
    expect(result?.findings).toHaveLength(one.kind === 'match' ? 1 : 0)
    for (const why of result?.findings ?? []) {
      // A character that cannot be seen is written \u{…}; all other braces would be figures.
      expect(why).not.toMatch(/(?<!\\u)\{/)
      expect(why).toMatch(/\.$/)
    }
  })
})
