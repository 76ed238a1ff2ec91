import { describe, expect, it } from 'vitest'
import { applyDraft } from './apply-draft.js'
import { countChanges, emptyDraft } from './draft.js'
import { documentOf } from './draft.testing.js'
import { addItem, changeItem, shownItems } from './items.js'
import { keep, readKept } from './kept-draft.js'

const partners = { name: 'partners', values: ['a', 'b'] }
const odd = { name: 'constructor', values: ['c'] }
const saved = documentOf({ lists: [partners, odd] })
const empty = emptyDraft(1)

describe('named things in a draft', () => {
  it('are changed, removed and added', () => {
    const one = changeItem(empty, 'lists', 'partners', partners, { ...partners, name: 'friends' })
    const two = changeItem(one, 'lists', 'constructor', odd, null)
    const [three, key] = addItem(two, 'lists', { name: 'new', values: [] })
    expect(
      shownItems<'lists'>(saved.lists, three.items.lists).map(({ key: of, state }) => [of, state]),
    ).toEqual([
      ['partners', 'changed'],
      ['constructor', 'removed'],
      [key, 'new'],
    ])
    expect(applyDraft(three, saved)).toMatchObject({
      document: {
        lists: [
          { name: 'friends', values: ['a', 'b'] },
          { name: 'new', values: [] },
        ],
      },
      keys: { lists: ['partners', key] },
      lost: [],
    })
    expect(countChanges(three)).toBe(3)
    expect(countChanges(changeItem(three, 'lists', key, undefined, null))).toBe(2)
  })
  it('are no change once they are as they were', () => {
    const changed = changeItem(empty, 'lists', 'partners', partners, { ...partners, note: 'x' })
    const back = { ...partners, values: ['a', 'b'], note: '' }
    expect(countChanges(changeItem(changed, 'lists', 'partners', partners, back))).toBe(0)
  })
  it('that only were saved under such a name are untouched', () => {
    expect(applyDraft(empty, saved).document).toEqual({})
    expect(shownItems<'lists'>([odd], {})).toMatchObject([{ state: 'same' }])
  })
  it('that are no longer there are told, unless they were to go anyway', () => {
    const one = changeItem(empty, 'lists', 'old', { name: 'old', values: [] }, partners)
    const two = changeItem(one, 'lists', 'older', { name: 'older', values: [] }, null)
    const { document, lost } = applyDraft(two, documentOf({ lists: [odd] }))
    expect([document.lists, lost]).toEqual([[odd], ['partners']])
  })
})

describe('a kept draft', () => {
  function storeOf(text: string | null) {
    let kept = text
    return {
      getItem: () => kept,
      setItem: (_: string, value: string) => void (kept = value),
      removeItem: () => void (kept = null),
    }
  }
  it('comes back', () => {
    const store = storeOf(null)
    const [draft] = addItem(empty, 'roles', { role: 'printer', networks: ['10.0.0.1'] })
    expect(keep(store, draft)).toBe(true)
    expect(readKept(store)).toEqual(draft)
    keep(store, undefined)
    expect(readKept(store)).toBeUndefined()
  })
  it.each([
    ['nothing', null],
    ['no JSON', '{'],
    ['another thing', '[]'],
    ['a part of one', '{"base":1,"next":1,"nodes":{},"items":{"lists":{}}}'],
    ['one without a version', JSON.stringify({ ...empty, base: 'x' })],
  ])('is not read from %s', (_, text) => {
    expect(readKept(storeOf(text))).toBeUndefined()
  })
  it('says when there is no room', () => {
    const full = {
      ...storeOf(null),
      setItem: () => {
        throw new Error('full')
      },
    }
    expect(keep(full, empty)).toBe(false)
  })
})
