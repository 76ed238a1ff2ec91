import type { HuntDescription, Level } from '@spoor/model'
import type { Command } from 'commander'
import { describeHunts } from '../hunts/describe.js'
import { LEVELS } from '../hunts/levels.js'
import { resetHunt, siteHunt, tuneHunt, type Proposal } from '../hunts/tuning/index.js'
import type { Installation } from '../installation.js'
import { UsageError } from './errors.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { counted } from './figures.js'
import { changingHunts, commandAuthor } from './hunts-site.js'
import { withData, withExamples } from './options.js'
import { print } from './output.js'
import type { StoreFlags } from './settings.js'
import { jsonLine, visible } from './terminal-text.js'

interface TuneFlags extends StoreFlags {
  readonly json?: boolean
}

/** `hunts enable`, `disable`, `set` and `reset`. */
export function addTuning(hunts: Command, done: (code: ExitCode) => void): void {
  for (const [name, isOn] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    const command = hunts
      .command(name)
      .description(isOn ? 'switch hunts on, and run them over the kept days' : 'switch hunts off')
      .argument('<hunt...>', 'ids of hunts')
      .option('--json', 'one JSON object a line for each hunt')
    withExamples(withData(command), [`spoor hunts ${name} odd-port`]).action(
      async (ids: string[], flags: TuneFlags) =>
        done(await tuneAll(ids, flags, (before) => ({ ...before, isOn }))),
    )
  }

  const set = hunts
    .command('set')
    .description('set the level or parameters of a hunt')
    .argument('<hunt>', 'id of a hunt')
    .argument('<setting...>', 'level=high, or a parameter: minutes=30')
    .option('--json', 'the hunt as one JSON object')
  withExamples(
    withData(set),
    ['spoor hunts set login-brute-force failures=50', 'spoor hunts set odd-port level=low'],
    `
What was set before stays. The ids of findings do not change.
`,
  ).action(async (id: string, settings: string[], flags: TuneFlags) =>
    done(await tuneAll([id], flags, (before) => withSettings(before, settings))),
  )

  const reset = hunts
    .command('reset')
    .description('make hunts be as they say themselves')
    .argument('<hunt...>', 'ids of hunts')
    .option('--json', 'one JSON object a line for each hunt')
  withExamples(withData(reset), ['spoor hunts reset odd-port']).action(
    async (ids: string[], flags: TuneFlags) => done(await resetAll(ids, flags)),
  )
}

async function tuneAll(
  ids: readonly string[],
  flags: TuneFlags,
  change: (before: Proposal) => Proposal,
): Promise<ExitCode> {
  return changingHunts(flags, async (installation) => {
    // All are looked up before any is changed.
    const found = await Promise.all(ids.map((id) => siteHunt(installation, id)))
    for (const { hunt, tuning } of found) {
      await tuneHunt(installation, hunt.id, change(tuning ?? {}), commandAuthor())
    }
    return report(installation, ids, flags)
  })
}

async function resetAll(ids: readonly string[], flags: TuneFlags): Promise<ExitCode> {
  return changingHunts(flags, async (installation) => {
    await Promise.all(ids.map((id) => siteHunt(installation, id)))
    for (const id of ids) await resetHunt(installation, id, commandAuthor())
    return report(installation, ids, flags)
  })
}

function withSettings(before: Proposal, settings: readonly string[]): Proposal {
  let { level } = before
  const parameters: Record<string, number> = { ...before.parameters }
  for (const setting of settings) {
    const [, name = '', value = ''] = /^([A-Za-z_][A-Za-z0-9_]*)=(\S+)$/.exec(setting) ?? []
    if (name === '') throw new UsageError(`${setting} is no setting. Write name=value.`)
    if (name === 'level') level = levelOf(value)
    else parameters[name] = numberOf(name, value)
  }
  return { ...before, ...(level !== undefined && { level }), parameters }
}

function levelOf(text: string): Level {
  const level = LEVELS.find((one) => one === text)
  if (level !== undefined) return level
  throw new UsageError(`${text} is no level. There are ${LEVELS.join(', ')}.`)
}

function numberOf(name: string, text: string): number {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  throw new UsageError(`${name} is a number.`)
}

async function report(
  installation: Installation,
  ids: readonly string[],
  { json }: TuneFlags,
): Promise<ExitCode> {
  const { hunts } = await describeHunts(installation.events, installation)
  for (const hunt of hunts.filter(({ id }) => ids.includes(id))) {
    await print(json ? `${jsonLine(hunt)}\n` : `${visible(sentence(hunt))}\n`)
  }
  return EXIT.ok
}

function sentence({ id, is_on: isOn, level, parameters, findings }: HuntDescription): string {
  const values = parameters.map(({ name, value }) => `${name}=${value}`)
  const settings = [isOn ? 'on' : 'off', `level=${level}`, ...values].join(' ')
  return `${id}: ${settings}; ${counted(findings, 'finding')} so far.`
}
