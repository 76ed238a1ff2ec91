import type { Suppression, SuppressedField } from '@spoor/model'
import { Argument, type Command } from 'commander'
import { describeSuppression, describeSuppressions } from '../hunts/describe-suppressions.js'
import { endSuppression, siteHunt, suppress } from '../hunts/tuning/index.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { counted, numberText } from './figures.js'
import { commandAuthor, withInstallation } from './hunts-site.js'
import { withData, withExamples } from './options.js'
import { outputWidth, print, say } from './output.js'
import type { StoreFlags } from './settings.js'
import { tableText, type Column } from './table.js'
import { jsonLine, visible } from './terminal-text.js'

interface SuppressFlags extends StoreFlags {
  readonly reason: string
  readonly since?: string
  readonly until?: string
  readonly json?: boolean
}

interface ListFlags extends StoreFlags {
  readonly end?: string
  readonly all?: boolean
  readonly json?: boolean
}

/** `hunts suppress` and `suppressions`. */
export function addSuppressions(hunts: Command, done: (code: ExitCode) => void): void {
  const add = hunts
    .command('suppress')
    .description('hide findings about an entity')
    .argument('<hunt>', 'id of a hunt, or all')
    .addArgument(
      new Argument('<field>', 'which part of a finding').choices([
        'entity',
        'client',
        'server',
        'user',
      ]),
    )
    .argument('<value>', 'exactly as a finding has it')
    .requiredOption('--reason <text>', 'why')
    .option('--since <time>', 'findings that end before stay: 2026-06-22, now-7d')
    .option('--until <time>', 'findings that end then or later come back: 2026-12-31, now+30d')
    .option('--json', 'the suppression as one JSON object')
  withExamples(
    withData(add),
    ["spoor hunts suppress odd-port server 203.0.113.9 --reason 'partner' --until now+90d"],
    `
Findings are hidden when they are listed and counted; none is deleted.
`,
  ).action(async (hunt: string, field: SuppressedField, value: string, flags: SuppressFlags) =>
    done(await addSuppression(hunt, field, value, flags)),
  )

  const list = hunts
    .command('suppressions')
    .description('what is hidden, why, and until when')
    .option('--end <id>', 'show again what a suppression hides')
    .option('--all', 'ended ones as well')
    .option('--json', 'one JSON object a line for each suppression')
  withExamples(withData(list), [
    'spoor hunts suppressions',
    'spoor hunts suppressions --end 1d0c6a52-0f0e-4c53-b7a5-7d3c9ff3d3b1',
  ]).action(async (flags: ListFlags) => done(await listSuppressions(flags)))
}

async function addSuppression(
  hunt: string,
  field: SuppressedField,
  value: string,
  { reason, since, until, json, ...flags }: SuppressFlags,
): Promise<ExitCode> {
  return withInstallation(flags, async (installation) => {
    if (hunt !== 'all') await siteHunt(installation, hunt)
    const wanted = {
      hunt: hunt === 'all' ? null : hunt,
      field,
      value,
      reason,
      ...(since !== undefined && { since }),
      ...(until !== undefined && { until }),
    }
    const saved = await suppress(installation.state, wanted, commandAuthor())
    const one = await describeSuppression(installation.events, saved, new Date())
    const text = `${one.id} hides ${counted(one.findings, 'finding')}.`
    await print(json ? `${jsonLine(one)}\n` : `${text}\n`)
    return EXIT.ok
  })
}

const COLUMNS: readonly Column<Suppression>[] = [
  { title: 'ID', value: ({ id }) => id },
  { title: 'HUNT', value: ({ hunt }) => hunt ?? 'all' },
  { title: 'FIELD', value: ({ field }) => field },
  { title: 'VALUE', value: ({ value }) => value, least: 12 },
  { title: 'UNTIL', value: ({ until, state }) => (state === 'active' ? (until ?? '') : state) },
  { title: 'HIDES', value: ({ findings }) => numberText(findings), align: 'right' },
  { title: 'REASON', value: ({ reason }) => reason, least: 12 },
  { title: 'BY', value: ({ created_by: by }) => by, expendable: 1 },
]

async function listSuppressions({ end, all, json, ...flags }: ListFlags): Promise<ExitCode> {
  return withInstallation(flags, async ({ events, state }) => {
    const now = new Date()
    if (end !== undefined) {
      const ended = await endSuppression(state, end, commandAuthor())
      const one = await describeSuppression(events, ended, now)
      const text = visible(`${one.id} is ended: ${one.field} ${one.value} is shown again.`)
      await print(json ? `${jsonLine(one)}\n` : `${text}\n`)
      return EXIT.ok
    }
    const listed = await describeSuppressions(events, state, { ended: all === true }, now)
    if (json) await print(listed.map((one) => `${jsonLine(one)}\n`).join(''))
    else if (listed.length === 0) say('Nothing is suppressed.')
    else await print(`${tableText(COLUMNS, listed, outputWidth())}\n`)
    return EXIT.ok
  })
}
