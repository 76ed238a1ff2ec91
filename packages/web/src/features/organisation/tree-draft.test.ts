import { describe, expect, it } from 'vitest'
import { applyNodes } from './apply-draft.js'
import { countChanges, emptyDraft } from './draft.js'
import { documentOf, listed, outline } from './draft.testing.js'
import {
  addNode,
  changeNode,
  isGone,
  moveNode,
  pathOf,
  removeNode,
  restoreNode,
} from './tree-draft.js'

const BERLIN = 'Home/Berlin'
const empty = emptyDraft(3)
const berlin = listed(BERLIN, { networks: ['Berlin-net'], note: 'n', site: 's', children: 2 })
const applied = (draft: typeof empty) => {
  const { networks, lost } = applyNodes(documentOf().networks, draft.nodes)
  return { paths: outline(networks), lost }
}
const PATHS = outline(documentOf().networks)

describe('a draft of the tree', () => {
  it('changes nothing while it is empty', () => {
    expect(applied(empty)).toEqual({ paths: PATHS, lost: [] })
  })
  it('renames a node, and those below follow', () => {
    const draft = changeNode(empty, BERLIN, berlin, { label: 'Köln', networks: ['10.1.0.0/16'] })
    expect(pathOf(draft.nodes, 'Home/Berlin/Lab')).toBe('Home/Köln/Lab')
    expect(applied(draft).paths).toEqual([
      'Home Home-net',
      'Home/Köln 10.1.0.0/16',
      'Home/Köln/Office Office-net',
      'Home/Köln/Lab Lab-net',
      'Home/Paris Paris-net',
      'Internet Internet-net',
    ])
  })
  it('forgets a change that is taken back by hand', () => {
    const draft = changeNode(empty, BERLIN, berlin, { label: 'Köln', networks: [], note: '' })
    const back = changeNode(draft, BERLIN, berlin, {
      label: 'Berlin',
      networks: ['Berlin-net'],
      note: 'n',
    })
    expect([countChanges(draft), countChanges(back)]).toEqual([1, 0])
  })
  it('keeps networks that the listing cut', () => {
    const cut = { ...berlin, networks_total: 60 }
    const draft = changeNode(empty, BERLIN, cut, { networks: ['Berlin-net'] })
    expect(countChanges(draft)).toBe(1)
  })
  it('moves a node with all below it, but never below itself', () => {
    const draft = moveNode(empty, BERLIN, berlin, 'Home/Paris')
    expect(applied(draft).paths).toEqual([
      'Home Home-net',
      'Home/Paris Paris-net',
      'Home/Paris/Berlin Berlin-net',
      'Home/Paris/Berlin/Office Office-net',
      'Home/Paris/Berlin/Lab Lab-net',
      'Internet Internet-net',
    ])
    expect(moveNode(empty, BERLIN, berlin, 'Home/Berlin/Lab')).toBe(empty)
    expect(moveNode(draft, 'Home/Paris', listed('Home/Paris'), BERLIN)).toBe(draft)
    expect(countChanges(moveNode(draft, BERLIN, berlin, 'Home'))).toBe(0)
  })
  it('removes a node with all below it, and puts it back', () => {
    const draft = removeNode(empty, BERLIN, berlin)
    expect(isGone(draft.nodes, 'Home/Berlin/Lab')).toBe(true)
    expect(applied(draft).paths).toEqual([
      'Home Home-net',
      'Home/Paris Paris-net',
      'Internet Internet-net',
    ])
    expect(restoreNode(draft, BERLIN)).toEqual(empty)
  })
  it('takes what was moved out of a removed node along to its new place', () => {
    const moved = moveNode(empty, 'Home/Berlin/Lab', listed('Home/Berlin/Lab'), 'Home/Paris')
    expect(applied(removeNode(moved, BERLIN, berlin)).paths).toContain('Home/Paris/Lab Lab-net')
  })
  it('adds nodes below new ones; removing the first returns what was moved into it', () => {
    const [one, first] = addNode(empty, 'Home')
    const [two, second] = addNode(changeNode(one, first, undefined, { label: 'Rome' }), first)
    const three = moveNode(two, BERLIN, berlin, second)
    expect(pathOf(three.nodes, 'Home/Berlin/Lab')).toBe('Home/Rome/New network 2/Berlin/Lab')
    expect(applied(three).paths).toContain('Home/Rome/New network 2/Berlin/Lab Lab-net')
    const gone = removeNode(three, first, undefined)
    expect(applied(gone).paths).toEqual(PATHS)
    expect(countChanges(gone)).toBe(0)
  })
  it('tells what is no longer there, and keeps all else', () => {
    const atlantis = listed('Home/Atlantis/Port')
    const renamed = changeNode(empty, 'Home/Atlantis/Port', atlantis, { note: 'x' })
    const moved = moveNode(renamed, BERLIN, berlin, 'Home/Atlantis')
    expect(applied(removeNode(moved, 'Home/Gone', listed('Home/Gone')))).toEqual({
      paths: PATHS,
      lost: ['Home/Atlantis/Port', 'Home/Atlantis/Berlin'],
    })
  })
  it('says which node of the new tree is which', () => {
    const [draft, id] = addNode(empty, BERLIN)
    const { networks, idOf } = applyNodes(documentOf().networks, draft.nodes)
    const fresh = networks[0]?.children[0]?.children[2]
    expect(fresh && idOf.get(fresh)).toBe(id)
  })
  it('walks upwards to an end, whatever was kept', () => {
    const nodes = { a: { parent: 'b' }, b: { parent: 'a' } }
    expect(isGone(nodes, 'a')).toBe(false)
  })
})
