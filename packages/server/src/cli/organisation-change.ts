import type { OrganisationFormat, OrganisationVersion } from '@spoor/model'
import { readFile, stat } from 'node:fs/promises'
import type { Installation } from '../installation.js'
import { diffOf, readText, readVersion, type CheckedDocument } from '../organisation/index.js'
import { huntEverything } from '../serving/hunting.js'
import { confirmed } from './confirm.js'
import { CommandError } from './errors.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { counted, numberText } from './figures.js'
import { commandAuthor } from './hunts-site.js'
import { diffText, problemsText } from './organisation-text.js'
import { print, say } from './output.js'
import { openForReading, type StoreFlags } from './settings.js'
import { jsonLine } from './terminal-text.js'

export interface Flags extends StoreFlags {
  readonly json?: boolean
}

export interface FileFlags extends Flags {
  readonly format?: OrganisationFormat
}

export interface ApplyFlags extends FileFlags {
  readonly note?: string
  readonly yes?: boolean
}

/** Larger files are not even read. */
const MOST_BYTES = 64 * 1024 * 1024

/** Opens the store as it is: nothing here asks for what is made of events. */
export async function withStore<T>(
  flags: StoreFlags,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  const installation = await openForReading(flags, 'events')
  try {
    return await work(installation)
  } finally {
    await installation.close()
  }
}

async function readFileOf(path: string): Promise<string> {
  const { size } = await stat(path)
  if (size > MOST_BYTES) {
    throw new CommandError(`${path} is larger than ${numberText(MOST_BYTES)} bytes.`)
  }
  return readFile(path, 'utf8')
}

function formatOf(path: string, { format }: FileFlags): OrganisationFormat {
  return format ?? (/\.csv$/i.test(path) ? 'csv' : 'yaml')
}

interface CheckedFile {
  readonly input: unknown
  readonly checked: CheckedDocument
  readonly report: object
  readonly text: string
}

async function checkedFile(
  { current }: Installation,
  path: string,
  flags: FileFlags,
): Promise<CheckedFile> {
  const { input, lineOf } = readText(await readFileOf(path), formatOf(path, flags))
  const checked = current.check(input)
  const { document, problems, warnings } = checked
  const diff = document ? diffOf(current.document, document) : null
  const [wrong, odd] = [problems.listed(lineOf), warnings.listed(lineOf)]
  const parts = [
    ...(wrong.length > 0 ? [`${problemsText(wrong, problems.total)}\n`] : []),
    ...(odd.length > 0 ? [`Worth a look:\n${problemsText(odd, warnings.total)}\n`] : []),
    ...(diff ? [diffText(diff)] : []),
  ]
  return {
    input,
    checked,
    text: parts.join('\n'),
    report: {
      ok: document !== undefined,
      problems: wrong,
      problems_total: problems.total,
      warnings: odd,
      warnings_total: warnings.total,
      diff,
    },
  }
}

/** `organisation check` */
export async function checkFile(path: string, flags: FileFlags): Promise<ExitCode> {
  return withStore(flags, async (installation) => {
    const { checked, report, text } = await checkedFile(installation, path, flags)
    await print(flags.json ? `${jsonLine(report)}\n` : text)
    return checked.document ? EXIT.ok : EXIT.usage
  })
}

/** `organisation import` */
export async function importFile(path: string, flags: ApplyFlags): Promise<ExitCode> {
  return withStore(flags, async (installation) => {
    const { checked, input, report, text } = await checkedFile(installation, path, flags)
    if (!flags.json) await print(text)
    if (!checked.document) {
      if (flags.json) await print(`${jsonLine(report)}\n`)
      else say('Nothing was saved.')
      return EXIT.usage
    }
    const isSame = diffOf(installation.current.document, checked.document).total === 0
    if (isSame && installation.current.version) {
      if (flags.json) await print(`${jsonLine({ ...report, version: null })}\n`)
      return EXIT.ok
    }
    return apply(installation, flags, report, (base) =>
      installation.current.save(
        installation,
        { input, base, ...(flags.note !== undefined && { note: flags.note }) },
        commandAuthor(),
      ),
    )
  })
}

/** `organisation restore` */
export async function restoreOne(number: number, flags: ApplyFlags): Promise<ExitCode> {
  return withStore(flags, async (installation) => {
    const { current, state } = installation
    const diff = diffOf(current.document, (await readVersion(state, number)).document)
    if (!flags.json) await print(diffText(diff))
    return apply(installation, flags, { diff }, (base) =>
      current.restore(
        installation,
        { number, base, ...(flags.note !== undefined && { note: flags.note }) },
        commandAuthor(),
      ),
    )
  })
}

/** Saves after a person said yes, and makes anew what follows from the organisation. */
async function apply(
  installation: Installation,
  flags: ApplyFlags,
  report: object,
  save: (base: number) => Promise<{ readonly version: OrganisationVersion }>,
): Promise<ExitCode> {
  if (!flags.yes && !(await confirmed('Save this?'))) {
    throw new CommandError('Nothing was saved. Say yes, or add --yes.')
  }
  const { version } = await save(installation.current.version?.number ?? 0)
  if (!flags.json) say(`Saved as version ${version.number}. Making zones and findings anew…`)
  await huntEverything(installation)
  await print(
    flags.json
      ? `${jsonLine({ ...report, version })}\n`
      : `Version ${version.number} holds: ${counted(version.networks, 'network')}.\n`,
  )
  return EXIT.ok
}
