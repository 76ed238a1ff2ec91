import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from './config/config.js'
import { lockData } from './data-lock.js'
import { settleProgress } from './derive/facts/index.js'
import { openGeoDatabase, type GeoDatabase } from './hosts/geo/geo-database.js'
import { parseRisk, type RiskRules } from './hosts/risk/index.js'
import type { IngestContext } from './ingest/ingest-source.js'
import type { Calendar } from './organisation/calendar.js'
import { CurrentOrganisation } from './organisation/current.js'
import type { Organisation } from './organisation/organisation.js'
import { keepPlaces } from './organisation/places/keep-places.js'
import type { SavedLists } from './organisation/saved-lists.js'
import { installationSecret, openStateStore, type StateStore } from './state/state-store.js'
import { openEventStore, type EventStore } from './store/event-store.js'
import { migrateEvents } from './store/migrations.js'

/** Everything that a running Spoor stands on: both stores, the organisation, a place for spools. */
export interface Installation {
  readonly config: Config
  readonly events: EventStore
  readonly state: StateStore
  /** The organisation as it was saved, or as the configuration has it. */
  readonly current: CurrentOrganisation
  /** As it is now: ask anew each time, as it can be changed. */
  readonly organisation: Organisation
  /** When the organisation works. */
  readonly calendar: Calendar
  readonly lists: SavedLists
  /** How the risk of hosts is reckoned. */
  readonly risk: RiskRules
  /** Countries and autonomous systems of addresses, if the configuration names databases. */
  readonly geo?: GeoDatabase
  readonly ingest: IngestContext
  /** Folder of the stores; absent if both are servers. */
  readonly directory: string
  /** Closes the stores; a throwaway installation is deleted. */
  close(): Promise<void>
}

export interface OpenOptions {
  /** Folder of the embedded stores; a throwaway one is made, and removed at the end, if absent. */
  readonly directory?: string
}

/**
 * Opens the stores that the configuration names and brings them up to date.
 * @throws DataInUseError, StoreTooNewError, StoreError, GeoDatabaseError
 */
export async function openInstallation(
  config: Config,
  { directory }: OpenOptions = {},
): Promise<Installation> {
  const current = new CurrentOrganisation(config)
  const risk = parseRisk(config.risk)
  const geo = config.geoip.length > 0 ? await openGeoDatabase(config.geoip) : undefined
  const throwaway = directory === undefined
  const home = directory ?? (await mkdtemp(join(tmpdir(), 'spoor-')))
  await mkdir(home, { recursive: true, mode: 0o700 })
  const undo: (() => Promise<unknown>)[] = []
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step()
  }
  try {
    if (throwaway) undo.push(() => rm(home, { recursive: true, force: true }))
    undo.push(await lockData(home))
    const spoolDirectory = join(home, 'spool')
    await rm(spoolDirectory, { recursive: true, force: true })
    await mkdir(spoolDirectory, { mode: 0o700 })
    const state = await openStateStore(
      config.databaseUrl
        ? { url: config.databaseUrl }
        : throwaway
          ? { memory: true }
          : { directory: join(home, 'state') },
    )
    undo.push(() => state.close())
    const database = throwaway ? `spoor_${randomBytes(8).toString('hex')}` : 'spoor'
    const events = await openEventStore(
      config.clickhouseUrl
        ? { url: config.clickhouseUrl, database }
        : { directory: join(home, 'events') },
    )
    undo.push(() => events.close())
    if (throwaway && config.clickhouseUrl) {
      undo.push(() => events.run(`DROP DATABASE IF EXISTS ${database}`))
    }
    await migrateEvents(events)
    await settleProgress(events, state)
    const secret = await installationSecret(state)
    const ingest = { events, state, spoolDirectory, secret }
    await current.load(state)
    await keepPlaces(events, current.document)
    return {
      config,
      events,
      state,
      current,
      get organisation() {
        return current.organisation
      },
      get calendar() {
        return current.calendar
      },
      get lists() {
        return current.lists
      },
      risk,
      ...(geo && { geo }),
      ingest,
      directory: home,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
