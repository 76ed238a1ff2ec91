import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { eveTime } from './eve/clock.js'
import { EVENT_SHARES, MEAN_LINE_BYTES } from './eve/mix.js'
import { communityId, host4 } from './eve/network.js'
import { generateEve, writeEve } from './generate.js'

interface Event {
  timestamp: string
  event_type: string
  flow_id?: number
  parent_id?: number
  src_ip?: string
  dest_ip?: string
  src_port?: number
  dest_port?: number
  app_proto?: string
  tx_id?: number
  ftp?: { command?: string; command_data?: string; dynamic_port?: number; mode?: string }
  ftp_data?: { filename: string; command: string }
  fileinfo?: { filename: string; size: number; state: string }
  flow?: { bytes_toserver: number; bytes_toclient: number; start: string; end: string; age: number }
}

const OPTIONS = { seed: 1, events: 60_000, start: new Date('2026-06-22T00:00:00Z') }
const lines = [...generateEve(OPTIONS)]
const events = lines.map((line) => JSON.parse(line) as Event)

function count(keep: (event: Event) => boolean): number {
  return events.reduce((sum, event) => sum + (keep(event) ? 1 : 0), 0)
}

function byFlow(type: string): Map<number, Event[]> {
  const flows = new Map<number, Event[]>()
  for (const event of events) {
    if (event.event_type !== type) continue
    const id = event.flow_id ?? -1
    flows.set(id, [...(flows.get(id) ?? []), event])
  }
  return flows
}

describe('the log', () => {
  it('is the same for the same seed and another for another seed', () => {
    const short = { ...OPTIONS, events: 3_000 }
    const first = [...generateEve(short)]
    expect([...generateEve(short)]).toEqual(first)
    expect([...generateEve({ ...short, seed: 2 })]).not.toEqual(first)
  })

  it.each([0, 1, 79, 81, 1_000])('has exactly %i lines when asked', (wanted) => {
    expect([...generateEve({ ...OPTIONS, events: wanted })]).toHaveLength(wanted)
  })

  it('refuses lengths that are no lengths', () => {
    expect(() => [...generateEve({ ...OPTIONS, events: 1.5 })]).toThrow(RangeError)
    expect(() => [...generateEve({ ...OPTIONS, days: 0 })]).toThrow(RangeError)
  })

  it('is written to the file line by line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'spoor-bench-'))
    try {
      const file = join(folder, 'eve.json')
      const short = { ...OPTIONS, events: 5_000 }
      const written = await writeEve(file, short)
      const text = readFileSync(file)
      expect(written).toEqual({ events: 5_000, bytes: text.length })
      expect(text.toString('utf8')).toBe(
        [...generateEve(short)].map((line) => `${line}\n`).join(''),
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('is one ASCII JSON object a line, with times that never go back', () => {
    expect(events).toHaveLength(OPTIONS.events)
    // oxlint-disable-next-line no-control-regex -- the range is the point: nothing outside printable ASCII
    expect(lines.filter((line) => !/^\{[\x20-\x7e]*\}$/.test(line))).toEqual([])
    const times = events.map((event) => event.timestamp)
    expect(times.every((time) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+0000$/.test(time))).toBe(
      true,
    )
    expect(times.findIndex((time, index) => index > 0 && time < (times[index - 1] ?? ''))).toBe(-1)
  })

  it('has the documented mix of event types and mean length', () => {
    const counts = new Map<string, number>()
    for (const { event_type } of events) counts.set(event_type, (counts.get(event_type) ?? 0) + 1)
    const listed = Object.entries(EVENT_SHARES)
    expect(listed.reduce((sum, [, share]) => sum + share, 0)).toBeGreaterThan(99.5)
    for (const [type, share] of listed) {
      const found = (100 * (counts.get(type) ?? 0)) / events.length
      expect(Math.abs(found - share), `${type}: ${found} %`).toBeLessThan(0.05 + share * 0.15)
    }
    const bytes = lines.reduce((sum, line) => sum + line.length + 1, 0)
    expect(Math.abs(bytes / events.length - MEAN_LINE_BYTES)).toBeLessThan(MEAN_LINE_BYTES * 0.1)
  })

  it('has 2 to 3 % of FTP rows and about 2 % of SSH flows', () => {
    const ftp = count(
      ({ event_type, app_proto }) =>
        event_type.startsWith('ftp') || app_proto === 'ftp' || app_proto === 'ftp-data',
    )
    expect((100 * ftp) / events.length).toBeGreaterThan(2)
    expect((100 * ftp) / events.length).toBeLessThan(3)
    const ssh = count((event) => event.event_type === 'flow' && event.app_proto === 'ssh')
    const share = (100 * ssh) / count((event) => event.event_type === 'flow')
    expect(share).toBeGreaterThan(1.5)
    expect(share).toBeLessThan(2.8)
  })
})

describe('flows', () => {
  const flows = byFlow('flow')

  it('end once, and every event with a flow id belongs to one', () => {
    expect([...flows.values()].filter((records) => records.length !== 1)).toEqual([])
    expect(events.filter(({ flow_id }) => flow_id !== undefined && !flows.has(flow_id))).toEqual([])
  })

  it('have ages and times that fit', () => {
    for (const [record] of flows.values()) {
      const { start, end, age } = record?.flow ?? { start: '', end: '', age: -1 }
      const seconds =
        (Date.parse(`${end.slice(0, 19)}Z`) - Date.parse(`${start.slice(0, 19)}Z`)) / 1000
      expect(age).toBe(seconds)
      expect(end <= (record?.timestamp ?? '')).toBe(true)
    }
  })
})

describe('ftp sessions', () => {
  const controls = byFlow('ftp')
  const flows = byFlow('flow')

  it('begin with a greeting, count their transactions, and end in a control flow', () => {
    expect(controls.size).toBeGreaterThan(50)
    for (const [id, session] of controls) {
      expect(session.map((event) => event.tx_id)).toEqual(session.map((_, index) => index))
      expect(session[0]?.ftp?.command).toBeUndefined()
      const next = session[1]?.ftp?.command
      expect(next === 'USER' || next === 'AUTH TLS').toBe(true)
      // After AUTH TLS the flow is TLS to the sensor.
      expect(flows.get(id)?.[0]?.app_proto).toBe(next === 'USER' ? 'ftp' : 'tls')
    }
  })

  it('own every transfer: parent, command, file name, port and size agree', () => {
    const transfers = byFlow('ftp_data')
    const files = byFlow('fileinfo')
    expect(transfers.size).toBeGreaterThan(50)
    const linked = events.filter((event) => event.parent_id && event.event_type !== 'alert')
    expect(linked).toHaveLength(3 * transfers.size)
    for (const [id, [data]] of transfers) {
      const file = files.get(id)?.[0]
      const flow = flows.get(id)?.[0]
      const session = controls.get(data?.parent_id ?? -1) ?? []
      expect([file?.parent_id, flow?.parent_id]).toEqual([data?.parent_id, data?.parent_id])
      expect(flow?.app_proto).toBe('ftp-data')
      const at = session.findIndex(
        ({ ftp }) =>
          ftp?.command === data?.ftp_data?.command &&
          ftp?.command_data === data?.ftp_data?.filename,
      )
      expect(at).toBeGreaterThan(0)
      expect(session.some(({ ftp }) => ftp?.dynamic_port === data?.dest_port)).toBe(true)
      expect(file?.fileinfo?.filename).toBe(data?.ftp_data?.filename)
      const control = session[0]
      const client = control?.src_ip
      const upload = data?.ftp_data?.command !== 'RETR'
      expect(file?.src_ip === client).toBe(upload)
      const toServer = data?.src_ip === file?.src_ip
      const moved = (toServer ? flow?.flow?.bytes_toserver : flow?.flow?.bytes_toclient) ?? 0
      expect(moved).toBeGreaterThan(file?.fileinfo?.size ?? Infinity)
    }
  })
})

describe('parts', () => {
  it('writes times as Suricata does', () => {
    expect(eveTime(Date.parse('2026-06-22T22:44:46Z') * 1000 + 668_728)).toBe(
      '2026-06-22T22:44:46.668728+0000',
    )
  })

  it('computes the community id that Suricata computed for the same connection', () => {
    const client = host4(0xac170003, 0)
    const server = host4(0xac170002, 0)
    const known = '1:TFXBDIPZxpUCiK+KCZHK3Z0t8Vc='
    expect(communityId('TCP', client, 41790, server, 21)).toBe(known)
    expect(communityId('TCP', server, 21, client, 41790)).toBe(known)
  })
})
