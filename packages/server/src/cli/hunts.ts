import type { Command } from 'commander'
import { describeHunts } from '../hunts/describe.js'
import { readGuidedFiles, readGuidedLibrary } from '../hunts/guided/guided-library.js'
import { tryCases, type CaseResult } from '../hunts/guided/try-cases.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { counted, numberText } from './figures.js'
import { withData, withExamples, withRange } from './options.js'
import { outputWidth, print } from './output.js'
import { openForReading, type StoreFlags } from './settings.js'
import { tableText, type Column } from './table.js'
import { jsonLine, visible } from './terminal-text.js'

interface ListFlags extends StoreFlags {
  readonly from?: string
  readonly to?: string
  readonly json?: boolean
}

type Description = Awaited<ReturnType<typeof describeHunts>>[number]

/** The library of hunts: what there is, and whether its hunts do what they say. */
export function addHunts(program: Command, done: (code: ExitCode) => void): void {
  const hunts = program.command('hunts').description('the library of hunts: list it, test it')
  const list = hunts
    .command('list')
    .description('all hunts, with their findings in a store')
    .option('--json', 'one JSON object a line for each hunt')
  withExamples(withData(withRange(list)), [
    'spoor hunts list',
    'spoor hunts list --from now-7d --json',
  ]).action(async (flags: ListFlags) => done(await listHunts(flags)))

  const test = hunts
    .command('test')
    .description('try the cases of hunts: what they must find, and what they must leave alone')
    .argument('[path...]', 'files of hunts, or folders with them (default: the library)')
    .option('--json', 'one JSON object a line for each case')
  withExamples(test, ['spoor hunts test', 'spoor hunts test hunts/exfiltration']).action(
    async (paths: string[], flags: { readonly json?: boolean }) =>
      done(await testHunts(paths, flags)),
  )
}

const COLUMNS: readonly Column<Description>[] = [
  { title: 'CATEGORY', value: ({ category }) => category, expendable: 1 },
  { title: 'HUNT', value: ({ id }) => id },
  { title: 'LEVEL', value: ({ level }) => level },
  { title: 'QUESTION', value: ({ question }) => question, least: 20 },
  { title: 'FINDINGS', value: ({ findings }) => numberText(findings), align: 'right' },
]

async function listHunts(flags: ListFlags): Promise<ExitCode> {
  const installation = await openForReading(flags, 'made')
  try {
    const hunts = await describeHunts(installation.events, flags)
    if (flags.json) await print(hunts.map((hunt) => `${jsonLine(hunt)}\n`).join(''))
    else {
      await print(
        `${tableText(COLUMNS, hunts, outputWidth())}\n\n${counted(hunts.length, 'hunt')}.\n`,
      )
    }
    return EXIT.ok
  } finally {
    await installation.close()
  }
}

async function testHunts(
  paths: readonly string[],
  flags: { readonly json?: boolean },
): Promise<ExitCode> {
  const hunts = paths.length > 0 ? readGuidedFiles(paths) : readGuidedLibrary()
  const results = await tryCases(hunts)
  for (const result of results) {
    if (flags.json) await print(`${jsonLine(caseJson(result))}\n`)
    else if (!result.passed) await print(`${failureText(result)}\n`)
  }
  const failed = results.filter(({ passed }) => !passed).length
  if (!flags.json) {
    const tried = `${counted(results.length, 'case')} of ${counted(hunts.length, 'hunt')}`
    await print(
      `${tried}: ${numberText(results.length - failed)} passed, ${numberText(failed)} failed.\n`,
    )
  }
  return failed > 0 ? EXIT.failed : EXIT.ok
}

function caseJson({ hunt, case: { kind, name }, findings, passed }: CaseResult): object {
  return { hunt: hunt.id, kind, name, passed, findings }
}

function failureText({ hunt, case: { kind, name }, findings }: CaseResult): string {
  const found = findings.length === 0 ? 'nothing' : findings.join(' ')
  const wanted = kind === 'match' ? 'one finding' : 'nothing'
  return visible(`✗ ${hunt.id}: ${kind}: ${name}: found ${found}, wanted ${wanted}`)
}
