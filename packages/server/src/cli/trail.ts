import type { Command } from 'commander'
import { trailEntity, trailOf, type TrailCell } from '../hunts/trail.js'
import { effectiveHunts } from '../hunts/tuning/index.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { counted, numberText } from './figures.js'
import { withData, withExamples, withRange } from './options.js'
import { outputWidth, print, say, styled } from './output.js'
import { openForReading, type StoreFlags } from './settings.js'
import { spanOf } from './span.js'
import { tableText, type Column } from './table.js'
import { jsonLine, visible } from './terminal-text.js'

interface TrailFlags extends StoreFlags {
  readonly from?: string
  readonly to?: string
  readonly all?: boolean
  readonly json?: boolean
}

const DAY_MS = 86_400_000

export function addTrail(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('trail')
    .description('run the whole library against one host, network, user, file name or hash')
    .argument('<entity>', '10.1.2.3, 10.1.0.0/16, user:bob, file:a.zip, or a hash')
    .option('--all', 'hunts without a record as well')
    .option('--json', 'one JSON object a line for each hunt')
  withExamples(
    withData(withRange(command)),
    [
      'spoor trail 10.1.2.3',
      'spoor trail user:bob --from now-7d',
      'spoor trail 10.1.0.0/16 --json',
    ],
    `
Without --from the range is the newest 30 days of events. BEFORE is the range of the same length before it.
`,
  ).action(async (entity: string, flags: TrailFlags) => done(await showTrail(entity, flags)))
}

const COLUMNS: readonly Column<TrailCell>[] = [
  { title: 'CATEGORY', value: ({ category }) => category },
  {
    title: 'HUNT',
    value: ({ title, needsMore }) => (needsMore ? `${title} (looked at)` : title),
    least: 20,
  },
  { title: 'LEVEL', value: ({ level }) => level, expendable: 1 },
  { title: 'RECORDS', value: ({ records }) => numberText(records), align: 'right' },
  { title: 'BEFORE', value: ({ before }) => numberText(before), align: 'right' },
]

async function showTrail(text: string, flags: TrailFlags): Promise<ExitCode> {
  const installation = await openForReading(flags, 'made')
  try {
    const { events, lists } = installation
    const whole = await spanOf(events, flags)
    if (whole === undefined) {
      say('There are no events.')
      return EXIT.ok
    }
    const { to } = whole
    const month = new Date(to.getTime() - 30 * DAY_MS)
    const from = flags.from === undefined && whole.from < month ? month : whole.from
    const entity = trailEntity(text)
    const hunts = await effectiveHunts(installation)
    const context = { now: new Date(), lists }
    const cells = await trailOf(events, entity, { from, to }, context, hunts)
    const shown = cells
      .filter(({ records, before }) => flags.all || records + before > 0)
      .toSorted((a, b) =>
        a.category < b.category ? -1 : a.category > b.category ? 1 : b.records - a.records,
      )
    if (flags.json) {
      await print(shown.map((cell) => `${jsonLine(cell)}\n`).join(''))
      return EXIT.ok
    }
    const heading = `${entity.kind} ${entity.value}, ${from.toISOString().slice(0, 16)} to ${to.toISOString().slice(0, 16)} UTC`
    await print(`${styled('bold', visible(heading))}\n\n`)
    if (shown.length > 0) await print(`${tableText(COLUMNS, shown, outputWidth())}\n\n`)
    const found = cells.filter(({ records }) => records > 0).length
    await print(`${numberText(found)} of ${counted(cells.length, 'hunt')} look at its records.\n`)
    if (found > 0) say('Ask for the records of a hunt: spoor trail … --json has its question.')
    return EXIT.ok
  } finally {
    await installation.close()
  }
}
