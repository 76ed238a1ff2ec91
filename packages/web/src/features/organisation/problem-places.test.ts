import { describe, expect, it } from 'vitest'
import { applyDraft } from './apply-draft.js'
import { emptyDraft } from './draft.js'
import { documentOf } from './draft.testing.js'
import { addItem } from './items.js'
import { locate, problemsAt } from './problem-places.js'
import { addNode, changeNode } from './tree-draft.js'

const [withNode, nodeId] = addNode(emptyDraft(1), 'Home/Berlin')
const dotted = changeNode(withNode, nodeId, undefined, { label: 'v1.networks' })
const [draft, listKey] = addItem(dotted, 'lists', { name: 'a.values', values: ['x'] })
const applied = applyDraft(
  draft,
  documentOf({ lists: [{ name: 'partners', values: ['a'] }], sites: [] }),
)

describe('the place of a problem', () => {
  it.each([
    ['networks.Home/Paris', 'networks', 'Home/Paris', undefined, undefined],
    ['networks.Home/Paris.networks[2]', 'networks', 'Home/Paris', 'networks', 2],
    ['networks.Home/Berlin/v1.networks.networks[0]', 'networks', nodeId, 'networks', 0],
    ['networks.Home/Berlin.children[2]', 'networks', nodeId, 'label', undefined],
    ['networks.Home/Berlin.children[2].label', 'networks', nodeId, 'label', undefined],
    ['lists[1].name', 'lists', listKey, 'name', undefined],
    ['lists.a.values.values[0]', 'lists', listKey, 'values', 0],
    ['lists.partners.note', 'lists', 'partners', 'note', undefined],
    ['sites.Berlin.time_zone', 'sites', 'Berlin', 'time_zone', undefined],
    ['organisation.colour', undefined, undefined, undefined, undefined],
  ])('%s', (place, part, key, field, index) => {
    const found = locate({ place, message: 'm' }, applied)
    expect([found.part, found.key, found.field, found.index]).toEqual([part, key, field, index])
  })

  it('gathers what is wrong with a field', () => {
    const problems = ['lists.partners.values[3]', 'lists.partners.values[4]', 'lists.partners'].map(
      (place) => locate({ place, message: 'is odd' }, applied),
    )
    const at = problemsAt(problems, 'lists', 'partners')
    expect([at('values'), at(''), at('note')]).toEqual([
      'entry 4: is odd; entry 5: is odd',
      'is odd',
      undefined,
    ])
  })
})
