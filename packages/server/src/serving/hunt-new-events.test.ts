import type { Finding } from '@spoor/model'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { defaultConfig } from '../config/config.js'
import { listFindings } from '../hunts/findings.js'
import { ingestPaths } from '../ingest/ingest-paths.js'
import { openInstallation, type Installation } from '../installation.js'
import { huntEverything, huntNewEvents, huntPatterns, patternsAreDue } from './hunting.js'
import { engineTime } from './new-events.js'

/** What comes in bit by bit must be found as if it had come at once. */

const TAKES = ['ftp-brute-force', 'sftp-parallel-archive', 'ftp-drip', 'browse-plain']

const pathOf = (take: string) =>
  fileURLToPath(new URL(`../../../../demo/recordings/${take}/eve.json.gz`, import.meta.url))

/** Works on a throwaway installation. A process has one at a time. */
async function inInstallation<T>(work: (installation: Installation) => Promise<T>): Promise<T> {
  const installation = await openInstallation(defaultConfig({}))
  try {
    return await work(installation)
  } finally {
    await installation.close()
  }
}

async function findingsOf({ events }: Installation): Promise<readonly Finding[]> {
  return (await listFindings(events, { limit: 1000 })).findings
}

it('batches, tried as they come, give the findings of all events tried at once', async () => {
  const ofBatches = await inInstallation(async (installation) => {
    for (const take of TAKES) {
      const since = await engineTime(installation.events)
      await ingestPaths(installation, [pathOf(take)])
      expect(await huntNewEvents(installation, since)).toBeGreaterThan(0)
      expect(await patternsAreDue(installation.state)).toBe(true)
    }
    expect(await huntPatterns(installation)).toBeGreaterThan(0)
    expect(await patternsAreDue(installation.state)).toBe(false)
    return findingsOf(installation)
  })
  expect(ofBatches.length).toBeGreaterThan(5)

  const atOnce = await inInstallation(async (installation) => {
    await ingestPaths(installation, TAKES.map(pathOf))
    await huntEverything(installation)
    return findingsOf(installation)
  })
  expect(ofBatches).toEqual(atOnce)
}, 300_000)

it('without new events no patterns are tried', async () => {
  await inInstallation(async (installation) => {
    expect(await huntNewEvents(installation, '0')).toBe(0)
    expect(await patternsAreDue(installation.state)).toBe(false)
    expect(await huntPatterns(installation)).toBe(0)
  })
})
