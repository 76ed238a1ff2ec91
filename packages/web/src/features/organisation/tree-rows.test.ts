import { describe, expect, it } from 'vitest'
import { emptyDraft, type NodeChanges } from './draft.js'
import { listed } from './draft.testing.js'
import { addNode, moveNode, removeNode } from './tree-draft.js'
import { foundRows, treeRows, type Branch } from './tree-rows.js'

const ready = (...nodes: Branch['nodes']): Branch => ({
  nodes,
  total: nodes.length,
  state: 'ready',
})
const berlin = listed('Home/Berlin', { children: 1 })
const paris = listed('Home/Paris')
const branches = new Map<string, Branch>([
  ['', ready(listed('Home', { children: 2 }), listed('Internet'))],
  ['Home', ready(berlin, paris)],
  ['Home/Berlin', ready(listed('Home/Berlin/Lab'))],
])
const draft = emptyDraft(1)

function shown(nodes: NodeChanges, open: string[], loaded: Map<string, Branch> = branches) {
  return treeRows({ branches: loaded, open: new Set(open), nodes }).map((row) =>
    row.kind === 'more'
      ? `${row.depth} ${row.state} ${row.left}`
      : `${row.depth} ${row.id} ${row.children}${row.isGone ? ' gone' : ''}`,
  )
}

describe('rows of the tree', () => {
  it('are those of what is open', () => {
    expect(shown({}, [])).toEqual(['0 Home 2', '0 Internet 0'])
    expect(shown({}, ['Home', 'Home/Berlin'])).toEqual([
      '0 Home 2',
      '1 Home/Berlin 1',
      '2 Home/Berlin/Lab 0',
      '1 Home/Paris 0',
      '0 Internet 0',
    ])
  })
  it('show moved and new nodes in their new places', () => {
    const moved = moveNode(draft, 'Home/Berlin', berlin, 'Home/Paris')
    const [added, id] = addNode(moved, 'Internet')
    expect(shown(added.nodes, ['Home', 'Home/Paris', 'Home/Berlin', 'Internet'])).toEqual([
      '0 Home 1',
      '1 Home/Paris 1',
      '2 Home/Berlin 1',
      '3 Home/Berlin/Lab 0',
      '0 Internet 1',
      `1 ${id} 0`,
    ])
  })
  it('show what is removed, and all below it, as gone', () => {
    const { nodes } = removeNode(draft, 'Home/Berlin', berlin)
    expect(shown(nodes, ['Home', 'Home/Berlin'])).toEqual([
      '0 Home 2',
      '1 Home/Berlin 1 gone',
      '2 Home/Berlin/Lab 0 gone',
      '1 Home/Paris 0',
      '0 Internet 0',
    ])
  })
  it('stand in for what is not loaded', () => {
    const part = new Map(branches)
      .set('Home', { nodes: [paris], total: 5_000, next: 'x', state: 'ready' })
      .set('Home/Paris', ready())
    expect(shown({}, ['Home'], part)).toEqual([
      '0 Home 2',
      '1 Home/Paris 0',
      '1 ready 4999',
      '0 Internet 0',
    ])
    expect(shown({}, [], new Map())).toEqual(['0 loading 0'])
  })
  it('of a search have new nodes of that label first', () => {
    const [added, id] = addNode(draft, 'Home/Berlin')
    const { nodes } = removeNode(added, 'Home/Paris', paris)
    expect(foundRows([paris], nodes, 'NEW').map((row) => [row.id, row.isGone])).toEqual([
      [id, false],
      ['Home/Paris', true],
    ])
  })
})
