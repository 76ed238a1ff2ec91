import type { HostAnswer, HostCounts } from '@spoor/model'
import type { Asked } from '../../common/api/queries.js'
import { condition } from '../../common/query/language.js'

/** What every part of a host's page is given. */
export interface ShownHost {
  readonly host: HostAnswer
  /** How much there is of it in all; absent while it is counted. */
  readonly counts: HostCounts | undefined
  /** The moment as of which it is shown; absent for now. */
  readonly moment: string | undefined
  /** The time range of the page, which ends at that moment. */
  readonly asked: Asked
}

/** The question for sessions or transfers that a host takes part in. */
export function recordsOfHost(ip: string): string {
  return `${condition('client.ip', ip)} or ${condition('server.ip', ip)}`
}

/** The question for events that a host takes part in. */
export function eventsOfHost(ip: string): string {
  return `${condition('source.ip', ip)} or ${condition('destination.ip', ip)}`
}
