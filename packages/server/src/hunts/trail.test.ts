import type { Subject } from '@spoor/model'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, test } from 'vitest'
import { DEFAULT_HOME } from '../organisation/organisation.js'
import { savedLists } from '../organisation/saved-lists.js'
import { openEventStore, type EventStore } from '../store/event-store.js'
import { migrateEvents } from '../store/migrations.js'
import { testRow } from './guided/case-records.js'
import type { Hunt } from './hunt.js'
import { trailEntity, trailOf, type TrailEntity } from './trail.js'

const CONTEXT = { now: new Date(0), lists: savedLists(new Map(), { home: DEFAULT_HOME }) }
const RANGE = { from: new Date('2026-06-22T00:00:00Z'), to: new Date('2026-06-23T00:00:00Z') }
const HASH = 'ab'.repeat(32)

function hunt(id: string, subject: Subject, where: string): Hunt {
  const told = {
    isOn: true,
    title: id,
    category: 'tests',
    question: '',
    why: '',
    falsePositives: '',
  }
  const way = { name: 'match', where, enough: { kind: 'one' }, sentence: () => id } as const
  const rest = { techniques: [], needs: [], next: [], parameters: {}, ways: [way] }
  const made: Hunt = {
    kind: 'filter',
    id,
    subject,
    level: 'low',
    ...told,
    ...rest,
    withParameters: () => made,
  }
  return made
}

const HUNTS = [
  hunt('zips', 'transfers', 'file.extension:zip'),
  hunt('logins', 'sessions', 'session.outcome:success'),
  hunt('names', 'events', 'event.type:dns destination.ip:@home'),
  hunt('files', 'events', 'event.type:fileinfo'),
]

let directory: string
let store: EventStore
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spoor-trail-'))
  store = await openEventStore({ directory })
  await migrateEvents(store)
  const put = (subject: Subject, day: string, fields: object, id: string, like?: string) => {
    const record = { ...(like !== undefined && { like }), fields: { ...fields } }
    return store.insert(subject, [testRow(subject, record, `${day} 10:00:00.000000`, id)])
  }
  const zip = { 'file.name': 'a.zip', 'file.extension': 'zip', 'user.name': "o'neil" }
  await put('transfers', '2026-06-22', zip, 't1')
  await put('transfers', '2026-06-22', { ...zip, 'client.ip': '10.1.9.9' }, 't2')
  await put('transfers', '2026-06-21', zip, 't3')
  await put('transfers', '2026-06-20', zip, 't4')
  await put('sessions', '2026-06-22', { 'client.ip': '2001:db8::7', 'user.name': "o'neil" }, 's1')
  await put('events', '2026-06-22', { 'destination.ip': '10.1.2.3' }, 'e1', 'dns')
  await put('events', '2026-06-22', { 'file.hash.sha256': HASH }, 'e2', 'fileinfo')
})
afterAll(async () => {
  await store.close()
  await rm(directory, { recursive: true, force: true })
})

test.each<[string, TrailEntity]>([
  ['10.1.2.3', { kind: 'host', value: '10.1.2.3' }],
  ['2001:db8::7', { kind: 'host', value: '2001:db8::7' }],
  ['10.1.0.0/16', { kind: 'network', value: '10.1.0.0/16' }],
  [HASH.toUpperCase(), { kind: 'hash', value: HASH }],
  ['a.zip', { kind: 'file', value: 'a.zip' }],
  ['bob', { kind: 'user', value: 'bob' }],
  ['user:a.zip', { kind: 'user', value: 'a.zip' }],
  ['file:bob', { kind: 'file', value: 'bob' }],
  ['user:10.1.2.3', { kind: 'user', value: '10.1.2.3' }],
])('%s is told for what it is', (text, entity) => {
  expect(trailEntity(text)).toEqual(entity)
})

test.each<[string, Record<string, [records: number, before: number]>]>([
  ['10.1.2.3', { zips: [1, 1], logins: [0, 0], names: [1, 0], files: [1, 0] }],
  ['10.1.0.0/16', { zips: [2, 1], logins: [0, 0], names: [1, 0], files: [1, 0] }],
  ['2001:db8::7', { zips: [0, 0], logins: [1, 0], names: [0, 0], files: [0, 0] }],
  ["user:o'neil", { zips: [2, 1], logins: [1, 0], names: [0, 0], files: [0, 0] }],
  ['a.zip', { zips: [2, 1], names: [0, 0], files: [0, 0] }],
  [HASH, { zips: [0, 0], names: [0, 0], files: [1, 0] }],
  ["x') OR 1=1 --", { zips: [0, 0], logins: [0, 0], names: [0, 0], files: [0, 0] }],
])('the trail of %s counts now and before', async (text, counts) => {
  const cells = await trailOf(store, trailEntity(text), RANGE, CONTEXT, HUNTS)
  const found = cells.map(({ hunt: id, records, before }) => [id, [records, before]])
  expect(Object.fromEntries(found)).toEqual(counts)
})

it('takes the whole library at once, with a question for each cell', async () => {
  const cells = await trailOf(store, trailEntity('10.1.2.3'), RANGE, CONTEXT)
  expect(cells.length).toBeGreaterThan(40)
  expect(cells.find(({ hunt: id }) => id === 'external-ftp-upload')).toMatchObject({
    records: 1,
    before: 1,
    needsMore: false,
    q: expect.stringMatching(/^\(client\.ip:"?10\.1\.2\.3/) as string,
  })
})
