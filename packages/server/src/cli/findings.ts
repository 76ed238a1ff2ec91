import type { Finding, FindingsSort } from '@spoor/model'
import { Option, type Command } from 'commander'
import { decisionsOf } from '../hunts/tuning/index.js'
import { csvLine } from '../questions/csv.js'
import { allFindings } from './all-findings.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { counted, numberText } from './figures.js'
import { findingsText } from './findings-text.js'
import { withData, withExamples, withLimitAndFormat, withRange } from './options.js'
import { outputWidth, print, say } from './output.js'
import { openForReading, type StoreFlags } from './settings.js'
import { jsonLine, visibleLines } from './terminal-text.js'

interface FindingsFlags extends StoreFlags {
  readonly from?: string
  readonly to?: string
  readonly level?: string
  readonly hunt?: string
  readonly network?: string
  readonly group?: string
  readonly sort: FindingsSort
  readonly limit: number
  readonly format: 'table' | 'json' | 'csv'
}

export function addFindings(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('findings')
    .description('what the hunts found')
    .option('--level <levels>', 'critical, high, medium, low, informational; separated by commas')
    .option('--hunt <id>', 'only findings of this hunt')
    .option(
      '--network <label>',
      'only where client or server is in this network of the organisation',
    )
    .option('--group <name>', 'only where client, server or user is in this group')
    .addOption(
      new Option('--sort <order>', 'which come first')
        .choices(['gravest', 'newest'])
        .default('gravest'),
    )
  withExamples(withData(withLimitAndFormat(withRange(command))), [
    'spoor findings',
    'spoor findings --level critical,high --from now-24h',
    'spoor findings --sort newest',
    'spoor findings --format json --limit 10000 > findings.ndjson',
  ]).action(async (flags: FindingsFlags) => done(await showFindings(flags)))
}

async function showFindings(flags: FindingsFlags): Promise<ExitCode> {
  const { limit, format } = flags
  const installation = await openForReading(flags, 'made')
  try {
    const decisions = await decisionsOf(installation)
    const { findings, total, suppressed } = await allFindings(installation.events, flags, decisions)
    const shown = findings.slice(0, limit)
    if (format === 'json') await print(shown.map((finding) => `${jsonLine(finding)}\n`).join(''))
    else if (format === 'csv') await print(csvText(shown))
    else if (shown.length === 0) say('No findings.')
    else await print(`${findingsText(shown, outputWidth())}\n`)
    if (total > shown.length) {
      say(`${numberText(shown.length)} of ${numberText(total)} findings: see --limit.`)
    }
    if (suppressed > 0) {
      say(`${counted(suppressed, 'finding')} suppressed: spoor hunts suppressions tells why.`)
    }
    return EXIT.ok
  } finally {
    await installation.close()
  }
}

const CSV_COLUMNS = [
  'id',
  'level',
  'hunt',
  'title',
  'first_seen',
  'last_seen',
  'client',
  'server',
  'user',
  'count',
  'bytes',
  'files',
  'techniques',
  'why',
] as const

function csvText(findings: readonly Finding[]): string {
  const rows = findings.map((finding) => csvLine(CSV_COLUMNS.map((name) => finding[name])))
  const text = `${csvLine([...CSV_COLUMNS])}${rows.join('')}`
  return process.stdout.isTTY ? visibleLines(text.replaceAll('\r\n', '\n')) : text
}
