import type { PreviewAnswer } from '@spoor/model'
import type { Command } from 'commander'
import { existsSync } from 'node:fs'
import { textOf } from '../hunts/hunt-detail.js'
import {
  addOwnHunt,
  notesOn,
  previewHunt,
  readOwnHunt,
  siteHunt,
  siteHunts,
  tunedOwnHunt,
  TuningError,
} from '../hunts/tuning/index.js'
import type { Hunt } from '../hunts/hunt.js'
import type { Installation } from '../installation.js'
import { parseRange } from '../questions/moment.js'
import { readSigmaFiles } from '../sigma/sigma-files.js'
import { CommandError } from './errors.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { counted, numberText } from './figures.js'
import { changingHunts, commandAuthor, withInstallation } from './hunts-site.js'
import { withData, withExamples, withRange } from './options.js'
import { outputWidth, print, say } from './output.js'
import type { StoreFlags } from './settings.js'
import { tableText, type Column } from './table.js'
import { jsonLine, visible } from './terminal-text.js'

interface RangeFlags extends StoreFlags {
  readonly from?: string
  readonly to?: string
  readonly json?: boolean
}

/** `hunts preview`, `import` and `export`. */
export function addOwnHunts(hunts: Command, done: (code: ExitCode) => void): void {
  const preview = hunts
    .command('preview')
    .description('say what a hunt would find, without keeping anything')
    .argument('<hunt>', 'id of a hunt, or a file with a Sigma rule')
    .option('--json', 'one JSON object')
  withExamples(
    withData(withRange(preview)),
    ['spoor hunts preview odd-port', 'spoor hunts preview rule.yml --from now-30d'],
    `
Without --from the newest 7 days with records are looked at; at most 92 days are.
`,
  ).action(async (what: string, flags: RangeFlags) => done(await showPreview(what, flags)))

  const take = hunts
    .command('import')
    .description('save Sigma rules as hunts of this site')
    .argument('<path...>', 'files and folders with Sigma rules (.yml, .yaml)')
    .option('--json', 'one JSON object a line for each file')
  withExamples(
    withData(take),
    ['spoor hunts import rules/ftp-upload.yml'],
    `
A file is one hunt: a rule, a correlation after its rules, or a behaviour. Rules that are experimental
are saved, but off: try them with spoor hunts preview, and switch them on with spoor hunts enable.
`,
  ).action(async (paths: string[], flags: RangeFlags) => done(await importHunts(paths, flags)))

  const give = hunts
    .command('export')
    .description('print hunts as Sigma')
    .argument('<hunt...>', 'ids of hunts')
  withExamples(withData(give), ['spoor hunts export disk-image-upload > disk-image-upload.yml'])
    // Tunings and filters are the site's, and not part of what a hunt says itself.
    .action(async (ids: string[], flags: StoreFlags) => done(await exportHunts(ids, flags)))
}

async function showPreview(what: string, flags: RangeFlags): Promise<ExitCode> {
  return withInstallation(flags, async (installation) => {
    const { events, lists, calendar } = installation
    const now = new Date()
    const { from, to } = parseRange(flags, now)
    const range = {
      ...(from !== undefined && { from: new Date(from / 1000) }),
      ...(to !== undefined && { to: new Date(to / 1000) }),
    }
    const hunt = await previewed(installation, what)
    const preview = await previewHunt(events, hunt, range, { now, lists, calendar })
    const answer = { title: hunt.title, ...preview }
    await print(flags.json ? `${jsonLine(answer)}\n` : previewText(answer))
    return answer.cut === null ? EXIT.ok : EXIT.partial
  })
}

async function previewed(installation: Installation, what: string): Promise<Hunt> {
  const { byId, filters } = await siteHunts(installation)
  const known = byId.get(what)
  if (known !== undefined) return known.hunt
  if (!existsSync(what)) throw new CommandError(`${what} is neither a hunt nor a file.`)
  const [file] = await readSigmaFiles([what])
  return tunedOwnHunt(readOwnHunt(file?.text ?? '', installation.lists.keys()), {}, filters)
}

const SAMPLE_COLUMNS: readonly Column<PreviewAnswer['sample'][number]>[] = [
  { title: 'DAY', value: ({ day }) => day },
  { title: 'LEVEL', value: ({ level }) => level },
  { title: 'WHY', value: ({ why }) => why, least: 20 },
]

function previewText(answer: PreviewAnswer): string {
  const { title, from, to, findings, entities, kept, by_day: days, sample, cut } = answer
  const span = `${from.slice(0, 10)} to ${to.slice(0, 10)} (${counted(days.length, 'day')})`
  const most = Math.max(0, ...days.map((day) => day.findings))
  const lines = [
    visible(title),
    `${span}: ${counted(findings, 'finding')} about ${counted(entities, 'entity', 'entities')}; ${numberText(most)} on the worst day; ${numberText(kept)} kept of the hunt as it is.`,
    ...(sample.length > 0 ? ['', tableText(SAMPLE_COLUMNS, sample, outputWidth())] : []),
    ...(cut === null ? [] : ['', visible(cut)]),
  ]
  return `${lines.join('\n')}\n`
}

async function importHunts(paths: readonly string[], flags: RangeFlags): Promise<ExitCode> {
  const files = await readSigmaFiles(paths)
  return changingHunts(flags, async (installation) => {
    let refused = 0
    for (const { name, text } of files) {
      const result = await importOne(installation, text)
      if (result.id === undefined) refused += 1
      if (flags.json) await print(`${jsonLine({ file: name, ...result })}\n`)
      else if (result.id === undefined) say(visible(`✗ ${name}: ${result.reason ?? ''}`))
      else await print(`${visible(`${result.id}: ${result.isOn ? 'on' : 'off'} (${name})`)}\n`)
      for (const note of result.notes ?? []) say(visible(`  ${note}`))
    }
    return refused === 0 ? EXIT.ok : refused < files.length ? EXIT.partial : EXIT.failed
  })
}

interface Imported {
  readonly id?: string
  readonly isOn?: boolean
  readonly notes?: readonly string[]
  readonly reason?: string
}

/** A file that is refused does not keep the others from being saved. */
async function importOne(installation: Installation, text: string): Promise<Imported> {
  try {
    const id = await addOwnHunt(installation, { text }, commandAuthor())
    const { hunt } = await siteHunt(installation, id)
    return { id, isOn: hunt.isOn, notes: notesOn(text) }
  } catch (error) {
    if (!(error instanceof TuningError)) throw error
    const line = error.problems[0]?.place.line
    return { reason: `${line === undefined ? '' : `line ${line}: `}${error.message}` }
  }
}

async function exportHunts(ids: readonly string[], flags: StoreFlags): Promise<ExitCode> {
  return withInstallation(flags, async (installation) => {
    const texts: string[] = []
    for (const id of ids) {
      const text = textOf((await siteHunt(installation, id)).untuned)
      if (text === undefined) throw new CommandError(`${id} is written in code and has no Sigma.`)
      texts.push(text.endsWith('\n') ? text : `${text}\n`)
    }
    await print(texts.join('---\n'))
    return EXIT.ok
  })
}
