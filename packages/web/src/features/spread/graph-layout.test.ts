import type { SpreadEdge, SpreadHost } from '@spoor/model'
import { describe, expect, it } from 'vitest'
import { spreadGraph } from './graph-layout.js'

const host = (name: string): SpreadHost => ({
  host: name,
  first_seen: '2026-06-20T02:00:00Z',
  attributes: ['file_sent'],
  roles: [],
  groups: [],
  is_home: true,
})

const edge = (from: string, to: string): SpreadEdge => ({
  from,
  to,
  at: '2026-06-20T02:00:00Z',
  by: 'transfer',
  id: `${from}>${to}`,
  service: 'ftp',
})

const hosts = (...names: string[]) => names.map(host)

const places = (graph: ReturnType<typeof spreadGraph>) =>
  graph.nodes.map((node) => `${node.order} ${node.host.host} ${node.x},${node.y}`)

describe('the spread graph', () => {
  it('goes from left to right along the contacts, with the lonely below in time order', () => {
    const graph = spreadGraph(hosts('a', 'b', 'c', 'd', 'e', 'f'), [
      edge('a', 'c'),
      edge('a', 'd'),
      edge('c', 'e'),
      edge('d', 'e'),
    ])
    expect(places(graph)).toEqual([
      '1 a 0,0',
      '3 c 1,0',
      '4 d 1,1',
      '5 e 2,0',
      '2 b 0,3',
      '6 f 1,3',
    ])
    expect(graph).toMatchObject({ lonely: 2, rows: 4, columns: 6 })
  })

  it('is a row of hosts where nobody had to do with another', () => {
    const graph = spreadGraph(hosts('a', 'b', 'c'), [])
    expect(places(graph)).toEqual(['1 a 0,0', '2 b 1,0', '3 c 2,0'])
    expect(graph).toMatchObject({ lonely: 3, rows: 1, edges: [] })
  })

  it('splits a step of many hosts into columns', () => {
    const many = Array.from({ length: 30 }, (_, index) => `h${index}`)
    const graph = spreadGraph(
      hosts('zero', ...many),
      many.map((name) => edge('zero', name)),
    )
    expect(graph).toMatchObject({ lonely: 0, rows: 12, columns: 6 })
    expect(Math.max(...graph.nodes.map(({ x }) => x))).toBe(3)
  })

  it('draws the first hosts, and contacts between them only', () => {
    const graph = spreadGraph(hosts('a', 'b', 'c'), [edge('a', 'b'), edge('b', 'c')], 2)
    expect(places(graph)).toEqual(['1 a 0,0', '2 b 1,0'])
    expect(graph.edges.map(({ to }) => to)).toEqual(['b'])
  })

  it('is empty without hosts', () => {
    expect(spreadGraph([], [])).toMatchObject({ nodes: [], rows: 0 })
  })
})
