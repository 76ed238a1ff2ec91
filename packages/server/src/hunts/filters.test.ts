import { listFindings, getFinding } from './findings.js'
import { evidenceOf } from './evidence.testing.js'
import { hunts } from './library/index.js'
import {
  at,
  DAY,
  INSIDE,
  openMadeRecords,
  OUTSIDE,
  session,
  sshSession,
  sshUpload,
  transfer,
  WHOLE_DAY,
  type Columns,
  type MadeRecords,
} from './made-records.testing.js'
import { FINDINGS_PER_DAY } from './filter-statement.js'
import type { Finding } from '@spoor/model'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

let records: MadeRecords
beforeAll(async () => {
  records = await openMadeRecords()
})
afterAll(() => records.close())
afterEach(async () => {
  await records.clear()
  await records.store.run('TRUNCATE TABLE findings')
})

const NEXT_DAY = '2026-06-23'
const BEFORE = '2026-06-21'
const WIDER = { from: new Date('2026-06-20T00:00:00Z'), to: new Date('2026-06-25T00:00:00Z') }

function many<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i))
}

/** A day with something for every hunt, and records that are no part of it. */
function busyDay(): { sessions: Columns[]; transfers: Columns[] } {
  return {
    sessions: [
      session({ session_clear_text: true }),
      session({ session_outcome: 'anonymous', server_ip: '198.51.100.7' }),
      session({ server_port: 2121 }),
      sshSession({ client_software: 'rclone/v1.69.0' }),
      ...many(12, (i) =>
        session({
          start_time: at('08:00:00.123456', i * 7),
          session_outcome: 'failure',
          session_login_failures: 1,
          user_name: `user${i % 4}`,
        }),
      ),
      session({ start_time: at('08:02:00') }),
      ...many(25, (i) => sshSession({ start_time: at('09:00:00', i), server_ip: '10.5.5.5' })),
    ],
    transfers: [
      transfer({ file_name: 'a.zip', file_extension: 'zip' }),
      transfer({ file_name: 'up.exe', file_extension: 'exe', zone: 'lateral' }),
      ...many(4, (i) =>
        transfer({ start_time: at('12:00:00', i * 600), file_name: `2026-06-22_${i}.txt` }),
      ),
      ...many(3, (i) => sshUpload({ start_time: at('13:00:00', i * 60) })),
      transfer({ verdict: 'authorised' }),
    ],
  }
}

async function all(): Promise<Finding[]> {
  const { findings } = await listFindings(records.store, { limit: 1000 })
  return findings.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

async function rowsKept(): Promise<number> {
  const [row] = await records.store.rows<{ n: number }>('SELECT count() AS n FROM findings')
  return Number(row?.n)
}

async function putBusyDay(): Promise<void> {
  const { sessions, transfers } = busyDay()
  await records.put('sessions', sessions)
  await records.put('transfers', transfers)
}

describe('a run', () => {
  it('finds something for every hunt, and every question shows exactly its evidence', async () => {
    await putBusyDay()
    const run = await records.evaluate()
    const findings = await all()
    expect(run).toMatchObject({ findings: findings.length, cut: [] })
    expect(new Set(findings.map(({ hunt }) => hunt))).toEqual(new Set(hunts.map(({ id }) => id)))
    for (const finding of findings) {
      const evidence = await evidenceOf(records.store, finding)
      expect(evidence, finding.why).toHaveLength(finding.count)
      expect(evidence.slice(0, 20), finding.why).toEqual(finding.evidence.ids)
    }
  })

  it('changes nothing when it runs again, over this range or a wider one', async () => {
    await putBusyDay()
    await records.evaluate()
    const first = await all()
    const kept = await rowsKept()
    await records.evaluate()
    await records.evaluate(WIDER)
    await records.evaluate({ from: new Date(`${DAY}T11:00:00Z`), to: new Date(`${DAY}T11:00:01Z`) })
    expect(await all()).toEqual(first)
    expect(await rowsKept()).toBe(kept)
  })

  it('finds the same whatever the order and the batches in which the records came', async () => {
    const { sessions, transfers } = busyDay()
    await records.put('sessions', sessions)
    await records.put('transfers', transfers)
    await records.evaluate()
    const first = await all()
    for (const step of [7, 11, 17]) {
      await records.clear()
      const shuffled = <T>(rows: T[]) =>
        rows
          .map((row, i) => ({ row, key: (i * step) % rows.length }))
          .toSorted((a, b) => a.key - b.key)
      for (const { row } of shuffled(transfers)) await records.put('transfers', [row])
      const mixed = shuffled(sessions).map(({ row }) => row)
      for (let i = 0; i < mixed.length; i += step) {
        await records.put('sessions', mixed.slice(i, i + step))
      }
      await records.evaluate()
      expect(await all()).toEqual(first)
    }
  })

  it('takes away what no longer matches, brings it back, and leaves other days alone', async () => {
    const upload = transfer()
    await records.put('transfers', [upload, transfer({ start_time: at('10:00:00', 0, NEXT_DAY) })])
    await records.evaluate(WIDER)
    const both = await all()
    expect(both).toHaveLength(2)
    await records.clear()
    await records.evaluate()
    const [left, ...others] = await all()
    expect(others).toEqual([])
    expect(left?.first_seen).toBe(`${NEXT_DAY}T10:00:00.000000Z`)
    const gone = both.find(({ id }) => id !== left?.id)
    expect(await getFinding(records.store, gone?.id ?? '')).toBeUndefined()
    await records.put('transfers', [upload])
    await records.evaluate()
    expect(await getFinding(records.store, gone?.id ?? '')).toEqual(gone)
  })

  it('changes a finding in place when more of it comes', async () => {
    await records.put('transfers', [transfer()])
    await records.evaluate()
    const [before] = await all()
    await records.put('transfers', [transfer({ start_time: at('11:00:00') })])
    await records.evaluate()
    const [after, ...others] = await all()
    expect(others).toEqual([])
    expect(after).toMatchObject({ id: before?.id, count: 2, bytes: 10_000 })
    expect(after?.last_seen).toBe(`${DAY}T11:00:00.000000Z`)
  })

  it.each(['1969-03-04', '2155-05-06'])('finds what happened on %s', async (day) => {
    await records.put('transfers', [transfer({ start_time: at('10:00:00', 0, day) })])
    const from = new Date(`${day}T09:00:00Z`)
    await records.evaluate({ from, to: new Date(`${day}T11:00:00Z`) })
    expect((await all()).map(({ first_seen }) => first_seen)).toEqual([`${day}T10:00:00.000000Z`])
  })

  it('does nothing over an empty range', async () => {
    await putBusyDay()
    const moment = WHOLE_DAY.from
    expect(await records.evaluate({ from: moment, to: moment })).toMatchObject({ findings: 0 })
    expect(await all()).toEqual([])
  })

  it('keeps the worst of very many findings of a day, and says what it cut', async () => {
    const count = FINDINGS_PER_DAY + 5
    await records.put(
      'transfers',
      Array.from({ length: count }, (_, i) =>
        transfer({
          client_ip: `10.0.${i >> 8}.${i & 255}`,
          ...(i === count - 1 && { verdict: 'violation' }),
        }),
      ),
    )
    const run = await records.evaluate()
    expect(run.cut).toEqual([{ hunt: 'external-ftp-upload', day: DAY, found: count }])
    const { findings, total } = await listFindings(records.store, { level: 'high' })
    expect(findings.map(({ client }) => client)).toEqual(['10.0.3.236'])
    expect(total).toBe(1)
    expect((await listFindings(records.store, {})).total).toBe(FINDINGS_PER_DAY)
  })
})

/** Refused logins, one each second. */
function failures(start: string, count: number): Columns[] {
  return many(count, (i) =>
    session({
      start_time: at(start, i),
      session_outcome: 'failure',
      session_login_failures: 1,
      zone: 'ingress',
    }),
  )
}

describe('midnight', () => {
  it('does not cut a window: the day in which it is full has the finding', async () => {
    await records.put('sessions', failures('23:59:54', 12))
    for (const range of [
      WIDER,
      { from: new Date(`${NEXT_DAY}T05:00:00Z`), to: new Date(`${NEXT_DAY}T05:00:01Z`) },
    ]) {
      await records.evaluate(range)
      const [finding, ...others] = (
        await listFindings(records.store, { hunt: 'login-brute-force' })
      ).findings
      expect(others).toEqual([])
      expect(finding).toMatchObject({ count: 12, first_seen: `${DAY}T23:59:54.000000Z` })
      if (finding === undefined) return
      expect(await evidenceOf(records.store, finding)).toEqual(finding.evidence.ids)
    }
  })

  it('gives each day its part of a burst that is full in both', async () => {
    await records.put('sessions', failures('23:58:00', 240))
    await records.evaluate(WIDER)
    const { findings } = await listFindings(records.store, { hunt: 'login-brute-force' })
    expect(findings.map(({ count }) => count)).toEqual([240, 120])
    for (const finding of findings) {
      const evidence = await evidenceOf(records.store, finding)
      expect(evidence).toHaveLength(finding.count)
    }
  })

  it('sees uploads that overlap across it', async () => {
    await records.put('transfers', [
      sshUpload({ start_time: at('22:00:00'), end_time: at('22:10:00') }),
      sshUpload({ start_time: at('20:00:00'), end_time: at('01:00:00', 0, NEXT_DAY) }),
      sshUpload({ start_time: at('00:30:00', 0, NEXT_DAY), end_time: at('00:40:00', 0, NEXT_DAY) }),
    ])
    await records.evaluate(WIDER)
    const { findings } = await listFindings(records.store, { hunt: 'parallel-bulk-uploads' })
    expect(findings.map(({ count }) => count)).toEqual([3, 2])
    for (const finding of findings) {
      const evidence = await evidenceOf(records.store, finding)
      expect(evidence).toHaveLength(finding.count)
    }
  })

  it('counts a record without a window for its own day alone', async () => {
    await records.put('transfers', [
      transfer({ start_time: at('23:59:59.999999'.slice(0, 12), 0, BEFORE) }),
      transfer({ start_time: at('00:00:00') }),
    ])
    await records.evaluate()
    const findings = await all()
    expect(findings.map(({ count }) => count)).toEqual([1])
  })
})

describe('hostile records', () => {
  const NAMES = [
    `'; DROP TABLE findings; --`,
    '{q0:String} {hunt0_q0:String} {day_from:Date}',
    '\\" or *:* or \\"',
    'x") or (zone:*',
    '\u202ecod.exe\u2066\u0000\u001b[31m\n2 uploads',
    '😀'.repeat(300),
    'a'.repeat(100_000),
  ]

  it('quotes names that imitate text, SQL, questions or terminal codes', async () => {
    await records.put(
      'transfers',
      NAMES.map((name, i) =>
        transfer({
          start_time: at('10:00:00', i),
          client_ip: `10.1.1.${i}`,
          file_name: name,
          user_name: name,
          file_extension: 'exe',
          service: 'ftp',
          server_ip: '2001:db8::9',
          client_software: name,
        }),
      ),
    )
    // A name that is no UTF-8 cannot come in as JSON, but a log may hold one.
    await records.store.run(
      `INSERT INTO transfers SELECT * REPLACE (unhex('FF6E1B') AS file_name, toIPv6('10.1.1.99') AS client_ip, 'x' AS transfer_id) FROM transfers LIMIT 1`,
    )
    await records.evaluate()
    const findings = await all()
    expect(findings).toHaveLength(2 * (NAMES.length + 1))
    for (const finding of findings) {
      expect(finding.why).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
      expect(finding.why.length).toBeLessThan(600)
      expect(finding.files[0]?.length).toBeLessThanOrEqual(512)
      expect(await evidenceOf(records.store, finding)).toEqual(finding.evidence.ids)
    }
  })

  it('takes records without addresses, ports, ends or sizes', async () => {
    const bare = { client_ip: null, server_ip: null, server_port: null }
    await records.put('transfers', [
      transfer({ ...bare, transfer_bytes: null, transfer_bytes_quality: 'unknown' }),
    ])
    await records.put('sessions', [
      session({ ...bare, session_clear_text: true, end_time: at('09:00:00') }),
    ])
    await records.evaluate()
    const findings = await all()
    expect(findings.map(({ hunt, entity, bytes }) => ({ hunt, entity, bytes }))).toEqual(
      expect.arrayContaining([
        { hunt: 'external-ftp-upload', entity: '? → ?', bytes: null },
        { hunt: 'cleartext-credentials', entity: '? → ?', bytes: null },
      ]),
    )
    for (const finding of findings) {
      expect(finding.last_seen >= finding.first_seen).toBe(true)
      expect(await evidenceOf(records.store, finding)).toHaveLength(1)
    }
    const upload = findings.find(({ hunt }) => hunt === 'external-ftp-upload')
    expect(upload?.why).toContain('(an unknown volume)')
  })

  it('keeps IPv4 and IPv6 apart and readable', async () => {
    await records.put('transfers', [
      transfer({ client_ip: `::ffff:${INSIDE}`, server_ip: '2001:db8::1' }),
      transfer({ client_ip: '::ffff:0:a01:203', server_ip: `::ffff:${OUTSIDE}` }),
    ])
    await records.evaluate()
    const findings = await all()
    expect(findings.map(({ entity }) => entity).toSorted()).toEqual([
      `${INSIDE} → 2001:db8::1`,
      `::ffff:0:a01:203 → ${OUTSIDE}`,
    ])
    for (const finding of findings) {
      expect(await evidenceOf(records.store, finding)).toHaveLength(1)
    }
  })
})
