import { expect, test } from 'vitest'
import type { SourceRow } from '../state/schema.js'
import { mergeStatuses } from './source-statuses.js'

const row = (changes: Partial<SourceRow>): SourceRow => ({
  id: 1,
  path: '/var/log/eve.json',
  fingerprint: '',
  fingerprintLength: 1,
  position: 10,
  events: 2,
  quarantined: 1,
  lastOffset: 0,
  lastLength: 0,
  lastHash: '',
  pendingLengths: [],
  updated: new Date('2026-01-02T00:00:00Z'),
  ...changes,
})

test('what a path held before its rotation counts too; the place is that of the newest', () => {
  const older = row({ id: 2, position: 99, events: 7, updated: new Date('2026-01-01T00:00:00Z') })
  expect(mergeStatuses([row({}), older], new Map())).toEqual([
    {
      path: '/var/log/eve.json',
      kind: 'eve',
      state: 'done',
      bytes_read: 10,
      bytes_total: null,
      events: 9,
      quarantined: 2,
      last_read: '2026-01-02T00:00:00.000Z',
    },
  ])
})

test('a followed path is there before it was ever read, and says what is wrong', () => {
  const followed = new Map([
    ['/b', { state: 'waiting', bytesRead: 0, bytesTotal: null } as const],
    ['/a', { state: 'error', bytesRead: 5, bytesTotal: 9, error: 'may not be read' } as const],
  ])
  expect(mergeStatuses([], followed)).toMatchObject([
    { path: '/a', state: 'error', bytes_read: 5, bytes_total: 9, error: 'may not be read' },
    { path: '/b', state: 'waiting', events: 0, last_read: null },
  ])
})
