import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalAddress } from './address.js'
import { Cast } from './cast.js'
import { communityId } from './community-id.js'
import { composeOffice, DEFAULT_SEED, writeOffice } from './compose.js'
import type { Host } from './hosts.js'
import { type EveEvent, type Json, loadTakes, type Take } from './takes.js'
import { compileTake } from './template.js'
import { parseMicros } from './times.js'
import { RECORDINGS_DIR } from './write-answers.js'

const END = new Date('2026-01-16T12:00:00Z')
const recordingsDir = RECORDINGS_DIR
let takes: Map<string, Take>

function take(id: string): Take {
  const found = takes.get(id)
  if (found === undefined) throw new Error(`no take ${id}`)
  return found
}

const STAND_INS: Record<string, Host> = {
  client: {
    address: '10.20.30.29',
    address6: 'fd00:20:30::29',
    hostName: 'SAL-WS-029',
    dnsName: 'sal-ws-029.corp.example',
  },
  server: {
    address: '192.0.2.251',
    address6: '2001:db8:beef::51',
    hostName: 'elsewhere',
    dnsName: 'ftp.elsewhere.example',
  },
}

function perform(recorded: Take, shift = 86_400_000_000): EveEvent[] {
  const hosts: Record<string, Host> = {}
  for (const [name, role] of Object.entries(recorded.roles)) {
    const movable = role.place !== 'fixed' && role.place !== 'other'
    hosts[name] = movable ? (STAND_INS[name] ?? role) : role
  }
  const cast = new Cast(recorded, hosts, shift, 7)
  return compileTake(recorded).map((template) => JSON.parse(template.render(cast)) as EveEvent)
}

function field(event: EveEvent, ...path: string[]): Json | undefined {
  let value: Json | undefined = event
  for (const key of path) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
    value = value[key]
  }
  return value
}

async function lines(source: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = []
  for await (const line of source) all.push(line)
  return all
}

function dates(events: readonly EveEvent[]): Json[] {
  return events
    .map((event) => field(event, 'tls', 'notbefore'))
    .filter((date) => date !== undefined)
}

beforeAll(async () => {
  takes = await loadTakes(recordingsDir)
})

describe('a performed take', () => {
  it('recomputes every Community ID as the sensor does', () => {
    let checked = 0
    for (const { events } of takes.values()) {
      for (const event of events) {
        if (typeof event['community_id'] !== 'string') continue
        const icmp = typeof event['icmp_type'] === 'number'
        const number = (key: string): number | undefined =>
          typeof event[key] === 'number' ? event[key] : undefined
        checked++
        expect(
          communityId({
            protocol: String(event['proto']),
            source: String(event['src_ip']),
            sourcePort: number(icmp ? 'icmp_type' : 'src_port'),
            destination: String(event['dest_ip']),
            destinationPort: number(icmp ? 'icmp_code' : 'dest_port'),
          }),
        ).toBe(event['community_id'])
      }
    }
    expect(checked).toBeGreaterThan(1000)
  })

  it('shows nothing of the hosts that were replaced', () => {
    for (const recorded of takes.values()) {
      const gone = Object.entries(recorded.roles)
        .filter(([name, role]) => name in STAND_INS && !['fixed', 'other'].includes(role.place))
        .flatMap(([, role]) => [role.address, role.address.replaceAll('.', ','), role.dnsName])
      const text = perform(recorded)
        .map((event) => JSON.stringify(event))
        .join('\n')
      for (const trace of gone) {
        const pattern = new RegExp(`(?<![\\d.,])${trace.replaceAll('.', '\\.')}(?![\\d])`)
        expect(pattern.test(text), `${recorded.id} still shows ${trace}`).toBe(false)
      }
    }
  })

  it('keeps passive replies, data connections and parents together', () => {
    const events = perform(take('ftp-port-2121'))
    const passive = events.find((event) => field(event, 'ftp', 'dynamic_port') !== undefined)
    const data = events.find((event) => event['event_type'] === 'ftp_data')
    const control = events.find((event) => field(event, 'ftp', 'command') === 'USER')
    expect(field(passive ?? {}, 'ftp', 'dynamic_port')).toBe(data?.['dest_port'])
    expect(data?.['parent_id']).toBe(control?.['flow_id'])
    const reply = JSON.stringify(field(passive ?? {}, 'ftp', 'reply'))
    const port = Number(data?.['dest_port'])
    expect(reply).toContain(`(192,0,2,251,${port >> 8},${port & 255})`)
    expect(port).not.toBe(
      take('ftp-port-2121').events.find((event) => event['event_type'] === 'ftp_data')?.[
        'dest_port'
      ],
    )
  })

  it('rewrites PORT and EPRT', () => {
    const active = perform(take('ftp-active-upload'))
    const port = active.find((event) => field(event, 'ftp', 'command') === 'PORT')
    const data = active.find((event) => event['event_type'] === 'ftp_data')
    const dataPort = Number(field(port ?? {}, 'ftp', 'dynamic_port'))
    expect(field(port ?? {}, 'ftp', 'command_data')).toBe(
      `10,20,30,29,${dataPort >> 8},${dataPort & 255}`,
    )
    expect([data?.['src_port'], data?.['dest_port']]).toContain(dataPort)
    const extended = perform(take('ftp-ipv6'))
    const eprt = extended.find((event) => field(event, 'ftp', 'command') === 'EPRT')
    expect(field(eprt ?? {}, 'ftp', 'command_data')).toMatch(/^\|2\|fd00:20:30::29\|\d+\|$/)
    const addresses = new Set(extended.map((event) => canonicalAddress(String(event['src_ip']))))
    expect(addresses.has('fd00:20:30::29')).toBe(true)
  })

  it('names the new host and the new time in the files of the stealer', () => {
    const names = perform(take('ftp-stealer'))
      .map((event) => field(event, 'ftp_data', 'filename'))
      .filter((name) => name !== undefined)
    expect(names).toHaveLength(5)
    const recorded = take('ftp-stealer').recorded.start
    const day = new Date(Date.parse(recorded.slice(0, 10)) + 86_400_000).toISOString().slice(0, 10)
    for (const name of names) {
      expect(name).toMatch(/^(PW|CO|SC|KL)_user-SAL-WS-029_\d{4}(_\d\d){5}\.(html|jpeg)$/)
      expect(name).toContain(`_${day.replaceAll('-', '_')}_`)
    }
  })

  it('leaves the dates of certificates alone', () => {
    const recorded = take('browse-crm')
    const before = dates(recorded.events)
    const after = dates(perform(recorded))
    expect(after.toSorted()).toEqual(before.toSorted())
  })
})

describe('composeOffice', () => {
  const small = { seed: DEFAULT_SEED, end: END, days: 2, events: 6000, recordingsDir }

  it('gives the same lines for the same seed and others for another', async () => {
    const first = await lines(composeOffice(small))
    const again = await lines(composeOffice(small))
    const other = await lines(composeOffice({ ...small, seed: DEFAULT_SEED + 1 }))
    expect(again).toEqual(first)
    expect(other).not.toEqual(first)
    expect(first.length).toBeGreaterThan(5500)
  })

  it('writes in the order of time, within the window, marked as composed', async () => {
    let last = ''
    for await (const line of composeOffice(small)) {
      const event = JSON.parse(line) as EveEvent
      const timestamp = String(event['timestamp'])
      expect(timestamp >= last).toBe(true)
      last = timestamp
      expect(event['composed']).toBe(true)
      expect(event['host']).toBe('office-sensor-1')
      expect(event).not.toHaveProperty('pcap_cnt')
    }
    expect(parseMicros(last) / 1000).toBeLessThanOrEqual(END.getTime())
  })

  it('never uses a flow id for two flows', async () => {
    const flows = new Map<Json | undefined, Json | undefined>()
    for await (const line of composeOffice(small)) {
      const event = JSON.parse(line) as EveEvent
      if (event['event_type'] !== 'flow') continue
      expect(flows.has(event['flow_id'])).toBe(false)
      flows.set(event['flow_id'], event['community_id'])
      expect(Number(event['flow_id'])).toBeLessThan(2 ** 51)
    }
    expect(flows.size).toBeGreaterThan(1000)
  })
})

describe('writeOffice', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spoor-office-'))
  })
  afterAll(async () => {
    await rm(folder, { recursive: true })
  })

  it('composes about 200,000 events over 14 days', async () => {
    const file = join(folder, 'eve.json')
    const { events } = await writeOffice(file, { seed: DEFAULT_SEED, end: END, recordingsDir })
    let count = 0
    const days = new Set<string>()
    for await (const line of createInterface({ input: createReadStream(file) })) {
      count++
      days.add(line.slice(14, 24))
    }
    expect(count).toBe(events)
    expect(Math.abs(events - 200_000)).toBeLessThan(2000)
    expect(days.size).toBe(15)
  }, 60_000)
})
