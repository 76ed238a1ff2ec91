import type { NetworksAnswer, NetworksRequest } from '@spoor/model'
import { describe, expect, it } from 'vitest'
import { listed } from './draft.testing.js'
import { TreeStore } from './tree-store.js'

const MANY = Array.from({ length: 2_500 }, (_, index) => listed(`Home/n${index}`))

function serverOf(asked: NetworksRequest[], fails: { now: boolean }) {
  return (request: NetworksRequest): Promise<NetworksAnswer> => {
    asked.push(request)
    if (fails.now) return Promise.reject(new Error('not there'))
    const all = request.under === undefined ? [listed('Home', { children: MANY.length })] : MANY
    if (request.find !== undefined) {
      const found = all.filter(({ label }) => label === request.find)
      return Promise.resolve({ networks: found, total: found.length })
    }
    const from = Number(request.cursor ?? 0)
    const to = from + (request.limit ?? 200)
    return Promise.resolve({
      networks: all.slice(from, to),
      total: all.length,
      ...(to < all.length && { next: String(to) }),
    })
  }
}

describe('what was loaded of the tree', () => {
  it('grows by pages, each asked for once', async () => {
    const asked: NetworksRequest[] = []
    const store = new TreeStore(serverOf(asked, { now: false }))
    await Promise.all([store.load('Home'), store.load('Home')])
    await store.load('Home')
    expect(store.snapshot().get('Home')).toMatchObject({ total: 2_500, next: '400' })
    expect(asked.map(({ cursor }) => cursor)).toEqual([undefined, '200'])
  })
  it('reaches a node that is far down, and later has it once', async () => {
    const asked: NetworksRequest[] = []
    const store = new TreeStore(serverOf(asked, { now: false }))
    await store.loadLine('Home/n2200')
    expect(store.snapshot().get('Home')?.nodes[0]?.path).toBe('Home/n2200')
    expect(asked).toHaveLength(4)
    await store.loadLine('Home/nowhere')
    const paths = store
      .snapshot()
      .get('Home')
      ?.nodes.map(({ path }) => path)
    expect([paths?.length, new Set(paths).size]).toEqual([2_500, 2_500])
    expect(store.snapshot().get('Home')).not.toHaveProperty('next')
  })
  it('keeps what it has when more cannot be had, and tries again', async () => {
    const fails = { now: false }
    const store = new TreeStore(serverOf([], fails))
    await store.load('Home')
    fails.now = true
    await store.loadLine('Home/n2200')
    expect(store.snapshot().get('Home')).toMatchObject({ state: 'failed', next: '200' })
    fails.now = false
    await store.load('Home')
    expect(store.snapshot().get('Home')).toMatchObject({ state: 'ready', next: '400' })
  })
})
