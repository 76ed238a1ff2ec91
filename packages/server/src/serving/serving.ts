import type { FastifyBaseLogger } from 'fastify'
import type { AddressInfo } from 'node:net'
import { buildApi } from '../api/build-api.js'
import { eventsWithoutFacts } from '../derive/facts/index.js'
import type { FollowState } from '../ingest/follow.js'
import type { Installation } from '../installation.js'
import type { Platform } from '../platform.js'
import { VERSION } from '../version.js'
import { HuntScheduler } from './hunt-scheduler.js'
import { lastHuntsRun } from './hunting.js'
import { sourceStatuses } from './source-statuses.js'

export interface ServingOptions {
  /** Address and port; as the installation's configuration says if absent. Port 0 is any free one. */
  readonly listen?: { readonly host: string; readonly port: number }
  /** Whether one of the next ports will do if the port is taken. */
  readonly orNextPort?: boolean
  /** States of the files that are followed, if any are. */
  readonly followed?: ReadonlyMap<string, FollowState>
  readonly logger?: FastifyBaseLogger
  /** Is told of changes; if absent, what follows from them is made here. */
  readonly changes?: Changes
}

/** What is told of changes that people make, and knows whether more is to be read. */
export interface Changes extends Pick<Platform, 'noteHunts' | 'noteOrganisation'> {
  /** Whether a source has more than was read. */
  readonly hasBacklog: boolean
}

/** The API and the page, listening. */
export interface Serving {
  /** Where the page is, such as `http://127.0.0.1:8420/`. */
  readonly url: string
  /** Answers the requests at hand and stops listening; the installation stays open. */
  close(): Promise<void>
}

/** All ports are taken; the message says which and what to do. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError'
}

const PORTS_TRIED = 20

/** What the API needs to know of an installation. */
export function platformOf(
  { config, events, state, current, risk }: Installation,
  changes: Changes,
  followed: ReadonlyMap<string, FollowState> = new Map(),
): Platform {
  return {
    version: VERSION,
    ...(config.notice !== undefined && { notice: config.notice }),
    startedAt: new Date(),
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
    noteHunts: () => changes.noteHunts(),
    noteOrganisation: () => changes.noteOrganisation(),
    status: async () => ({
      engine: { events: `ClickHouse, ${events.engine}`, state: state.engine },
      sources: await sourceStatuses(state, followed),
      retention: config.retention,
      hunts_last_run: await lastHuntsRun(state),
      lag: {
        backlog: changes.hasBacklog,
        events_without_facts: await eventsWithoutFacts(events, state),
      },
      organisation: { version: current.version, ignored: [...current.ignored] },
    }),
  }
}

/**
 * Serves the API and the page of an installation.
 * @throws PortTakenError; the error of listening, such as an address that is not this machine's
 */
export async function startServing(
  installation: Installation,
  options: ServingOptions = {},
): Promise<Serving> {
  const { host, port } = options.listen ?? installation.config.listen
  const scheduler = options.changes
    ? undefined
    : HuntScheduler.idle(installation, {
        onError: (error) => options.logger?.error({ err: error }, 'hunts failed'),
      })
  const changes: Changes = options.changes ?? {
    hasBacklog: false,
    noteHunts: () => scheduler?.noteHunts(),
    noteOrganisation: () => scheduler?.noteOrganisation(),
  }
  const platform = platformOf(installation, changes, options.followed)
  const last = options.orNextPort && port > 0 ? Math.min(port + PORTS_TRIED - 1, 65_535) : port
  for (let tried = port; tried <= last; tried += 1) {
    const app = await buildApi(platform, {
      bindAddress: host,
      hostNames: installation.config.hosts,
      logger: options.logger,
    })
    try {
      await app.listen({ host, port: tried })
    } catch (error) {
      await app.close()
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') continue
      throw error
    }
    const { port: bound } = app.server.address() as AddressInfo
    const close = async (): Promise<void> => {
      await app.close()
      await scheduler?.close()
    }
    return { url: urlOf(host, bound), close }
  }
  const ports = last > port ? `The ports ${port} to ${last} are` : `Port ${port} is`
  throw new PortTakenError(`${ports} taken on ${host}. Choose another port, or 0 for any free one.`)
}

const EVERY_ADDRESS: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

function urlOf(host: string, port: number): string {
  const address = EVERY_ADDRESS[host] ?? host
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}/`
}
