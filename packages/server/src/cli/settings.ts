import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { defaultConfig, readConfig, type Config } from '../config/config.js'
import { openInstallation, type Installation } from '../installation.js'
import {
  huntChangedHunts,
  huntEverything,
  huntsAreDue,
  whyEverythingIsDue,
} from '../serving/hunting.js'
import { CommandError } from './errors.js'
import { say } from './output.js'

/** Options that say which configuration and which store a command uses. */
export interface StoreFlags {
  readonly data?: string
  readonly config?: string
}

/** Read if it lies where the command is called and no other was named. */
const CONFIG_FILE = 'spoor.yaml'
const DATA_FOLDER = 'spoor-data'

/** The configuration file of a command, if there is one. */
export function configFileOf({ config }: StoreFlags): string | undefined {
  return config ?? (existsSync(CONFIG_FILE) ? CONFIG_FILE : undefined)
}

/** @throws ConfigError */
export async function configOf(flags: StoreFlags): Promise<Config> {
  const file = configFileOf(flags)
  return file === undefined ? defaultConfig() : readConfig(file)
}

/** Folder of the stores: as the command says, or its configuration, or the environment. */
export function dataDirectoryOf({ data }: StoreFlags, config: Config): string {
  return resolve(data ?? config.dataDirectory ?? (process.env['SPOOR_DATA'] || DATA_FOLDER))
}

/**
 * Opens the store that a command asks.
 * @param what 'made' if it asks for what is made of events: then this is brought up to date first,
 *   if an ingest was stopped before that, or the configuration was changed
 * @throws CommandError if there is none
 */
export async function openForReading(
  flags: StoreFlags,
  what: 'events' | 'made',
): Promise<Installation> {
  const config = await configOf(flags)
  const directory = dataDirectoryOf(flags, config)
  if (!config.clickhouseUrl && !existsSync(join(directory, 'events'))) {
    throw new CommandError(
      `There is no store in ${directory}. Name another with --data, or make it: spoor ingest eve.json --data ${directory}`,
    )
  }
  const installation = await openInstallation(config, { directory })
  if (what === 'made') await catchUp(installation, flags)
  return installation
}

async function catchUp(installation: Installation, flags: StoreFlags): Promise<void> {
  try {
    const isAllBehind = await isBehind(installation, flags)
    if (!isAllBehind && !(await huntsAreDue(installation))) return
    say('Bringing sessions, transfers and findings up to date…')
    if (isAllBehind) await huntEverything(installation)
    await huntChangedHunts(installation)
  } catch (error) {
    await installation.close()
    throw error
  }
}

/**
 * Whether what is made of events must be made anew. A command without a configuration file does
 * not say that zones and verdicts should be others than they are.
 */
export async function isBehind(installation: Installation, flags: StoreFlags): Promise<boolean> {
  const why = await whyEverythingIsDue(installation)
  return why === 'events' || (why === 'organisation' && configFileOf(flags) !== undefined)
}
