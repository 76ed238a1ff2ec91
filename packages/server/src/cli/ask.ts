import { parseQuery, type Row, type Subject } from '@spoor/model'
import type { Command } from 'commander'
import { DEFAULT_LIMITS } from '../questions/budget.js'
import { exportRecords } from '../questions/export.js'
import { listRecords } from '../questions/list.js'
import { parseRange } from '../questions/moment.js'
import type { Asking } from '../questions/question.js'
import { QuestionError } from '../questions/question-error.js'
import { recordsOf } from '../questions/records-of.js'
import { selectFields } from '../questions/selection.js'
import type { Installation } from '../installation.js'
import { UsageError } from './errors.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { counted, numberText } from './figures.js'
import { interruptible } from './interrupt.js'
import { withData, withExamples, withLimitAndFormat, withRange } from './options.js'
import { outputWidth, print, say } from './output.js'
import { fieldTable, recordTable, type RecordTable } from './record-columns.js'
import { openForReading, type StoreFlags } from './settings.js'
import { tableText } from './table.js'
import { escapeJson, visible, visibleLines } from './terminal-text.js'

interface AskFlags extends StoreFlags {
  readonly from?: string
  readonly to?: string
  readonly limit: number
  readonly format: 'table' | 'json' | 'csv'
  readonly fields?: string
}

/** More than that nobody reads in a terminal, and all of it is held to find the widths. */
const MOST_TABLE_ROWS = 10_000
const PAGE_ROWS = 1000

interface Wording {
  readonly name: string
  readonly subject: Subject
  readonly description: string
  readonly examples: readonly string[]
}

const COMMANDS: readonly Wording[] = [
  {
    name: 'query',
    subject: 'events',
    description: 'ask for events in the query language',
    examples: [
      `spoor query 'ftp.command:STOR and not destination.ip:10.0.0.0/8'`,
      `spoor query 'event.type:ssh' --from now-7d --format json`,
      `spoor query 'file.name:*.zip' --fields '@timestamp,source.ip,file.name,file.hash.sha256' --format csv`,
      `spoor query -- '-user.name:backup'`,
    ],
  },
  {
    name: 'transfers',
    subject: 'transfers',
    description: 'files moved: who, from where, to where, how much',
    examples: [
      'spoor transfers',
      `spoor transfers 'zone:egress transfer.direction:upload transfer.bytes:>1000000'`,
      `spoor transfers 'file.name:*.7z' --from 2026-06-01 --to 2026-07-01 --format csv`,
    ],
  },
  {
    name: 'sessions',
    subject: 'sessions',
    description: 'connections between clients and transfer servers, and how their logins ended',
    examples: [
      'spoor sessions',
      `spoor sessions 'session.outcome:failure service:ftp' --from now-24h`,
      `spoor sessions 'ssh.activity:bulk_upload zone:egress' --format json`,
    ],
  },
]

export function addAsk(program: Command, done: (code: ExitCode, question: string) => void): void {
  for (const { name, subject, description, examples } of COMMANDS) {
    const command = program
      .command(name)
      .description(description)
      .argument('[text...]', 'the question; nothing asks for everything')
      .option('--fields <names>', 'fields to show, separated by commas')
    withExamples(withData(withLimitAndFormat(withRange(command))), examples).action(
      async (words: string[], flags: AskFlags) => {
        const question = words.join(' ')
        try {
          done(await ask(subject, question, flags), question)
        } catch (error) {
          throw new AskedError(question, error)
        }
      },
    )
  }
}

/** An error while a question was answered: the question is needed to show where its mistake is. */
export class AskedError extends Error {
  override readonly name = 'AskedError'
  constructor(
    readonly question: string,
    cause: unknown,
  ) {
    super('The question was not answered', { cause })
  }
}

/** Whoever asks in a terminal can wait longer than a page can, and stop by Ctrl-C. */
const PATIENCE_SECONDS = 60

/** What questions are asked with in a terminal. */
export function askingOf({ events, lists }: Installation, signal?: AbortSignal): Asking {
  return {
    store: events,
    now: new Date(),
    limits: { ...DEFAULT_LIMITS, seconds: PATIENCE_SECONDS },
    lists,
    recordsOf,
    signal,
  }
}

async function ask(subject: Subject, question: string, flags: AskFlags): Promise<ExitCode> {
  if (flags.format === 'table' && flags.limit > MOST_TABLE_ROWS) {
    throw new UsageError(
      `A table has at most ${numberText(MOST_TABLE_ROWS)} rows. Ask for --format json or csv.`,
    )
  }
  checkQuestion(subject, question, flags)
  return interruptible({ stopping: 'Stopping…' }, async (signal) => {
    const installation = await openForReading(flags, subject === 'events' ? 'events' : 'made')
    try {
      const asking = askingOf(installation, signal)
      if (flags.format === 'table') return await showTable(asking, subject, question, flags)
      return await showExport(asking, subject, question, { ...flags, format: flags.format })
    } finally {
      await installation.close()
    }
  })
}

/** Finds mistakes before anything is opened. @throws QuestionError */
function checkQuestion(subject: Subject, question: string, { from, to, fields }: AskFlags): void {
  const parsed = parseQuery(question, subject)
  if (!parsed.ok) {
    throw new QuestionError('QUERY_INVALID', 'The question has mistakes.', parsed.problems)
  }
  selectFields(subject, fields)
  parseRange({ from, to }, new Date())
}

async function showTable(
  asking: Asking,
  subject: Subject,
  q: string,
  { from, to, limit, fields }: AskFlags,
): Promise<ExitCode> {
  const table = tableFor(subject, fields)
  const rows: Row[] = []
  let cursor: string | undefined
  let reason: string | undefined
  do {
    const page = await listRecords(asking, subject, {
      q,
      from,
      to,
      cursor,
      fields: table.fields.join(','),
      limit: Math.min(PAGE_ROWS, limit - rows.length),
    })
    rows.push(...page.rows)
    cursor = page.next
    reason = page.completeness.partial ? (page.completeness.reason ?? '') : undefined
  } while (cursor && rows.length < limit && reason === undefined)
  if (rows.length > 0) await print(`${tableText(table.columns, rows, outputWidth())}\n`)
  if (reason !== undefined) {
    say(`This answer is not whole. ${visible(reason)}`)
    return EXIT.partial
  }
  if (rows.length === 0) say(`No ${subject} match.`)
  else if (cursor)
    say(`The newest ${counted(rows.length, 'row')}; there are more: see --limit, or --format json.`)
  return EXIT.ok
}

function tableFor(subject: Subject, fields: string | undefined): RecordTable {
  if (fields === undefined) return recordTable(subject)
  const names = fields
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return fieldTable(
    names,
    names.map((name) => selectFields(subject, name)[0]?.name ?? name),
  )
}

async function showExport(
  asking: Asking,
  subject: Subject,
  q: string,
  { from, to, limit, fields, format }: AskFlags & { format: 'json' | 'csv' },
): Promise<ExitCode> {
  const plan = await exportRecords(asking, subject, {
    q,
    from,
    to,
    limit,
    fields,
    format: format === 'json' ? 'ndjson' : 'csv',
  })
  for await (const piece of plan.text) {
    if (asking.signal?.aborted) return EXIT.interrupted
    await print(format === 'json' ? jsonPiece(piece) : csvPiece(piece))
  }
  if (plan.matching > plan.limit) {
    say(`The newest ${counted(plan.limit, 'row')} of ${numberText(plan.matching)}: see --limit.`)
  }
  return EXIT.ok
}

function jsonPiece(lines: string): string {
  return lines.split('\n').map(escapeJson).join('\n')
}

/** A file gets the text as it is; a terminal must not obey it. */
function csvPiece(lines: string): string {
  return process.stdout.isTTY ? visibleLines(lines.replaceAll('\r\n', '\n')) : lines
}
