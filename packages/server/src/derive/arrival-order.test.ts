import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf } from '@spoor/model'
import { DEFAULT_ORGANISATION } from '../organisation/organisation.js'
import { foldSessions } from './fold-sessions.js'
import { foldTransfers } from './fold-transfers.js'
import {
  CLIENT,
  SERVER,
  flowLine,
  ftpControl,
  useTestStore,
  type Line,
} from './fold-store.testing.js'

const store = useTestStore()

/**
 * Sessions of every kind, with what makes order matter: moments that are equal, transaction numbers
 * that repeat, flow ids that are used again, one name and one port many times, lost parents.
 */
function scenario(): Line[] {
  const lines: Line[] = []
  for (const [n, dest_port] of [
    [1, 21],
    [2, 2121],
  ] as const) {
    const ftp = ftpControl({ flow_id: 1000 + n, src_port: 40000 + n, dest_port, at: n })
    lines.push(ftp.greet(), ...ftp.login('eve', false), ...ftp.login('alice'))
    for (let k = 0; k < 4; k++) {
      lines.push(k % 2 === 0 ? ftp.pasv(50001) : ftp.port(50002))
      const data = ftp.data(k < 3 ? 'STOR' : 'RETR', 'same.bin', k % 2 === 0 ? 50001 : 50002, {
        flow_id: 5000 + n * 10 + k,
        size: 100 + k,
        active: k % 2 === 1,
        parent: k !== 2,
        protocol: k === 2 ? 'failed' : 'ftp-data',
      })
      lines.push(data.flow)
      if (k !== 2) lines.push(data.announced, data.file)
      if (!(n === 2 && k === 1))
        lines.push(ftp.say(k < 3 ? 'STOR' : 'RETR', 'same.bin', ['150'], ['wait']))
      lines.push(ftp.say('', '', ['226'], ['Transfer complete.']))
    }
    lines.push(ftp.flow())
  }
  // The same flow id, two days on; its transaction numbers begin again.
  const again = ftpControl({ flow_id: 1001, at: 2 * 86_400 })
  lines.push(
    again.greet('ProFTPD 1.3.8'),
    ...again.login('bob'),
    again.say('STOR', 'same.bin', ['226']),
  )
  // Everything of this one at one moment, and with one transaction number.
  const coarse = ftpControl({ flow_id: 1004, at: 50 })
  lines.push(
    ...[
      coarse.greet(),
      ...coarse.login('carol'),
      coarse.pasv(50001),
      coarse.say('STOR', 'a', ['226']),
      coarse.say('STOR', 'b', ['226']),
    ].map((line) => ({ ...line, timestamp: '2026-05-04T10:00:50.000000+0000', tx_id: 0 })),
  )
  const secret = ftpControl({ flow_id: 1005, src_port: 40005, at: 100 })
  lines.push(secret.greet(), secret.say('AUTH TLS', '', ['234']))
  secret.wait(60)
  lines.push(secret.flow({ app_proto: 'tls', app_proto_orig: 'ftp' }))
  for (let k = 0; k < 3; k++) {
    lines.push(
      flowLine(
        {
          flow_id: 6000 + k,
          src_ip: CLIENT,
          src_port: 43000 + k,
          dest_ip: SERVER,
          dest_port: 51000,
          app_proto: 'tls',
        },
        { start: 110, end: 115, sent: [100, 140_000], received: [50, 3300] },
      ),
    )
  }
  const ssh = { flow_id: 1006, src_ip: CLIENT, src_port: 40006, dest_ip: SERVER, dest_port: 22 }
  lines.push(
    {
      timestamp: '2026-05-04T10:03:00.000000+0000',
      event_type: 'ssh',
      ...ssh,
      ssh: { client: { software_version: 'a' }, server: { software_version: 'b' } },
    },
    {
      timestamp: '2026-05-04T10:03:00.000000+0000',
      event_type: 'ssh',
      ...ssh,
      ssh: { client: { software_version: 'c' }, server: { software_version: 'd' } },
    },
    flowLine(
      { ...ssh, app_proto: 'ssh' },
      { start: 179, end: 190, sent: [9000, 12_000_000], received: [4000, 270_000] },
    ),
    flowLine(
      { ...ssh, app_proto: 'ssh' },
      { start: 179, end: 190, sent: [9001, 12_000_000], received: [4000, 270_000] },
    ),
  )
  return lines
}

test('the rows are the same whatever the order, batches and files in which events arrive', async () => {
  const lines = scenario()
  await store.ingest(lines)
  const expected = { sessions: await store.sessions(), transfers: await store.transfers() }
  expect(expected.sessions.length).toBe(6)
  expect(expected.transfers.length).toBe(15)

  const order = fc.shuffledSubarray(
    lines.map((_, n) => n),
    { minLength: lines.length },
  )
  const cuts = fc.array(fc.integer({ min: 0, max: lines.length }), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(order, cuts, fc.boolean(), async (places, at, twice) => {
      await store.clear()
      const shuffled = places.map((place) => lines[place] as Line)
      const edges = [0, ...at.toSorted((a, b) => a - b), lines.length]
      for (let n = 1; n < edges.length; n++) {
        const batch = shuffled.slice(edges[n - 1], edges[n])
        if (batch.length > 0) await store.ingest(batch, `file-${n % 3}.json`)
      }
      if (twice) await store.ingest(shuffled.slice(0, 20), 'again.json')
      expect(await store.sessions()).toEqual(expected.sessions)
      expect(await store.transfers()).toEqual(expected.transfers)
    }),
    { numRuns: 12 },
  )
}, 240_000)

test('a row is the same in every range that holds its beginning', async () => {
  await store.ingest(scenario())
  const all = { sessions: await store.sessions(), transfers: await store.transfers() }
  const days = [3, 4, 5, 6, 7].map((day) => new Date(Date.UTC(2026, 4, day)))
  const sessions = []
  const transfers = []
  for (let n = 1; n < days.length; n++) {
    const range = { from: days[n - 1], to: days[n] }
    sessions.push(...(await store.sessions(range)))
    transfers.push(...(await store.transfers(range)))
  }
  expect(sessions).toEqual(all.sessions)
  expect(transfers).toEqual(all.transfers)
}, 60_000)

test.each([
  ['sessions', foldSessions],
  ['transfers', foldTransfers],
] as const)(
  '%s have the columns and types of the dictionary, in its order',
  async (subject, fold) => {
    const { sql, params } = fold({}, DEFAULT_ORGANISATION)
    const columns = await store.rows<{ name: string; type: string }>({
      sql: `DESCRIBE TABLE (${sql})`,
      params,
    })
    expect(columns.map(({ name, type }) => [name, type])).toEqual(
      fieldsOf(subject).map(({ column, type }) => [column, type]),
    )
  },
)
