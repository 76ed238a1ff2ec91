import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultConfig } from '../config/config.js'
import { openInstallation, type Installation } from '../installation.js'
import { listFindings } from '../hunts/findings.js'
import { ingestPaths } from '../ingest/ingest-paths.js'
import { DEFAULT_LIMITS } from '../questions/budget.js'
import { listRecords } from '../questions/list.js'
import { listQuarantine } from '../questions/quarantine.js'
import type { Asking } from '../questions/question.js'
import { recordsOf } from '../questions/records-of.js'
import { huntEverything } from '../serving/hunting.js'
import { broken, good, type Check } from './check.js'
import { SAMPLE_BYTES, SAMPLE_FILE, SAMPLE_PASSWORD, SAMPLE_USER, sampleLines } from './sample.js'

/** A busy machine is slow, not broken. */
const PATIENCE_SECONDS = 120

/**
 * Takes the built-in sample into a throwaway store and reads everything back: event, session,
 * transfer, finding, quarantined line, and that the password is nowhere.
 */
export async function checkSample(): Promise<readonly Check[]> {
  const folder = await mkdtemp(join(tmpdir(), 'spoor-sample-'))
  try {
    const config = { ...defaultConfig(), databaseUrl: undefined }
    const installation = await openInstallation(config)
    try {
      const lines = sampleLines()
      const file = join(folder, 'eve.json')
      await writeFile(file, lines.map((line) => `${line}\n`).join(''))
      const { events, quarantined } = await ingestPaths(installation, [file])
      await huntEverything(installation)
      return [
        events === lines.length - 1 && quarantined === 1
          ? good('sample taken in', `${events} events stored, 1 bad line quarantined`)
          : broken(
              'sample taken in',
              `${events} events stored and ${quarantined} lines quarantined, but ${lines.length - 1} and 1 are right`,
            ),
        ...(await readBack(installation)),
      ]
    } finally {
      await installation.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function readBack({ events }: Installation): Promise<Check[]> {
  const asking: Asking = {
    store: events,
    now: new Date(),
    limits: { ...DEFAULT_LIMITS, seconds: PATIENCE_SECONDS },
    lists: new Map(),
    recordsOf,
  }
  const stored = await listRecords(asking, 'events', { q: 'ftp.command:STOR event.type:ftp' })
  const sessions = await listRecords(asking, 'sessions', {})
  const transfers = await listRecords(asking, 'transfers', {})
  const { findings } = await listFindings(events, {})
  const { lines } = await listQuarantine(asking, {})
  const kept = await events.rows<{ raw: string; data: string }>(
    `SELECT raw, ftp_command_data AS data FROM events`,
  )
  const [session, transfer] = [sessions.rows[0], transfers.rows[0]]
  return [
    expectThat(
      'sample question',
      stored.rows.length === 1,
      'the event is found by its command',
      `ftp.command:STOR finds ${stored.rows.length} events instead of 1`,
    ),
    expectThat(
      'sample session',
      sessions.rows.length === 1 &&
        session?.['user.name'] === SAMPLE_USER &&
        session['session.outcome'] === 'success',
      'one session, with its user and a successful login',
      `the session is not what it should be: ${JSON.stringify(sessions.rows)}`,
    ),
    expectThat(
      'sample transfer',
      transfers.rows.length === 1 &&
        transfer?.['transfer.direction'] === 'upload' &&
        transfer['file.name'] === SAMPLE_FILE &&
        transfer['transfer.bytes'] === SAMPLE_BYTES,
      'one upload, with its name and its bytes',
      `the transfer is not what it should be: ${JSON.stringify(transfers.rows)}`,
    ),
    expectThat(
      'sample finding',
      findings.some(({ hunt }) => hunt === 'external-ftp-upload'),
      'the hunts find the upload to an outside server',
      'the hunts do not find the upload to an outside server',
    ),
    expectThat(
      'sample quarantine',
      lines.length === 1 && (lines[0]?.reason ?? '').includes('cut off'),
      'the bad line is kept with its reason',
      `the bad line is not in the quarantine as it should be: ${JSON.stringify(lines)}`,
    ),
    expectThat(
      'sample password',
      kept.length > 0 && !JSON.stringify([kept, lines]).includes(SAMPLE_PASSWORD),
      'masked in events and in the quarantine',
      'the password of the sample can be read in the store',
    ),
  ]
}

function expectThat(name: string, holds: boolean, right: string, wrong: string): Check {
  return holds ? good(name, right) : broken(name, wrong)
}
