import { existsSync } from 'node:fs'
import { access, constants, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Config } from '../config/config.js'
import { DataInUseError } from '../data-lock.js'
import { openInstallation, type Installation } from '../installation.js'
import { DEFAULT_LIMITS } from '../questions/budget.js'
import { listQuarantine } from '../questions/quarantine.js'
import type { Asking } from '../questions/question.js'
import { recordsOf } from '../questions/records-of.js'
import { countStore } from '../questions/store-counts.js'
import { sourceStatuses } from '../serving/source-statuses.js'
import { broken, good, warning, type Check } from './check.js'

/** A busy machine is slow, not broken. */
const PATIENCE_SECONDS = 120

const LITTLE_DISK_BYTES = 5e9
const NO_DISK_BYTES = 0.5e9
const RECENT_MS = 24 * 3600 * 1000
const EXAMPLES = 3
const EXAMPLE_CHARACTERS = 120

/** The folder of the stores: may it be written, by whom can it be read, and is there space? */
export async function checkFolder(directory: string): Promise<readonly Check[]> {
  const there = existsSync(directory)
  const place = there ? directory : nearestFolder(directory)
  const checks: Check[] = []
  const writable = await access(place, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  if (!writable) checks.push(broken('data folder', `${place} may not be written by this user`))
  else if (!there) checks.push(good('data folder', `${directory} is not there yet and can be made`))
  else {
    const { mode } = await stat(directory)
    checks.push(
      (mode & 0o077) === 0
        ? good('data folder', `${directory}, for this user only`)
        : warning('data folder', `others may look into ${directory}: chmod 700 ${directory}`),
    )
  }
  const { bavail, bsize } = await statfs(place)
  const free = bavail * bsize
  const text = `${(free / 1e9).toFixed(1)} GB are free`
  if (free < NO_DISK_BYTES) checks.push(broken('disk', `${text}: free some space`))
  else if (free < LITTLE_DISK_BYTES) {
    checks.push(warning('disk', `${text}: free some space, or set retention in spoor.yaml`))
  } else checks.push(good('disk', text))
  return checks
}

function nearestFolder(path: string): string {
  const parent = dirname(path)
  return existsSync(parent) || parent === path ? parent : nearestFolder(parent)
}

/** Opens the stores and looks into them. Both schemas are brought up to date by opening them. */
export async function checkStores(config: Config, directory: string): Promise<readonly Check[]> {
  if (!config.clickhouseUrl && !existsSync(join(directory, 'events'))) {
    return [warning('store', `there is none in ${directory} yet: spoor ingest or serve makes it`)]
  }
  let installation: Installation
  try {
    installation = await openInstallation(config, { directory })
  } catch (error) {
    if (!(error instanceof DataInUseError)) throw error
    return [warning('store', `not looked at, its page (Status) tells: ${error.message}`)]
  }
  try {
    const asking: Asking = {
      store: installation.events,
      now: new Date(),
      limits: { ...DEFAULT_LIMITS, seconds: PATIENCE_SECONDS },
      lists: new Map(),
      recordsOf,
    }
    return [
      ...(await checkContent(installation, asking)),
      checkOrganisation(installation),
      await checkQuarantine(asking),
      ...(await checkTroubledSources(installation)),
    ]
  } finally {
    await installation.close()
  }
}

/** Which organisation holds: the configuration's, or one that was saved. */
function checkOrganisation({ current: { version, ignored } }: Installation): Check {
  if (version === null) return good('organisation', 'as the configuration says')
  const text = `version ${version.number}, saved ${version.at.slice(0, 10)} by ${version.by}`
  if (ignored.length === 0) return good('organisation', text)
  return warning(
    'organisation',
    `${text}; ${ignored.join(', ')} in the configuration do not hold any more: take them out`,
  )
}

async function checkContent(
  { events: engine, state }: Installation,
  asking: Asking,
): Promise<readonly Check[]> {
  const [{ version } = { version: '?' }] = await engine.rows<{ version: string }>(
    'SELECT version() AS version',
  )
  const { events } = await countStore(asking)
  const { count, first, last, bytes_on_disk } = events
  const span = first && last ? `, ${first.slice(0, 16)} to ${last.slice(0, 16)} UTC` : ''
  const size = `${(bytes_on_disk / 1e6).toFixed(1)} MB on disk`
  return [
    good('events engine', `ClickHouse ${version}, ${engine.engine}; its schema is up to date`),
    good('state store', `${state.engine}; its schema is up to date`),
    count > 0
      ? good('events', `${count.toLocaleString('en-US')} events${span}, ${size}`)
      : warning('events', 'the store is empty: spoor ingest or serve fills it'),
  ]
}

async function checkQuarantine(asking: Asking): Promise<Check> {
  const { total, reasons, lines } = await listQuarantine(asking, { limit: EXAMPLES })
  if (total === 0) return good('quarantine', 'empty')
  const why = reasons.map(({ reason, count }) => `${reason}: ${count}`).join(', ')
  const examples = lines.map(
    ({ source, offset, reason, line }) =>
      `\n${source}, byte ${offset}: ${reason}: ${line.slice(0, EXAMPLE_CHARACTERS)}`,
  )
  return warning(
    'quarantine',
    `${total.toLocaleString('en-US')} lines are no events (${why}). The newest:${examples.join('')}`,
  )
}

async function checkTroubledSources({ state }: Installation): Promise<readonly Check[]> {
  const statuses = await sourceStatuses(state, new Map())
  const bad = statuses.filter(({ events, quarantined }) => quarantined > events)
  if (statuses.length === 0) return []
  return bad.length === 0
    ? [good('sources so far', `${statuses.length} were read`)]
    : bad.map(({ path, events, quarantined }) =>
        warning(
          'sources so far',
          `${path}: ${quarantined} bad lines and only ${events} events. Is it EVE?`,
        ),
      )
}

/** The configured sources: may they be read, and do they still grow? */
export async function checkSources(config: Config, now = Date.now()): Promise<readonly Check[]> {
  if (config.sources.length === 0) return [good('sources', 'none are configured to be followed')]
  return Promise.all(
    config.sources.map(async (path): Promise<Check> => {
      if (/[*?]/.test(path)) {
        return existsSync(dirname(path))
          ? good('source', `${path} (a pattern)`)
          : warning('source', `${path}: there is no folder ${dirname(path)} yet`)
      }
      try {
        await access(path, constants.R_OK)
      } catch (error) {
        return (error as NodeJS.ErrnoException).code === 'ENOENT'
          ? warning('source', `${path} is not there (yet)`)
          : broken('source', `${path} may not be read by this user: give it the right to`)
      }
      const { mtimeMs } = await stat(path)
      return now - mtimeMs > RECENT_MS
        ? warning(
            'source',
            `${path} has not grown since ${new Date(mtimeMs).toISOString()}: does the sensor run?`,
          )
        : good('source', path)
    }),
  )
}
