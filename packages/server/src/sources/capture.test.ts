import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { complaintOf, findSuricata, readCapture, SENSOR_CONFIGURATION } from './capture.js'
import { existsSync } from 'node:fs'

test('the first error is the cause', () => {
  const output = [
    'i: suricata: This is Suricata version 7.0.10 RELEASE running in USER mode',
    'W: pcap: Failed to init pcap file bad.pcap, skipping',
    'E: pcap: truncated dump file; tried to read 24 file header bytes, only got 7',
    'E: pcap: pcap file reader thread failed to initialize',
  ].join('\n')
  expect(complaintOf(output)).toBe(
    'pcap: truncated dump file; tried to read 24 file header bytes, only got 7',
  )
  expect(complaintOf('i: all is well\nW: a detail')).toBeUndefined()
})

test('Suricata is found by the path that programs are looked for in', async () => {
  expect(await findSuricata('')).toBeUndefined()
  expect(await findSuricata('/nowhere:/neither')).toBeUndefined()
})

test('its configuration is where it is looked for', () => {
  expect(existsSync(SENSOR_CONFIGURATION)).toBe(true)
})

test('without Suricata a capture cannot be read, and the error says how to install it', async () => {
  const before = process.env['PATH']
  process.env['PATH'] = ''
  try {
    await expect(readCapture('x.pcap', '/nowhere')).rejects.toThrow(
      /sudo sensor\/install-suricata\.sh/,
    )
  } finally {
    process.env['PATH'] = before
  }
})

const suricata = await findSuricata()
const isAbsent = suricata === undefined && !process.env['CI']

test.skipIf(isAbsent)(
  'a broken capture says what is wrong (needs Suricata: sudo sensor/install-suricata.sh)',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'spoor-capture-'))
    try {
      const { writeFile } = await import('node:fs/promises')
      const capture = join(folder, 'bad.pcap')
      await writeFile(capture, Buffer.from('d4c3b2a1garbage'))
      await expect(readCapture(capture, join(folder, 'out'))).rejects.toThrow(
        /^Suricata cannot read .*bad\.pcap: pcap: /,
      )
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
)
