import type { HostNetwork } from '@spoor/model'
import { describe, expect, it } from 'vitest'
import { inTreeOrder, networkTree } from './network-tree.js'

function network(path: string, hosts: number, atRisk = 0): HostNetwork {
  const labels = path === '' ? [] : path.split('/')
  return { path: labels, hosts, services: 0, users: 0, roles: 0, at_risk: atRisk }
}

const NETWORKS = [
  network('Home', 10, 1),
  network('Home/Berlin', 6, 1),
  network('Home/Berlin/Lab', 2),
  network('', 4),
  network('Home/Paris', 3),
]

describe('networks as rectangles', () => {
  it('nests them, and shows what is in none of those below', () => {
    expect(networkTree(NETWORKS, 'hosts')).toEqual([
      {
        name: 'Home',
        value: 10,
        path: ['Home'],
        children: [
          {
            name: 'Berlin',
            value: 6,
            path: ['Home', 'Berlin'],
            children: [
              { name: 'Lab', value: 2, path: ['Home', 'Berlin', 'Lab'] },
              { name: 'Berlin, the rest', value: 4, path: ['Home', 'Berlin'] },
            ],
          },
          { name: 'Paris', value: 3, path: ['Home', 'Paris'] },
          { name: 'Home, the rest', value: 1, path: ['Home'] },
        ],
      },
      { name: 'in no network', value: 4, path: [] },
    ])
  })

  it('leaves out what has nothing', () => {
    const [home, ...others] = networkTree(NETWORKS, 'at_risk')
    expect(others).toEqual([])
    expect(home?.children?.map(({ name }) => name)).toEqual(['Berlin'])
  })

  it('hangs a network below the nearest that is listed', () => {
    const [home] = networkTree([network('Home', 3), network('Home/Rome/Lab', 3)], 'hosts')
    expect(home?.children?.map(({ name }) => name)).toEqual(['Lab'])
  })
})

it('orders networks as a tree, the largest first', () => {
  expect(inTreeOrder(NETWORKS.toReversed()).map(({ path }) => path.join('/'))).toEqual([
    'Home',
    'Home/Berlin',
    'Home/Berlin/Lab',
    'Home/Paris',
    '',
  ])
})
