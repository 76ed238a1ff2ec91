import { expect, it } from 'vitest'
import { colouredNetworks, drawnOf, namedNodes, onCircles, type PeerNode } from './peer-graph.js'

function node(id: string, network: string, bytes = 1): PeerNode {
  return {
    id,
    kind: 'host',
    is_home: network !== '',
    networks: network === '' ? [] : network.split('/'),
    roles: [],
    hosts: 1,
    bytes,
    transfers: 1,
  }
}

const NODES = [
  node('203.0.113.1', '', 50),
  node('203.0.113.2', ''),
  node('10.1.0.1', 'Home/Berlin'),
  node('10.2.0.1', 'Home/Paris', 9),
  node('10.1.0.2', 'Home/Berlin', 5),
]

const EDGES = [
  { from: '10.2.0.1', to: '203.0.113.1' },
  { from: '10.1.0.2', to: '203.0.113.2' },
]

/** How far around from the top, clockwise, 0 to 1. */
function turn(x: number, y: number): number {
  const angle = (Math.atan2(y, x) + Math.PI / 2) / (2 * Math.PI)
  return angle < -1e-9 ? angle + 1 : angle
}

it('puts hosts of a network beside each other, and what is outside around them by its peers', () => {
  const places = onCircles(NODES, EDGES)
  const order = (isInside: boolean) =>
    [...places]
      .filter(([, { x, y }]) => Math.hypot(x / 2, y) < 700 === isInside)
      .toSorted(([, a], [, b]) => turn(a.x, a.y) - turn(b.x, b.y))
      .map(([id]) => id)
  expect(order(true)).toEqual(['10.1.0.2', '10.1.0.1', '10.2.0.1'])
  expect(order(false)).toEqual(['203.0.113.2', '203.0.113.1'])
})

it('gives colours to the networks that moved most', () => {
  expect(colouredNetworks(NODES, 1)).toEqual(['Paris'])
  expect(colouredNetworks(NODES, 5)).toEqual(['Paris', 'Berlin'])
})

it('names the largest nodes, but none over the name of a larger one', () => {
  const places = new Map([
    ['10.2.0.1', { x: 0, y: 0 }],
    ['10.1.0.2', { x: 100, y: 10 }],
    ['203.0.113.1', { x: 0, y: 500 }],
  ])
  expect([...namedNodes(NODES, places)]).toEqual(['203.0.113.1', '10.2.0.1'])
  expect(namedNodes(NODES, undefined).size).toBe(NODES.length)
})

it('knows what an item of the chart stands for', () => {
  const [first] = NODES
  const graph = { nodes: NODES, edges: [] }
  expect(drawnOf(graph, { node: 0 })).toEqual({ node: first })
  expect(drawnOf(graph, { name: '203.0.113.1' })).toEqual({})
  expect(drawnOf(graph, null)).toEqual({})
})
