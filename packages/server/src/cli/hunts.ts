import type { HuntDescription } from '@spoor/model'
import type { Command } from 'commander'
import { describeHunts } from '../hunts/describe.js'
import { evaluateHunts } from '../hunts/evaluate-hunts.js'
import { readGuidedFiles, readGuidedLibrary } from '../hunts/guided/guided-library.js'
import { tryCases, type CaseResult } from '../hunts/guided/try-cases.js'
import { decisionsOf, effectiveHunts } from '../hunts/tuning/index.js'
import { addOwnHunts } from './hunts-own.js'
import { addSuppressions } from './hunts-suppress.js'
import { addTuning } from './hunts-tune.js'
import { allFindings } from './all-findings.js'
import { UsageError } from './errors.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { counted, numberText } from './figures.js'
import { findingsText } from './findings-text.js'
import { withData, withExamples, withRange } from './options.js'
import { outputWidth, print, say } from './output.js'
import { openForReading, type StoreFlags } from './settings.js'
import { spanOf } from './span.js'
import { tableText, type Column } from './table.js'
import { jsonLine, visible } from './terminal-text.js'

interface ListFlags extends StoreFlags {
  readonly from?: string
  readonly to?: string
  readonly json?: boolean
}

/** The library of hunts: what there is, and whether its hunts do what they say. */
export function addHunts(program: Command, done: (code: ExitCode) => void): void {
  const hunts = program
    .command('hunts')
    .description('hunts: list, run, tune and test them, and add your own')
  const list = hunts
    .command('list')
    .description('all hunts, with their findings in a store')
    .option('--json', 'one JSON object a line for each hunt')
  withExamples(withData(withRange(list)), [
    'spoor hunts list',
    'spoor hunts list --from now-7d --json',
  ]).action(async (flags: ListFlags) => done(await listHunts(flags)))

  const run = hunts
    .command('run')
    .description('run hunts over a time range, and print what they find')
    .argument('[hunt...]', 'ids of hunts (default: all)')
    .option('--json', 'one JSON object a line for each finding')
  withExamples(
    withData(withRange(run)),
    ['spoor hunts run disk-image-upload --from now-30d', 'spoor hunts run'],
    `
Whole UTC days are looked at. What is found is kept: the same match found twice is one finding.
`,
  ).action(async (ids: string[], flags: ListFlags) => done(await runHunts(ids, flags)))

  const test = hunts
    .command('test')
    .description('try the cases of hunts: what they must find, and what they must leave alone')
    .argument('[path...]', 'files of hunts, or folders with them (default: the library)')
    .option('--json', 'one JSON object a line for each case')
  withExamples(test, ['spoor hunts test', 'spoor hunts test hunts/exfiltration']).action(
    async (paths: string[], flags: { readonly json?: boolean }) =>
      done(await testHunts(paths, flags)),
  )
  addTuning(hunts, done)
  addOwnHunts(hunts, done)
  addSuppressions(hunts, done)
}

const COLUMNS: readonly Column<HuntDescription>[] = [
  { title: 'CATEGORY', value: ({ category }) => category, expendable: 1 },
  { title: 'HUNT', value: ({ id }) => id },
  { title: 'LEVEL', value: ({ level }) => level },
  { title: 'ON', value: ({ is_on: isOn }) => (isOn ? 'on' : 'off') },
  {
    title: 'SITE',
    value: ({ own, tuned }) => [own ? 'own' : [], tuned ? 'tuned' : []].flat().join(', '),
    expendable: 2,
  },
  { title: 'QUESTION', value: ({ question }) => question, least: 20 },
  { title: 'FINDINGS', value: ({ findings }) => numberText(findings), align: 'right' },
]

async function listHunts(flags: ListFlags): Promise<ExitCode> {
  const installation = await openForReading(flags, 'made')
  try {
    const { hunts, problems } = await describeHunts(installation.events, installation, flags)
    if (flags.json) await print(hunts.map((hunt) => `${jsonLine(hunt)}\n`).join(''))
    else {
      await print(
        `${tableText(COLUMNS, hunts, outputWidth())}\n\n${counted(hunts.length, 'hunt')}.\n`,
      )
    }
    for (const { name, message } of problems) say(visible(`${name}: ${message}`))
    return EXIT.ok
  } finally {
    await installation.close()
  }
}

async function runHunts(ids: readonly string[], flags: ListFlags): Promise<ExitCode> {
  const installation = await openForReading(flags, 'made')
  try {
    const all = await effectiveHunts(installation)
    const unknown = ids.find((id) => !all.some((hunt) => hunt.id === id))
    if (unknown !== undefined) {
      throw new UsageError(`There is no hunt ${unknown}. spoor hunts list names those there are.`)
    }
    const hunts = ids.length === 0 ? all : all.filter(({ id }) => ids.includes(id))
    const { events, calendar, lists } = installation
    const range = await spanOf(events, flags)
    if (range === undefined) {
      say('There are no events.')
      return EXIT.ok
    }
    const context = { now: new Date(), lists, calendar }
    const run = await evaluateHunts(events, range, context, hunts)
    const edges = { from: range.from.toISOString(), to: range.to.toISOString() }
    const { findings } = await allFindings(events, edges, await decisionsOf(installation))
    const found = findings.filter(({ hunt }) => hunts.some(({ id }) => id === hunt))
    if (flags.json) await print(found.map((finding) => `${jsonLine(finding)}\n`).join(''))
    else {
      if (found.length > 0) await print(`${findingsText(found, outputWidth())}\n\n`)
      const tried = counted(hunts.length, 'hunt')
      await print(`${counted(found.length, 'finding')} of ${tried} in ${run.elapsedMs} ms.\n`)
    }
    for (const { hunt, day, found: all } of run.cut) {
      say(`${hunt} found ${numberText(all)} on ${day}; only the worst are kept.`)
    }
    for (const { hunt, reason } of run.failed) say(visible(`${hunt} could not be run: ${reason}`))
    return EXIT.ok
  } finally {
    await installation.close()
  }
}

async function testHunts(
  paths: readonly string[],
  flags: { readonly json?: boolean },
): Promise<ExitCode> {
  const { hunts, problems } = paths.length > 0 ? readGuidedFiles(paths) : readGuidedLibrary()
  for (const { place, message, hint = '' } of problems) {
    say(visible(`✗ ${place.file}:${place.line}: ${message} ${hint}`.trimEnd()))
  }
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
  return failed + problems.length > 0 ? EXIT.failed : EXIT.ok
}

function caseJson({ hunt, case: { kind, name }, findings, passed }: CaseResult): object {
  return { hunt: hunt.id, kind, name, passed, findings }
}

function failureText({ hunt, case: { kind, name }, findings }: CaseResult): string {
  const found = findings.length === 0 ? 'nothing' : findings.join(' ')
  const wanted = kind === 'match' ? 'one finding' : 'nothing'
  return visible(`✗ ${hunt.id}: ${kind}: ${name}: found ${found}, wanted ${wanted}`)
}
