import type { Command } from 'commander'
import type { Config } from '../config/config.js'
import { examine, good, type Check } from '../doctor/check.js'
import { checkProgram, checkSensor } from '../doctor/program-checks.js'
import { checkSample } from '../doctor/sample-check.js'
import { checkFolder, checkSources, checkStores } from '../doctor/store-checks.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { withData, withExamples } from './options.js'
import { print, styled } from './output.js'
import { configFileOf, configOf, dataDirectoryOf, type StoreFlags } from './settings.js'
import { jsonLine, visibleLines } from './terminal-text.js'

interface DoctorFlags extends StoreFlags {
  readonly json?: boolean
}

export function addDoctor(program: Command, done: (code: ExitCode) => void): void {
  const command = program
    .command('doctor')
    .description('check that everything Spoor needs is there and works')
    .option('--json', 'print one JSON object')
  withExamples(
    withData(command),
    ['spoor doctor', 'spoor doctor --config /etc/spoor.yaml --data /var/lib/spoor --json'],
    `
Looks at the program, the disk, the store, the sensor and the sources, takes a built-in sample into
a throwaway store and reads it back. ✓ is good, ! is worth a look, ✗ is broken; exit code 1 if
anything is broken.
`,
  ).action(async (flags: DoctorFlags) => done(await doctor(flags)))
}

async function doctor(flags: DoctorFlags): Promise<ExitCode> {
  const all: Check[] = []
  const tell = async (checks: readonly Check[]): Promise<void> => {
    all.push(...checks)
    if (!flags.json) for (const check of checks) await print(`${checkText(check)}\n`)
  }
  await tell(await examine('program', () => checkProgram()))
  let config: Config | undefined
  await tell(
    await examine('configuration', async () => {
      config = await configOf(flags)
      return good('configuration', configFileOf(flags) ?? 'none, the defaults hold')
    }),
  )
  if (config) {
    const found = config
    const directory = dataDirectoryOf(flags, found)
    await tell(await examine('data folder', () => checkFolder(directory)))
    await tell(await examine('store', () => checkStores(found, directory)))
    await tell(await examine('sources', () => checkSources(found)))
  }
  await tell(await examine('sensor', () => checkSensor()))
  await tell(await examine('sample', () => checkSample()))
  const isBroken = all.some(({ state }) => state === 'broken')
  if (flags.json) await print(`${jsonLine({ ok: !isBroken, checks: all })}\n`)
  return isBroken ? EXIT.failed : EXIT.ok
}

const MARKS = {
  good: ['green', '✓'],
  warning: ['yellow', '!'],
  broken: ['red', '✗'],
} as const

function checkText({ name, state, message }: Check): string {
  const [colour, mark] = MARKS[state]
  const lines = visibleLines(message).split('\n')
  return `${styled(colour, mark)} ${name.padEnd(20)} ${lines.join(`\n${' '.repeat(23)}`)}`
}
