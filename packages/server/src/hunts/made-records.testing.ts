import type { Subject } from '@spoor/model'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { evaluateHunts, type HuntsRun } from './evaluate-hunts.js'
import type { Hunt } from './hunt.js'
import { hunts as coded } from './library/index.js'
import { DEFAULT_HOME } from '../organisation/organisation.js'
import { openEventStore, type EventStore } from '../store/event-store.js'
import { migrateEvents } from '../store/migrations.js'

/** Values by column of the dictionary; the rest is empty. */
export type Columns = Readonly<Record<string, unknown>>

/** The day of the made records. */
export const DAY = '2026-06-22'
export const WHOLE_DAY = {
  from: new Date(`${DAY}T00:00:00Z`),
  to: new Date(`${DAY}T23:59:59Z`),
}

export const INSIDE = '10.1.2.3'
export const OUTSIDE = '203.0.113.9'

/** A store to put sessions and transfers in by hand, instead of folding events. */
export interface MadeRecords {
  readonly store: EventStore
  put(subject: Subject, rows: readonly Columns[]): Promise<void>
  /** Takes away all records; the findings stay. */
  clear(): Promise<void>
  /** Runs hunts, those that are written in code unless others are given. */
  evaluate(range?: { from: Date; to: Date }, hunts?: readonly Hunt[]): Promise<HuntsRun>
  close(): Promise<void>
}

const CONTEXT = { now: new Date('2026-06-23T12:00:00Z'), lists: new Map([['home', DEFAULT_HOME]]) }

const SUBJECTS: readonly Subject[] = ['sessions', 'transfers', 'events']

export async function openMadeRecords(): Promise<MadeRecords> {
  const directory = await mkdtemp(join(tmpdir(), 'spoor-hunts-'))
  const store = await openEventStore({ directory })
  await migrateEvents(store)
  return {
    store,
    put: (subject, rows) => store.insert(subject, rows),
    async clear() {
      for (const subject of SUBJECTS) await store.run(`TRUNCATE TABLE ${subject}`)
    },
    evaluate: (range = WHOLE_DAY, hunts = coded) => evaluateHunts(store, range, CONTEXT, hunts),
    async close() {
      await store.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

let made = 0

/** A moment of the day: `at('10:00:00')`, or so many seconds after it. */
export function at(time: string, seconds = 0, day = DAY): string {
  const moment = new Date(Date.parse(`${day}T${time}Z`) + seconds * 1000)
  return moment.toISOString().replace('T', ' ').replace('Z', '')
}

/** An FTP session of a client inside with a server outside, which logged in as bob over TLS. */
export function session(columns: Columns = {}): Columns {
  made += 1
  const start = columns.start_time ?? at('10:00:00')
  return {
    start_time: start,
    end_time: columns.end_time ?? start,
    session_id: `session-${made}`,
    service: 'ftp',
    client_ip: INSIDE,
    client_port: 50_000,
    server_ip: OUTSIDE,
    server_port: 21,
    user_name: 'bob',
    zone: 'egress',
    verdict: 'unknown',
    session_outcome: 'success',
    session_login_failures: 0,
    session_clear_text: false,
    session_uploads: 0,
    ...columns,
  }
}

/** An upload of a text file by FTP from inside to a server outside. */
export function transfer(columns: Columns = {}): Columns {
  made += 1
  const start = columns.start_time ?? at('10:00:00')
  return {
    start_time: start,
    end_time: columns.end_time ?? start,
    session_id: `session-${made}`,
    transfer_id: `transfer-${made}`,
    service: 'ftp',
    client_ip: INSIDE,
    server_ip: OUTSIDE,
    server_port: 21,
    user_name: 'bob',
    zone: 'egress',
    verdict: 'unknown',
    transfer_direction: 'upload',
    transfer_outcome: 'completed',
    transfer_bytes: 5000,
    transfer_bytes_quality: 'exact',
    file_name: 'notes.txt',
    file_extension: 'txt',
    ...columns,
  }
}

/** A bulk upload inside an SSH session from inside to a server outside, ten minutes long. */
export function sshUpload(columns: Columns = {}): Columns {
  const start = String(columns.start_time ?? at('10:00:00'))
  return transfer({
    service: 'ssh',
    server_port: 22,
    user_name: '',
    file_name: '',
    file_extension: '',
    ssh_activity: 'bulk_upload',
    transfer_outcome: 'unknown',
    transfer_bytes: 20_000_000,
    transfer_bytes_quality: 'estimated',
    client_software: 'OpenSSH_9.2p1',
    end_time: at(start.slice(11), 600, start.slice(0, 10)),
    ...columns,
  })
}

/** An SSH session from inside to a server outside. */
export function sshSession(columns: Columns = {}): Columns {
  return session({
    service: 'ssh',
    server_port: 22,
    user_name: '',
    session_outcome: 'unknown',
    client_software: 'OpenSSH_9.2p1',
    ssh_activity: 'auth_only',
    ...columns,
  })
}
