import type { HostAnswer, HostCounts, InsightsAnswer } from '@spoor/model'
import type { Command } from 'commander'
import { hostAsking, hostCounts, hostHeader, hostInsights, readHostIp } from '../hosts/one-host.js'
import { decisionsOf } from '../hunts/tuning/index.js'
import { DEFAULT_LIMITS } from '../questions/budget.js'
import { recordsOf } from '../questions/records-of.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { bytesText, counted, durationText, numberText, timeText } from './figures.js'
import { withData, withExamples, wholeNumber } from './options.js'
import { outputWidth, print, styled } from './output.js'
import { openForReading, type StoreFlags } from './settings.js'
import { tableText, type Column } from './table.js'
import { jsonLine, visible } from './terminal-text.js'

interface HostFlags extends StoreFlags {
  readonly asOf?: string
  readonly values: number
  readonly json?: boolean
}

/** A person at a terminal waits longer than a page does. */
const SECONDS = 60

export function addHost(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('host')
    .description('what is known of one host: roles, risk with its reasons, and all insights')
    .argument('<address>', '10.1.2.3 or fd00::5')
    .option('--as-of <time>', 'what was known at this time: 2026-06-22T22:44Z, now-7d')
    .option('--values <number>', 'most values of each attribute', wholeNumber(1, 200), 5)
    .option('--json', 'one JSON object: the host, counts, insights')
  withExamples(withData(command), [
    'spoor host 10.1.2.3',
    'spoor host 10.1.2.3 --as-of 2026-06-22',
    'spoor host fd00::5 --values 50',
    'spoor host 10.1.2.3 --json',
  ]).action(async (address: string, flags: HostFlags) => done(await showHost(address, flags)))
}

async function showHost(address: string, flags: HostFlags): Promise<ExitCode> {
  const ip = readHostIp(address)
  const installation = await openForReading(flags, 'made')
  try {
    const asking = await hostAsking(installation, {
      store: installation.events,
      now: new Date(),
      limits: { ...DEFAULT_LIMITS, seconds: SECONDS },
      lists: installation.lists,
      recordsOf,
      decisions: () => decisionsOf(installation),
    })
    const host = await hostHeader(asking, ip, { as_of: flags.asOf })
    const { counts } = await hostCounts(asking, ip, { as_of: flags.asOf })
    const insights = await hostInsights(asking, ip, { as_of: flags.asOf, limit: flags.values })
    if (flags.json) await print(`${jsonLine({ host, counts, insights })}\n`)
    else await print(`${hostText(host, counts)}${riskText(host)}${insightsText(insights)}`)
    return EXIT.ok
  } finally {
    await installation.close()
  }
}

/** What the host is, a line each; what is not known has no line. */
function hostText(host: HostAnswer, counts: HostCounts): string {
  const { numbers } = host
  const names = (list: readonly string[]) => list.slice(0, 10).join(', ')
  const lines: readonly (readonly [label: string, text: string])[] = [
    ['address', host.note ?? ''],
    ['names', names(host.names.map(({ name }) => name))],
    ['roles', names(host.roles.map(({ role }) => role))],
    ...host.roles.map(
      ({ role, evidence }) => [`  ${role}`, evidence.slice(0, 5).join('; ')] as const,
    ),
    ['network', [host.networks.join('/'), host.network].filter((text) => text !== '').join(', ')],
    ['site', host.site],
    ['groups', names(host.groups)],
    ['users', names(host.users.map(({ user }) => user))],
    ['seen', `${timeText(host.first_seen)} to ${timeText(host.last_seen)} UTC`],
    [
      'activity',
      `${counted(numbers.events, 'event')} on ${counted(numbers.days, 'day')}, ${Math.round(numbers.off_hours_share * 100)} % out of hours`,
    ],
    [
      'volume',
      `${bytesText(numbers.bytes_out)} out, ${bytesText(numbers.bytes_in)} in; with outside ${bytesText(numbers.outside_bytes_out)} out, ${bytesText(numbers.outside_bytes_in)} in`,
    ],
    [
      'records',
      `${counted(counts.sessions, 'session')}, ${counted(counts.transfers, 'transfer')}, ${counted(counts.findings, 'finding')}, ${counted(counts.sightings, 'sighting')}, ${counted(counts.outliers, 'outlier')}, ${counted(counts.files, 'file')}`,
    ],
  ]
  const known = lines.filter(([, text]) => text !== '')
  const width = Math.max(...known.map(([label]) => label.length))
  const heading = `${host.ip}${host.is_home ? ' (home)' : ' (outside)'}${host.as_of ? `, as of ${timeText(host.as_of)} UTC` : ''}`
  const body = known.map(([label, text]) => `${visible(label.padEnd(width))}  ${visible(text)}\n`)
  return `${styled('bold', visible(heading))}\n${body.join('')}`
}

type Part = HostAnswer['risk']['parts'][number]

const PART_COLUMNS: readonly Column<Part>[] = [
  { title: 'POINTS', value: ({ points }) => String(points), align: 'right' },
  { title: 'WHAT', value: ({ what }) => what, least: 20 },
  { title: 'WHY', value: ({ why }) => why, least: 20 },
  { title: 'LAST SEEN (UTC)', value: ({ last_seen }) => timeText(last_seen), expendable: 1 },
]

function riskText({ risk }: HostAnswer): string {
  const heading = `\n${styled('bold', `Risk ${risk.score} of 100`)}\n`
  if (risk.parts.length === 0) return `${heading}Nothing adds to it.\n`
  const capped = risk.kinds
    .filter(({ sum, points }) => sum > points)
    .map(({ kind, sum, cap }) => `Parts of kind ${kind} make ${sum}; they count ${cap} at most.\n`)
  return `${heading}${tableText(PART_COLUMNS, risk.parts, outputWidth())}\n${capped.join('')}`
}

interface InsightRow {
  readonly attribute: string
  readonly value: string
  readonly first: string
  readonly last: string
  readonly count: string
  readonly hosts: string
  readonly sources: string
}

const INSIGHT_COLUMNS: readonly Column<InsightRow>[] = [
  { title: 'ATTRIBUTE', value: ({ attribute }) => attribute },
  { title: 'VALUE', value: ({ value }) => value, least: 20, most: 60 },
  { title: 'COUNT', value: ({ count }) => count, align: 'right' },
  { title: 'HOSTS', value: ({ hosts }) => hosts, align: 'right' },
  { title: 'FIRST (UTC)', value: ({ first }) => first },
  { title: 'LAST (UTC)', value: ({ last }) => last, expendable: 1 },
  { title: 'SOURCES', value: ({ sources }) => sources, expendable: 2 },
]

function insightsText({ groups, hosts_total }: InsightsAnswer): string {
  const blocks = groups.map(({ group, attributes, numbers }) => {
    const rows = attributes.flatMap((insight) => [
      ...insight.values.map((value, place) => ({
        attribute: place === 0 ? insight.attribute : '',
        value: value.value,
        first: timeText(value.first),
        last: value.last === undefined ? '' : timeText(value.last),
        count: value.count === undefined ? '' : numberText(value.count),
        hosts: `${numberText(value.hosts)}/${numberText(hosts_total)}`,
        sources: value.sources.join(', '),
      })),
    ])
    const more = attributes.flatMap(({ attribute, total, values, is_full: isFull }) => [
      ...(total > values.length
        ? [`${attribute}: ${numberText(total - values.length)} more; see --values`]
        : []),
      ...(isFull ? [`${attribute}: full, later values are not kept`] : []),
    ])
    const figures = numbers.map(
      ({ attribute, unit, value }) => `${attribute} ${figure(unit, value)}`,
    )
    const text = [
      ...(rows.length > 0 ? [tableText(INSIGHT_COLUMNS, rows, outputWidth())] : []),
      ...[...more, ...(figures.length > 0 ? [figures.join(', ')] : [])].map(visible),
    ]
    return `\n${styled('bold', visible(group))}\n${text.join('\n')}\n`
  })
  return blocks.join('')
}

type Unit = InsightsAnswer['groups'][number]['numbers'][number]['unit']

const FIGURES: Readonly<Record<Unit, (value: number) => string>> = {
  count: numberText,
  bytes: bytesText,
  seconds: durationText,
  percent: (value) => `${value} %`,
}

function figure(unit: Unit, value: number): string {
  return FIGURES[unit](value)
}
