import type { SourceStatus, StatusAnswer } from '@spoor/model'
import type { RiskRules } from './hosts/risk/index.js'
import type { Calendar } from './organisation/calendar.js'
import type { CurrentOrganisation } from './organisation/current.js'
import type { Organisation } from './organisation/organisation.js'
import type { StateStore } from './state/state-store.js'
import type { EventStore } from './store/event-store.js'

/**
 * Everything that runs behind the API, put together by whoever starts it: `serve`, `open`, the demo
 * or a test.
 */
export interface Platform {
  readonly version: string
  /** Something to say on every page, such as that this is the demo. */
  readonly notice?: string
  readonly startedAt: Date
  readonly events: EventStore
  readonly state: StateStore
  /** The organisation as it was saved, or as the configuration has it. */
  readonly current: CurrentOrganisation
  /** As it is now: ask anew each time, as it can be changed. */
  readonly organisation: Organisation
  /** When the organisation works. */
  readonly calendar: Calendar
  /** Saved lists by name, which questions may use as `@name`. */
  readonly lists: ReadonlyMap<string, readonly string[]>
  /** How the risk of hosts is reckoned. */
  readonly risk: RiskRules
  /** Says that hunts were changed, so that they are run anew. */
  noteHunts(): void
  /** Says that the organisation was changed, so that all that follows from it is made anew. */
  noteOrganisation(): void
  /** What the ingest, the state store and the hunts say of themselves. */
  status(): Promise<PlatformStatus>
}

export type PlatformStatus = Pick<
  StatusAnswer,
  'engine' | 'sources' | 'retention' | 'hunts_last_run' | 'lag' | 'organisation'
>

/** Whether a source is not read as it should be. */
export function isTroubled({ state }: SourceStatus): boolean {
  return state === 'error' || state === 'waiting'
}
