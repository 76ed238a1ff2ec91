import { attackId, parseQuery, TACTICS, techniqueName } from '@spoor/model'
import { beforeAll, describe, expect, it } from 'vitest'
import { readSigma } from '../../sigma/read/read-documents.js'
import { shippedHunts } from '../shipped.js'
import { questionOf } from '../where.js'
import { readGuidedLibrary } from './guided-library.js'
import { withValues } from './parameters.js'
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

it('carries no tag but tactics and techniques of ATT&CK that have a name here', () => {
  const tactics = new Set(TACTICS.map(({ id }) => id))
  const isKnown = (id: string) => tactics.has(id) || techniqueName(id) !== undefined
  const unknown = library.flatMap(({ id, text, parameters }) =>
    readSigma(withValues(text, parameters), id)
      .documents.flatMap(({ tags }) => tags)
      .filter((tag) => !isKnown(attackId(tag) ?? ''))
      .map((tag) => `${id}: ${tag}`),
  )
  expect(unknown).toEqual([])
})

it('names no technique but those that have a name here', () => {
  const unnamed = shippedHunts().flatMap(({ id, techniques }) =>
    techniques.filter((one) => techniqueName(one) === undefined).map((one) => `${id}: ${one}`),
  )
  expect(unnamed).toEqual([])
})

describe.each(library)('$id', (hunt) => {
  it('asks a question that a person can ask too', () => {
    const question = questionOf(hunt)
    expect(parseQuery(question, hunt.subject), question).toMatchObject({ ok: true })
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
