import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileText, sessionLines, spoor } from './spoor.testing.js'

const UPLOAD = `title: FTP upload to a server that is not ours
level: medium
logsource: { product: spoor, service: transfer }
detection:
  upload:
    transfer.direction: upload
  filter_home:
    server.ip|expand: '%home%'
  filter_approved:
    server.ip|expand: '%approved-servers%'
  condition: upload and not 1 of filter_*
`
const COMMANDS = `title: FTP command
name: ftp_command
logsource: { product: suricata, service: ftp }
detection:
  selection:
    ftp.command|exists: true
  condition: selection
---
title: Many FTP commands of one client
level: low
correlation:
  type: event_count
  rules: [ftp_command]
  group-by: [source.ip]
  timespan: 10m
  condition: { gte: 3 }
`
const WINDOWS = `title: A process of Windows
logsource: { product: windows, category: process_creation }
detection:
  selection:
    Image: a
  condition: selection
`
const MISTAKE = `title: "An archive \\e[2J"
logsource: { product: suricata }
detection:
  selection:
    file.name|like: '*.zip'
  condition: selection
`

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-cli-sigma-'))
  for (const name of ['rules', 'bad']) await mkdir(join(folder, name))
  const files: Record<string, string> = {
    'rules/commands.yml': COMMANDS,
    'rules/upload.yaml': UPLOAD,
    'rules/README.md': 'no rule',
    'bad/mistake.yml': MISTAKE,
    'bad/windows.yml': WINDOWS,
    'eve.json': fileText(sessionLines()),
    'spoor.yaml': 'lists:\n  approved-servers: [198.51.100.7]\n',
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const sigma = (...args: string[]) => spoor(['sigma', ...args], { cwd: folder })

function objects(stdout: string): Record<string, unknown>[] {
  const lines = stdout.trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('spoor sigma check', () => {
  test('says of each document what became of it; exit code 1 if one is rejected', async () => {
    const { code, stdout } = await sigma('check', 'rules', 'bad')
    expect(code).toBe(1)
    const lines = stdout.trimEnd().split('\n')
    expect(lines.slice(0, 3)).toEqual([
      '✓ rules/commands.yml:1  FTP command',
      '✓ rules/commands.yml:9  Many FTP commands of one client',
      '✓ rules/upload.yaml:1  FTP upload to a server that is not ours',
    ])
    expect(lines[3]).toMatch(/^✗ bad\/mistake\.yml:5 {2}An archive /)
    expect(lines[4]).toMatch(/^ {4}rejected: There is no modifier "like"\. Modifiers are all, /)
    expect(lines.slice(5)).toEqual([
      '– bad/windows.yml:1  A process of Windows',
      '    not applicable: Spoor does not read Windows logs yet',
      '',
      '5 documents: 3 accepted, 1 not applicable, 1 rejected.',
    ])
    expect(stdout).not.toContain('\u001b')
  })

  test('only what is not accepted, as JSON; exit code 0 if nothing is rejected', async () => {
    const { code, stdout } = await sigma(
      'check',
      'rules',
      'bad/windows.yml',
      '--problems',
      '--json',
    )
    expect(code).toBe(0)
    expect(objects(stdout)).toEqual([
      {
        file: 'bad/windows.yml',
        line: 1,
        title: 'A process of Windows',
        kind: 'rule',
        outcome: 'not applicable',
        reason: 'Spoor does not read Windows logs yet',
      },
    ])
  })

  test('a path that is not there is an error', async () => {
    const { code, stdout, stderr } = await sigma('check', 'nowhere')
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toBe('spoor: nowhere cannot be read: it does not exist.\n')
  })
})

describe('spoor sigma run', () => {
  test('shows what rules and correlations match in logs', async () => {
    const { code, stdout } = await sigma('run', 'rules', '--logs', 'eve.json')
    expect(code).toBe(0)
    const lines = stdout.trimEnd().split('\n')
    expect(lines[0]).toBe('FTP upload to a server that is not ours  medium  1 transfer')
    expect(lines[2]).toMatch(
      /^ {2}2026-01-05 09:00:00 +10\.0\.0\.12 → 192\.0\.2\.66:21 .*sample\.bin/,
    )
    expect(lines.slice(4)).toEqual([
      'Many FTP commands of one client  low  1 match',
      '  2026-01-05 09:00:00.200000 – 2026-01-05 09:00:00.600000  source.ip=10.0.0.12  4 records, measured 4',
      '',
      '2 of 2 rules matched.',
    ])
  })

  test('as JSON, and what is rejected goes to standard error', async () => {
    const { code, stdout, stderr } = await sigma(
      ...['run', 'rules/commands.yml', 'bad', '--logs', 'eve.json', '--json'],
    )
    expect(code).toBe(0)
    const [match, ...others] = objects(stdout)
    expect(others).toEqual([])
    expect(match).toMatchObject({
      title: 'Many FTP commands of one client',
      group_by: ['source.ip'],
      matches: [
        {
          day: '2026-01-05',
          group: ['10.0.0.12'],
          first_at: '2026-01-05 09:00:00.200000',
          last_at: '2026-01-05 09:00:00.600000',
          records: 4,
          measured: 4,
        },
      ],
      cut: [],
    })
    expect(stdout).not.toMatch(/"[a-z]+[A-Z][A-Za-z]*":/)
    expect(stderr).toContain('✗ bad/mistake.yml:5')
    expect(stderr).not.toContain('windows.yml')
  })
})

describe('spoor sigma explain', () => {
  test('shows a question that can be typed, its tree, and SQL with values beside it', async () => {
    const { code, stdout, stderr } = await sigma('explain', 'rules/commands.yml', 'bad/windows.yml')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('FTP command  (rules/commands.yml:1)\nReads\n  events\n')
    expect(stdout).toContain('\nQuestion\n  event.type:ftp and ftp.command:*\n')
    expect(stdout).toMatch(/\nSQL\n {2}.*ftp_command != ''.*\nValues\n {2}\{"q0":"ftp"\}\n/)
    expect(stdout).toContain('\nNot applicable: Spoor does not read Windows logs yet\n')
    expect(stdout).toContain(
      '\nCorrelates\n  event_count over ftp_command\nReaches back\n  600 s\n',
    )
  })

  test('as JSON; exit code 1 if a document is rejected', async () => {
    const { code, stdout } = await sigma(
      'explain',
      'rules/upload.yaml',
      'bad/mistake.yml',
      '--json',
    )
    expect(code).toBe(1)
    expect(objects(stdout)).toEqual([
      expect.objectContaining({
        file: 'rules/upload.yaml',
        subject: 'transfers',
        question: expect.stringMatching(
          /^transfer\.direction:"upload" and not server\.ip:\(10\.0\.0\.0\/8 or .* or 198\.51\.100\.7\)$/,
        ),
      }),
    ])
  })
})
