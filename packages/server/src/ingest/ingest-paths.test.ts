import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultConfig } from '../config/config.js'
import { openInstallation, type Installation } from '../installation.js'
import { findSuricata } from '../sources/capture.js'
import { ingestPaths } from './ingest-paths.js'

let folder: string
let installation: Installation

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-ingest-paths-'))
  installation = await openInstallation(defaultConfig({}), { directory: join(folder, 'data') })
})
afterAll(async () => {
  await installation.close()
  await rm(folder, { recursive: true, force: true })
})

const line = (number: number) =>
  `{"timestamp":"2026-01-05T10:00:00+0000","event_type":"dns","flow_id":${number}}\n`

async function countEvents(): Promise<number> {
  const [row] = await installation.events.rows<{ n: number }>(
    'SELECT toFloat64(count()) AS n FROM events',
  )
  return row?.n ?? 0
}

test('stopped between two inputs, the same call takes the rest and nothing twice', async () => {
  const paths = [1, 2, 3].map((number) => join(folder, `${number}.json`))
  for (const [index, path] of paths.entries())
    await writeFile(path, line(index) + line(100 + index))
  const stop = new AbortController()
  const first = await ingestPaths(installation, paths, {
    signal: stop.signal,
    onProgress: ({ events }) => {
      if (events > 0) stop.abort()
    },
  })
  expect(first).toMatchObject({ events: 2, interrupted: true, sources: 3 })
  const second = await ingestPaths(installation, paths)
  expect(second).toMatchObject({ events: 4, interrupted: false, troubles: [] })
  expect(await countEvents()).toBe(6)
})

test('progress goes up to all bytes', async () => {
  const path = join(folder, 'progress.json')
  await writeFile(path, line(200) + line(201))
  const seen: [number, number][] = []
  await ingestPaths(installation, [path], {
    onProgress: ({ bytes, bytesTotal }) => seen.push([bytes, bytesTotal]),
  })
  const size = Buffer.byteLength(line(200) + line(201))
  expect(seen.at(-1)).toEqual([size, size])
  expect(seen.map(([bytes]) => bytes)).toEqual(
    seen.map(([bytes]) => bytes).toSorted((a, b) => a - b),
  )
})

const RECORDING = fileURLToPath(
  new URL('../../../../demo/recordings/ftp-active-upload/capture.pcap.gz', import.meta.url),
)
const isAbsent = (await findSuricata()) === undefined && !process.env['CI']

test.skipIf(isAbsent)(
  'a capture is read by the sensor, and known again (needs Suricata: sudo sensor/install-suricata.sh)',
  async () => {
    const before = await countEvents()
    const first = await ingestPaths(installation, [RECORDING])
    expect(first.troubles).toEqual([])
    expect(first.events).toBeGreaterThan(10)
    const again = await ingestPaths(installation, [RECORDING])
    expect(again).toMatchObject({ events: 0, quarantined: 0, troubles: [] })
    expect(again.skippedBytes).toBe(again.bytes)
    expect(await countEvents()).toBe(before + first.events)
    const [row] = await installation.events.rows<{ source: string; transfers: number }>(
      `SELECT any(event_source) AS source, toFloat64(countIf(event_type = 'ftp_data')) AS transfers
       FROM events WHERE event_source LIKE '%capture.pcap.gz'`,
    )
    expect(row).toEqual({ source: RECORDING, transfers: 1 })
    expect(await readdir(join(installation.directory, 'captures'))).toEqual([])
  },
)

test('the recording that this needs is there', () => {
  expect(existsSync(RECORDING)).toBe(true)
})
