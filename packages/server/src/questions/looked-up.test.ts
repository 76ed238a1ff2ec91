import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertWorld } from '../query/lookup-world.testing.js'
import type { EventStore } from '../store/event-store.js'
import { listRecords } from './list.js'
import { askingOf, eve, storeOf } from './test-store.testing.js'
import { topValues } from './top-values.js'

/** Fields that are looked up, in lists and counts of records. */

let store: EventStore
let close: () => Promise<void>

const at = '2026-06-22T10:00:00.000000'

beforeAll(async () => {
  const flows = [
    ['10.1.2.9', '203.0.113.9'],
    ['10.1.0.1', '10.1.2.9'],
    ['198.51.100.7', '10.1.2.77'],
  ]
  const lines = flows.map(([src_ip, dest_ip]) =>
    eve({ at, type: 'http', src_ip, dest_ip, http: {} }),
  )
  ;({ store, close } = await storeOf(lines))
}, 120_000)

afterAll(() => close())

const list = async (q: string, fields: string) =>
  (await listRecords(askingOf(store), 'events', { q, fields })).rows

describe('fields that are looked up', () => {
  it('are empty while there is no organisation', async () => {
    const rows = await list('', 'source.network')
    expect(rows.map((row) => row['source.network'])).toEqual([undefined, undefined, undefined])
    expect(await list('source.network:*', 'source.ip')).toEqual([])
  })

  it('are shown as the path of the network', async () => {
    await insertWorld(store)
    const rows = await list('', 'source.ip,source.network,destination.network')
    const shown = rows.map((row) => [
      row['source.ip'],
      row['source.network'],
      row['destination.network'],
    ])
    expect(shown.toSorted()).toEqual([
      ['10.1.0.1', 'Home/Berlin', 'Home/Berlin/Server/Room'],
      ['10.1.2.9', 'Home/Berlin/Server/Room', undefined],
      ['198.51.100.7', undefined, 'Home/Berlin/Server/Room'],
    ])
  })

  it('narrow lists', async () => {
    const rows = await list('destination.network:berlin not source.role:"ftp server"', 'source.ip')
    expect(rows.map((row) => row['source.ip']).toSorted()).toEqual(['10.1.0.1', '198.51.100.7'])
  })

  it('are counted', async () => {
    const { fields } = await topValues(askingOf(store), 'events', { fields: 'destination.network' })
    expect(fields[0]?.values).toEqual([{ value: 'Home/Berlin/Server/Room', count: 2 }])
    expect(fields[0]?.missing).toBe(1)
  })

  it.each(['source.host.hostname', 'network', 'user.group', 'source.role', 'source.host.risk'])(
    'cannot be shown: %s',
    async (field) => {
      await expect(list('', field)).rejects.toMatchObject({ code: 'FIELD_UNFIT' })
    },
  )

  it('are no numbers to sum', async () => {
    const sum = 'source.host.risk'
    const asked = topValues(askingOf(store), 'events', { fields: 'source.ip', sum })
    await expect(asked).rejects.toMatchObject({ code: 'FIELD_UNFIT' })
  })
})
