import type { Finding } from '@spoor/model'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { evidenceOf } from './evidence.testing.js'
import { listFindings } from './findings.js'
import { readGuidedHunt } from './guided/read-guided.js'
import type { Hunt } from './hunt.js'
import {
  at,
  DAY,
  INSIDE,
  openMadeRecords,
  OUTSIDE,
  transfer,
  WHOLE_DAY,
  type MadeRecords,
} from './made-records.testing.js'

const read = (path: string): Hunt => {
  const file = fileURLToPath(new URL(`../../../../hunts/${path}.yml`, import.meta.url))
  return readGuidedHunt(readFileSync(file, 'utf8'), file, 'exfiltration')
}
const CORRELATION = read('exfiltration/fetched-then-sent-out')
const BEHAVIOUR = read('exfiltration/first-upload-to-server')
const FILE_SERVER = '10.1.9.9'

let records: MadeRecords
beforeAll(async () => {
  records = await openMadeRecords()
})
afterAll(() => records.close())
afterEach(async () => {
  await records.clear()
  await records.store.run('TRUNCATE TABLE findings')
})

async function found(): Promise<readonly Finding[]> {
  return (await listFindings(records.store, {}, new Date(`${DAY}T23:00:00Z`))).findings
}

const fetched = (columns = {}) =>
  transfer({
    zone: 'lateral',
    transfer_direction: 'download',
    server_ip: FILE_SERVER,
    ...columns,
  })

function dayBefore(days: number): string {
  return new Date(Date.parse(`${DAY}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
}

describe('a correlation', () => {
  it('makes one finding per group and day, whose question shows its records', async () => {
    await records.put('transfers', [
      fetched({ start_time: at('10:00:00'), transfer_id: 'fetch' }),
      transfer({ start_time: at('10:20:00'), transfer_id: 'send' }),
      // Of another client, and outside the finding's time.
      transfer({ start_time: at('10:10:00'), client_ip: '10.1.2.4' }),
      transfer({ start_time: at('18:00:00') }),
    ])
    await records.evaluate(WHOLE_DAY, [CORRELATION])
    const [finding, ...others] = await found()
    expect(others).toEqual([])
    expect(finding).toMatchObject({
      hunt: 'fetched-then-sent-out',
      level: 'high',
      entity: INSIDE,
      entity_kind: 'client',
      client: INSIDE,
      server: '',
      count: 2,
      evidence: { subject: 'transfers', ids: ['fetch', 'send'] },
    })
    expect(finding?.why).toBe(
      `${INSIDE} fetched files from a server inside and sent files to an outside server within 20 min.`,
    )
    if (finding) expect(await evidenceOf(records.store, finding)).toEqual(['fetch', 'send'])
  })

  it('looks back over midnight, and counts for the day of the hit', async () => {
    await records.put('transfers', [
      fetched({ start_time: at('23:50:00', 0, dayBefore(1)) }),
      transfer({ start_time: at('00:10:00') }),
    ])
    await records.evaluate(WHOLE_DAY, [CORRELATION])
    expect(await found()).toHaveLength(1)
  })
})

describe('a behaviour', () => {
  const usual = () =>
    Array.from({ length: 14 }, (_, i) =>
      transfer({ start_time: at('10:00:00', 0, dayBefore(i + 1)), transfer_bytes: 2_000_000 }),
    )

  it('compares with the days before, and shows the records of the day', async () => {
    await records.put('transfers', [
      ...usual(),
      transfer({ server_ip: '198.51.100.7', transfer_bytes: 2_000_000, transfer_id: 'new' }),
      transfer({ start_time: at('11:00:00'), transfer_bytes: 2_000_000 }),
    ])
    await records.evaluate(WHOLE_DAY, [BEHAVIOUR])
    const [finding, ...others] = await found()
    expect(others).toEqual([])
    expect(finding).toMatchObject({
      hunt: 'first-upload-to-server',
      entity: INSIDE,
      entity_kind: 'client',
      count: 1,
      bytes: 2_000_000,
    })
    expect(finding?.why).toContain('198.51.100.7')
    if (finding) expect(await evidenceOf(records.store, finding)).toContain('new')
  })

  it('finds the same by day, by week and again', async () => {
    await records.put('transfers', [
      ...usual(),
      transfer({ server_ip: '198.51.100.7', transfer_bytes: 2_000_000 }),
    ])
    await records.evaluate(WHOLE_DAY, [BEHAVIOUR])
    const once = await found()
    expect(once).toHaveLength(1)
    const week = { from: new Date(`${dayBefore(6)}T00:00:00Z`), to: WHOLE_DAY.to }
    await records.evaluate(week, [BEHAVIOUR])
    await records.evaluate(WHOLE_DAY, [BEHAVIOUR, CORRELATION])
    expect(await found()).toEqual(once)
  })

  it('takes its finding back when late records explain it', async () => {
    await records.put('transfers', [
      ...usual(),
      transfer({ server_ip: '198.51.100.7', transfer_bytes: 2_000_000 }),
    ])
    await records.evaluate(WHOLE_DAY, [BEHAVIOUR])
    await records.put('transfers', [
      transfer({ start_time: at('10:00:00', 0, dayBefore(3)), server_ip: '198.51.100.7' }),
    ])
    await records.evaluate(WHOLE_DAY, [BEHAVIOUR])
    expect(await found()).toEqual([])
  })
})

it('a hunt that is run leaves the findings of others alone', async () => {
  await records.put('transfers', [
    fetched({ start_time: at('10:00:00') }),
    transfer({ start_time: at('10:20:00'), server_ip: OUTSIDE }),
  ])
  await records.evaluate(WHOLE_DAY, [CORRELATION])
  await records.evaluate(WHOLE_DAY, [BEHAVIOUR])
  expect((await found()).map(({ hunt }) => hunt)).toEqual(['fetched-then-sent-out'])
})

it('a parameter changes what is found', async () => {
  await records.put('transfers', [
    fetched({ start_time: at('10:00:00') }),
    transfer({ start_time: at('10:20:00') }),
  ])
  await records.evaluate(WHOLE_DAY, [CORRELATION.withParameters({ minutes: 19 })])
  expect(await found()).toEqual([])
  await records.evaluate(WHOLE_DAY, [CORRELATION.withParameters({ minutes: 20 })])
  expect(await found()).toHaveLength(1)
})
