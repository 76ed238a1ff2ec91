import { parseQuery, type HostRow, type HostsSort } from '@spoor/model'
import { Option, type Command } from 'commander'
import { HOST_COLUMNS, hostsCsv, listHosts } from '../hosts/index.js'
import { hostAsking } from '../hosts/one-host.js'
import { csvLine } from '../questions/csv.js'
import { parseRange } from '../questions/moment.js'
import { QuestionError } from '../questions/question-error.js'
import { AskedError, askingOf } from './ask.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { bytesText, numberText, timeText } from './figures.js'
import { interruptible } from './interrupt.js'
import { MOST_ROWS, withData, withExamples, withRange, wholeNumber } from './options.js'
import { outputWidth, print, say } from './output.js'
import { openForReading, type StoreFlags } from './settings.js'
import { tableText, type Column } from './table.js'
import { jsonLine, visibleLines } from './terminal-text.js'

interface HostsFlags extends StoreFlags {
  readonly from?: string
  readonly to?: string
  readonly network?: string
  readonly sort: HostsSort
  readonly limit: number
  readonly json?: boolean
  readonly csv?: boolean
}

const SORTS: readonly HostsSort[] = [
  'risk',
  'last_seen',
  'first_seen',
  'ip',
  'events',
  'bytes_out',
  'outside_bytes_out',
  'alerts',
]
const PAGE_ROWS = 1000

export function addHosts(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('hosts')
    .description('hosts with their roles, services and risk, by a question in the query language')
    .argument('[text...]', 'the question; nothing asks for everything')
    .option('--network <label>', 'only hosts of this network of the organisation')
    .addOption(new Option('--sort <by>', 'which come first').choices(SORTS).default('risk'))
    .option('-n, --limit <rows>', 'how many rows at most', wholeNumber(1, MOST_ROWS), 100)
    .option('--json', 'one JSON object a line for each host')
    .option('--csv', 'a CSV file')
  withExamples(withData(withRange(command)), [
    'spoor hosts',
    `spoor hosts 'host.role:workstation and host.client_service:ftp'`,
    `spoor hosts 'host.risk:>50' --network Berlin --from now-7d`,
    `spoor hosts 'host.service:ssh not host.role:server' --csv > hosts.csv`,
  ]).action(async (words: string[], flags: HostsFlags) => {
    const question = words.join(' ')
    try {
      done(await showHosts(question, flags))
    } catch (error) {
      throw new AskedError(question, error)
    }
  })
}

const COLUMNS: readonly Column<HostRow>[] = [
  { title: 'HOST', value: ({ ip }) => ip },
  { title: 'RISK', value: ({ risk }) => numberText(risk), align: 'right' },
  { title: 'ROLES', value: ({ roles }) => roles.join(', '), least: 10, most: 40 },
  { title: 'NAME', value: ({ names }) => names[0] ?? '', least: 10, most: 40, expendable: 2 },
  { title: 'NETWORK', value: ({ networks }) => networks.join('/'), least: 10, expendable: 3 },
  { title: 'USERS', value: ({ users }) => users.join(', '), least: 8, most: 24, expendable: 4 },
  {
    title: 'OFFERS',
    value: ({ services }) => services.join(', '),
    least: 8,
    most: 24,
    expendable: 1,
  },
  { title: 'LAST SEEN', value: ({ last_seen }) => timeText(last_seen) },
  {
    title: 'SENT OUTSIDE',
    value: ({ outside_bytes_out }) => bytesText(outside_bytes_out),
    align: 'right',
    expendable: 5,
  },
]

async function showHosts(question: string, flags: HostsFlags): Promise<ExitCode> {
  checkQuestion(question, flags)
  return interruptible({ stopping: 'Stopping…' }, async (signal) => {
    const installation = await openForReading(flags, 'made')
    try {
      const asking = await hostAsking(installation, askingOf(installation, signal))
      const { from, to, network, sort, limit } = flags
      if (flags.csv) await print(shownCsv(csvLine([...HOST_COLUMNS])))
      const rows: HostRow[] = []
      let shown = 0
      let total = 0
      let cursor: string | undefined
      do {
        const page = await listHosts(asking, {
          q: question,
          sort,
          limit: Math.min(PAGE_ROWS, limit - shown),
          ...(from !== undefined && { from }),
          ...(to !== undefined && { to }),
          ...(network !== undefined && { network }),
          ...(cursor !== undefined && { cursor }),
        })
        shown += page.rows.length
        total = page.total
        cursor = page.next
        if (flags.csv) await print(shownCsv(hostsCsv(page.rows)))
        else if (flags.json) await print(page.rows.map((row) => `${jsonLine(row)}\n`).join(''))
        else rows.push(...page.rows)
      } while (cursor !== undefined && shown < limit)
      if (rows.length > 0) await print(`${tableText(COLUMNS, rows, outputWidth())}\n`)
      if (shown === 0) say('No hosts.')
      if (total > shown) say(`${numberText(shown)} of ${numberText(total)} hosts: see --limit.`)
      return EXIT.ok
    } finally {
      await installation.close()
    }
  })
}

function shownCsv(text: string): string {
  return process.stdout.isTTY ? visibleLines(text.replaceAll('\r\n', '\n')) : text
}

/** Finds mistakes before anything is opened. @throws QuestionError */
function checkQuestion(question: string, { from, to }: HostsFlags): void {
  const parsed = parseQuery(question, 'hosts')
  if (!parsed.ok) {
    throw new QuestionError('QUERY_INVALID', 'The question has mistakes.', parsed.problems)
  }
  parseRange({ ...(from !== undefined && { from }), ...(to !== undefined && { to }) }, new Date())
}
