import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StoreError } from '../store/event-store.js'
import { FTP_UPLOAD } from './eve-lines.testing.js'
import type { Asking } from './question.js'
import { askingOf, eve, storeOf } from './test-store.testing.js'
import { today } from './today.js'

/** Two logins days before, one of them in vain, and one on the day with a known server. */
const EARLIER = [
  ...login('2026-06-10T09:00:00', 9001, 'bert', '230', '203.0.113.20'),
  ...login('2026-06-10T10:00:00', 9002, 'guess', '530', '203.0.113.20'),
  ...login('2026-06-22T11:00:00', 9003, 'bert', '230', '203.0.113.20'),
  ...login('2026-06-22T12:00:00', 9004, 'guess2', '530', '10.0.0.80'),
]

function login(second: string, flow: number, user: string, code: string, server: string): string[] {
  const base = { flow_id: flow, src_port: flow, dest_ip: server, app_proto: 'ftp' }
  return [
    eve({
      at: `${second}.000000`,
      type: 'ftp',
      ...base,
      ftp: { command: 'USER', command_data: user, completion_code: ['331'], reply_received: 'yes' },
    }),
    eve({
      at: `${second}.500000`,
      type: 'ftp',
      ...base,
      ftp: { command: 'PASS', command_data: 'x', completion_code: [code], reply_received: 'yes' },
    }),
  ]
}

let asking: Asking
let close: () => Promise<void>

beforeAll(async () => {
  const opened = await storeOf([...EARLIER, ...FTP_UPLOAD])
  close = opened.close
  asking = askingOf(opened.store)
  await opened.store.insert('findings', [
    finding('a', 'low', '2026-06-22 10:00:00'),
    finding('b', 'high', '2026-06-22 11:00:00'),
    finding('c', 'high', '2026-06-22 12:00:00'),
    finding('d', 'critical', '2026-06-10 12:00:00'),
  ])
})
afterAll(() => close())

function finding(id: string, level: string, at: string): object {
  return {
    id,
    hunt: 'external-ftp-upload',
    day: at.slice(0, 10),
    level,
    entity: '10.0.0.5',
    why: 'because',
    first_seen: at,
    last_seen: at,
    count: 1,
    subject: 'transfers',
    q: 'zone:egress',
    evidence_to: at,
    version: 1,
    gone: 0,
  }
}

const DAY = { from: '2026-06-22', to: '2026-06-23' }

describe('today', () => {
  it('says what needs eyes', async () => {
    const answer = await today(asking, DAY)

    expect(answer.findings_by_level).toEqual([
      { level: 'critical', count: 0 },
      { level: 'high', count: 2 },
      { level: 'medium', count: 0 },
      { level: 'low', count: 1 },
      { level: 'informational', count: 0 },
    ])
    expect(answer.findings.map(({ id }) => id)).toEqual(['c', 'b', 'a'])

    expect(answer.outward).toMatchObject({ transfers: 1 })
    expect(answer.outward.bytes).toBeGreaterThan(0)
    expect(answer.outward.servers).toEqual([
      {
        server: '203.0.113.9',
        services: ['ftp'],
        clients: 1,
        transfers: 1,
        bytes: answer.outward.bytes,
        verdict: 'unknown',
        first_seen: expect.stringMatching(/^2026-06-22T22:44:4/),
      },
    ])
    expect(answer.outward.by_hour).toHaveLength(24)
    expect(answer.outward.by_hour[22]).toEqual({
      time: '2026-06-22T22:00:00.000000Z',
      bytes: answer.outward.bytes,
      transfers: 1,
    })

    expect(answer.news_since).toBe('2026-06-10T09:00:00.000000Z')
    expect(answer.news.map(({ kind, value, by, q }) => [kind, value, by, q])).toEqual(
      expect.arrayContaining([
        ['external server', '203.0.113.9', '10.0.0.5', 'server.ip:203.0.113.9'],
        ['user', 'anna', '10.0.0.5', 'user.name:"anna"'],
      ]),
    )
    // Neither the server and user known before, nor the name that was only tried.
    expect(answer.news).toHaveLength(2)

    expect(answer.eyes).toEqual({
      events: FTP_UPLOAD.length + 4,
      last_event: '2026-06-22T22:45:02.000000Z',
      quarantined: 0,
    })
    expect(answer.completeness.partial).toBe(false)
  })

  it('knows nothing new if there is nothing before', async () => {
    const answer = await today(asking, {})
    expect(answer.from).toBe('2026-06-10T09:00:00.000000Z')
    expect(answer.news).toEqual([])
    expect(answer.news_since).toBeNull()
    expect(answer.findings.map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a'])
  })

  it('shows the rest if transfers cannot be had in time, and says that they are missing', async () => {
    const { store } = asking
    const rows: typeof store.rows = async (sql, options) => {
      if (/FROM transfers/.test(sql)) throw new StoreError('slow', 'TIMEOUT_EXCEEDED')
      return store.rows(sql, options)
    }
    const answer = await today({ ...asking, store: { ...store, rows } }, DAY)
    expect(answer.findings).toHaveLength(3)
    expect(answer.outward.servers).toEqual([])
    expect(answer.completeness).toMatchObject({
      partial: true,
      reason: expect.stringContaining('missing'),
    })
  })
})
