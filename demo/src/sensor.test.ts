import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EveEvent, loadTakes, type Take } from './takes.js'
import { RECORDINGS_DIR } from './write-answers.js'

const run = promisify(execFile)
const sensor = (file: string): string =>
  fileURLToPath(new URL(`../../sensor/${file}`, import.meta.url))
// A program of the system's, not of a package.
const program = 'suricata'
const hasSuricata = spawnSync(program, ['-V']).status === 0
const why = 'Suricata 7 is not installed (sudo sensor/install-suricata.sh)'

function summary(events: readonly EveEvent[]): string[] {
  return events
    .map(({ event_type, community_id, tx_id }) => `${event_type} ${community_id} ${tx_id}`)
    .toSorted()
}

if (!hasSuricata && process.env['CI'] === 'true') throw new Error(why)

describe.skipIf(!hasSuricata)(`sensor/suricata.yaml${hasSuricata ? '' : ` (${why})`}`, () => {
  let folder: string
  let takes: Map<string, Take>
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spoor-sensor-'))
    takes = await loadTakes(RECORDINGS_DIR)
  })
  afterAll(async () => {
    await rm(folder, { recursive: true })
  })

  it.each(['ftp-port-2121', 'ftp-ipv6', 'winscp-download', 'browse-crm', 'printer-status'])(
    'makes the recorded events of %s out of its capture',
    async (id) => {
      const out = await mkdtemp(join(folder, 'out-'))
      const capture = join(out, 'capture.pcap')
      await writeFile(
        capture,
        gunzipSync(await readFile(join(RECORDINGS_DIR, id, 'capture.pcap.gz'))),
      )
      const options = ['-c', sensor('suricata.yaml'), '-S', sensor('spoor.rules'), '-r', capture]
      await run(program, [...options, '-l', out, '--runmode', 'single', '-k', 'none'])
      const lines = (await readFile(join(out, 'eve.json'), 'utf8')).trim().split('\n')
      const events = lines.map((line) => JSON.parse(line) as EveEvent)
      expect(summary(events)).toEqual(summary(takes.get(id)?.events ?? []))
    },
  )
})
