import type { OrganisationVersion } from '@spoor/model'
import { Option, type Command } from 'commander'
import { listVersions, writeCsv, writeYaml } from '../organisation/index.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { counted, numberText } from './figures.js'
import { withData, withExamples, wholeNumber } from './options.js'
import {
  checkFile,
  importFile,
  restoreOne,
  withStore,
  type ApplyFlags,
  type FileFlags,
  type Flags,
} from './organisation-change.js'
import { outputWidth, print, say } from './output.js'
import { tableText, type Column } from './table.js'
import { jsonLine, visible } from './terminal-text.js'

export function addOrganisation(program: Command, done: (code: ExitCode) => void): void {
  const organisation = program
    .command('organisation')
    .description('networks, groups, sites and lists: show, import, export, versions')
  const show = organisation.command('show').description('what holds now, in short')
  withExamples(withData(show).option('--json', 'print the whole document as JSON'), [
    'spoor organisation show',
  ]).action(async (flags: Flags) => done(await showOrganisation(flags)))

  const check = organisation
    .command('check')
    .description('what is wrong with a file, and what it would change; nothing is saved')
    .argument('<file>', 'YAML, or CSV with the networks alone')
  withExamples(withFormat(withData(check)).option('--json', 'print one JSON object'), [
    'spoor organisation check organisation.yaml',
    'spoor organisation check networks.csv',
  ]).action(async (file: string, flags: FileFlags) => done(await checkFile(file, flags)))

  const add = organisation
    .command('import')
    .description('save a file as the organisation, after showing what it changes')
    .argument('<file>', 'YAML, or CSV with the networks alone')
    .option('--note <text>', 'why')
    .option('-y, --yes', 'do not ask')
  withExamples(
    withFormat(withData(add)).option('--json', 'print one JSON object'),
    ["spoor organisation import networks.csv --note 'new office' --yes"],
    `
What a file leaves out stays as it is. It holds for all that is stored, and zones, verdicts and
findings are made anew.
`,
  ).action(async (file: string, flags: ApplyFlags) => done(await importFile(file, flags)))

  const write = organisation
    .command('export')
    .description('print the organisation as a file that can be imported')
    .addOption(
      new Option('-f, --format <format>', 'csv holds the networks alone')
        .choices(['yaml', 'csv'])
        .default('yaml'),
    )
  withExamples(withData(write), ['spoor organisation export > organisation.yaml']).action(
    async (flags: FileFlags) => done(await exportFile(flags)),
  )

  const versions = organisation.command('versions').description('who saved it when, and why')
  withExamples(withData(versions).option('--json', 'one JSON object a line'), [
    'spoor organisation versions',
  ]).action(async (flags: Flags) => done(await showVersions(flags)))

  const restore = organisation
    .command('restore')
    .description('save an older version anew, after showing what that changes')
    .argument('<number>', 'of the version', wholeNumber(1, 2_147_483_647))
    .option('--note <text>', 'why')
    .option('-y, --yes', 'do not ask')
  withExamples(withData(restore).option('--json', 'print one JSON object'), [
    'spoor organisation restore 3',
  ]).action(async (number: number, flags: ApplyFlags) => done(await restoreOne(number, flags)))
}

function withFormat(command: Command): Command {
  return command.addOption(
    new Option('-f, --format <format>', 'as the name of the file ends, if absent').choices([
      'yaml',
      'csv',
    ]),
  )
}

async function showOrganisation(flags: Flags): Promise<ExitCode> {
  return withStore(flags, async ({ current, state }) => {
    const { version, document, organisation, ignored } = current
    if (flags.json) {
      await print(`${jsonLine({ version, ignored, document })}\n`)
      return EXIT.ok
    }
    const { total } = await listVersions(state, { limit: 1 })
    const counts = [
      counted(organisation.home.length, 'home range'),
      counted(document.host_groups.length, 'host group'),
      counted(document.user_groups.length, 'user group'),
      counted(document.roles.length, 'given role'),
      counted(document.sites.length, 'site'),
      counted(document.lists.length, 'list'),
    ]
    const saved =
      version === null
        ? 'Nothing is saved: what spoor.yaml says holds.'
        : `Version ${version.number} of ${total}, ${version.at} by ${version.by}${version.note === '' ? '' : `: ${version.note}`}`
    await print(`${visible(saved)}\n${counts.join(', ')}\n`)
    for (const root of document.networks) {
      await print(
        `${visible(root.label)}: ${root.networks.slice(0, 10).join(', ') || 'all else'}\n`,
      )
      for (const child of root.children.slice(0, 50)) {
        const networks = child.networks.slice(0, 5).join(', ')
        await print(`${visible(`  ${child.label}`)}${networks === '' ? '' : `: ${networks}`}\n`)
      }
    }
    if (ignored.length > 0) say(`Of spoor.yaml, ${ignored.join(', ')} do not hold any more.`)
    return EXIT.ok
  })
}

async function exportFile({ format, ...flags }: FileFlags): Promise<ExitCode> {
  return withStore(flags, async ({ current: { document } }) => {
    await print(format === 'csv' ? writeCsv(document) : writeYaml(document))
    return EXIT.ok
  })
}

const COLUMNS: readonly Column<OrganisationVersion>[] = [
  { title: 'VERSION', value: ({ number }) => String(number), align: 'right' },
  { title: 'SAVED', value: ({ at }) => at },
  { title: 'BY', value: ({ by }) => by },
  { title: 'NETWORKS', value: ({ networks }) => numberText(networks), align: 'right' },
  { title: 'NOTE', value: ({ note }) => note, least: 12 },
]

async function showVersions(flags: Flags): Promise<ExitCode> {
  return withStore(flags, async ({ state }) => {
    const { versions, total } = await listVersions(state, { limit: 1000 })
    if (flags.json) await print(versions.map((one) => `${jsonLine(one)}\n`).join(''))
    else if (versions.length === 0) say('Nothing is saved: what spoor.yaml says holds.')
    else await print(`${tableText(COLUMNS, versions, outputWidth())}\n`)
    if (total > versions.length) say(`${numberText(versions.length)} of ${numberText(total)}.`)
    return EXIT.ok
  })
}
