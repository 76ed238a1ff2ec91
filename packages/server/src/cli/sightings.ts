import type {
  Outlier,
  OutliersAnswer,
  Sighting,
  SightingScope,
  SightingsAnswer,
  SpreadAnswer,
  SpreadHost,
} from '@spoor/model'
import { Option, type Command } from 'commander'
import type { Installation } from '../installation.js'
import { DEFAULT_LIMITS } from '../questions/budget.js'
import { recordsOf } from '../questions/records-of.js'
import {
  learningDaysOf,
  listOutliers,
  listSightings,
  spreadOf,
  type SightingsAsking,
} from '../sightings/index.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { counted, numberText } from './figures.js'
import { withData, withExamples, withRange, wholeNumber } from './options.js'
import { outputWidth, print, say } from './output.js'
import { openForReading, type StoreFlags } from './settings.js'
import { tableText, type Column } from './table.js'
import { jsonLine } from './terminal-text.js'

interface SightingsFlags extends StoreFlags {
  readonly scope: SightingScope
  readonly kind?: string
  readonly from?: string
  readonly to?: string
  readonly asOf?: string
  readonly find?: string
  readonly learning: boolean
  readonly outliers?: boolean
  readonly limit: number
  readonly json?: boolean
}

interface SpreadFlags extends StoreFlags {
  readonly asOf?: string
  readonly limit: number
  readonly json?: boolean
}

const MOST_ROWS = 1000

const AS_OF = ['--as-of <time>', 'answer as it would have been answered at that moment'] as const

const limitOption = (text: string): Option =>
  new Option('-n, --limit <rows>', text).argParser(wholeNumber(1, MOST_ROWS)).default(100)

export function addSightings(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('sightings')
    .description('values that were never seen before, or at an unusual time')
    .addOption(
      new Option('--scope <scope>', 'never seen before where')
        .choices(['network', 'group', 'host'])
        .default('network'),
    )
    .option('--kind <kinds>', 'kinds such as ftp-user, separated by commas (docs/sightings.md)')
    .option('--find <text>', 'only values that contain this text')
    .option(...AS_OF)
    .option('--no-learning', 'leave out what was first seen while values were learnt')
    .option('--outliers', 'what a host did for the first time in this part of day and week')
    .addOption(limitOption('how many rows at most, the newest'))
    .option('--json', 'one JSON object a line')
  withExamples(withData(withRange(command)), [
    'spoor sightings --from now-24h',
    'spoor sightings --scope host --kind ftp-user,ssh-client-software --no-learning',
    'spoor sightings --outliers --from now-7d',
    'spoor sightings --as-of 2026-06-22 --json',
  ]).action(async (flags: SightingsFlags) => done(await showSightings(flags)))

  const spread = program
    .command('spread')
    .description('which hosts met a value, in which order: patient zero first')
    .argument('<what>', 'hash, file, user, server, sni, domain, software, or an attribute of hosts')
    .argument('<value>', 'the value')
    .option(...AS_OF)
    .addOption(limitOption('how many hosts at most, the first'))
    .option('--json', 'print one JSON object')
  withExamples(withData(spread), [
    'spoor spread hash 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'spoor spread user backup',
    'spoor spread ssh_client_software WinSCP_release_6.3',
  ]).action(async (what: string, value: string, flags: SpreadFlags) =>
    done(await showSpread(what, value, flags)),
  )
}

async function askingOf({
  events,
  state,
  organisation,
  lists,
}: Installation): Promise<SightingsAsking> {
  return {
    store: events,
    now: new Date(),
    limits: DEFAULT_LIMITS,
    lists,
    recordsOf,
    home: organisation.home,
    learningDays: await learningDaysOf(state),
  }
}

const timeOf = (iso: string): string => iso.slice(0, 19).replace('T', ' ')

const COMMON: readonly Column<Sighting | Outlier>[] = [
  { title: 'FIRST SEEN (UTC)', value: (row) => timeOf(row.first_seen) },
  { title: 'KIND', value: (row) => row.kind },
  { title: 'VALUE', value: (row) => row.value, least: 16, most: 60 },
  { title: 'HOST', value: (row) => row.host },
]

const LEARNING: Column<Sighting | Outlier> = {
  title: 'LEARNING',
  value: ({ learning }) => (learning ? 'learning' : ''),
  expendable: 1,
}

const SIGHTING_COLUMNS: readonly Column<Sighting>[] = [
  ...COMMON,
  { title: 'IN', value: ({ group }) => group?.name ?? '', least: 10, expendable: 2 },
  {
    title: 'HOSTS',
    value: ({ hosts, hosts_total: total }) => `${numberText(hosts)} of ${numberText(total)}`,
    align: 'right',
  },
  LEARNING,
]

const OUTLIER_COLUMNS: readonly Column<Outlier>[] = [
  ...COMMON,
  { title: 'PART', value: ({ part }) => part.words },
  LEARNING,
]

async function showSightings(flags: SightingsFlags): Promise<ExitCode> {
  const installation = await openForReading(flags, 'made')
  try {
    const asking = await askingOf(installation)
    const { kind, from, to, find, asOf, limit } = flags
    const learning = flags.learning ? ('include' as const) : ('exclude' as const)
    const request = { kind, from, to, find, as_of: asOf, learning, limit }
    const answer = flags.outliers
      ? await listOutliers(asking, request)
      : await listSightings(asking, { ...request, scope: flags.scope })
    await printAnswer(answer, flags.json === true, () =>
      'scope' in (answer.rows[0] ?? {})
        ? tableText(SIGHTING_COLUMNS, answer.rows as Sighting[], outputWidth())
        : tableText(OUTLIER_COLUMNS, answer.rows as Outlier[], outputWidth()),
    )
    return answer.completeness.partial ? EXIT.partial : EXIT.ok
  } finally {
    await installation.close()
  }
}

async function printAnswer(
  { rows, total, completeness }: SightingsAnswer | OutliersAnswer,
  isJson: boolean,
  table: () => string,
): Promise<void> {
  if (isJson) await print(rows.map((row) => `${jsonLine(row)}\n`).join(''))
  else if (rows.length > 0) await print(`${table()}\n`)
  else say('Nothing that was not seen before.')
  if (total > rows.length) {
    say(`${numberText(rows.length)} of ${numberText(total)}: see --limit, --kind and --from.`)
  }
  if (completeness.reason) say(completeness.reason)
}

const SPREAD_COLUMNS: readonly Column<SpreadHost>[] = [
  { title: 'FIRST SEEN (UTC)', value: (row) => timeOf(row.first_seen) },
  { title: 'HOST', value: ({ host }) => host },
  { title: 'HOW', value: ({ attributes }) => attributes.join(', '), least: 12 },
  {
    title: 'COUNT',
    value: ({ count }) => (count === undefined ? '' : numberText(count)),
    align: 'right',
  },
  { title: 'ROLES', value: ({ roles }) => roles.join(', '), least: 8, expendable: 1 },
  { title: 'NETWORK', value: ({ network }) => network ?? '', least: 8, expendable: 2 },
]

async function showSpread(what: string, value: string, flags: SpreadFlags): Promise<ExitCode> {
  const installation = await openForReading(flags, 'made')
  try {
    const { asOf, limit } = flags
    const asking = await askingOf(installation)
    const answer = await spreadOf(asking, { of: what, value, as_of: asOf, limit })
    if (flags.json) await print(`${jsonLine(answer)}\n`)
    else await print(spreadText(answer))
    if (answer.full > 0) {
      say(
        `${counted(answer.full, 'host')} with more values than are kept: they may have it unseen.`,
      )
    }
    if (answer.completeness.reason) say(answer.completeness.reason)
    return answer.completeness.partial ? EXIT.partial : EXIT.ok
  } finally {
    await installation.close()
  }
}

function spreadText({ hosts, edges, total, hosts_total: known }: SpreadAnswer): string {
  if (total === 0) return `No host met it, of ${numberText(known)}.\n`
  const from = new Map(edges.map((edge) => [edge.to, edge]))
  const columns: readonly Column<SpreadHost>[] = [
    ...SPREAD_COLUMNS,
    {
      title: 'BEFORE, WITH',
      value: ({ host }) => {
        const edge = from.get(host)
        return edge ? `${edge.from} (${edge.service} ${edge.by} ${timeOf(edge.at)})` : ''
      },
      least: 16,
      expendable: 3,
    },
  ]
  return `${tableText(columns, hosts, outputWidth())}\n\n${numberText(total)} of ${counted(known, 'host')}.\n`
}
