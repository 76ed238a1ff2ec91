import type { Finding, Subject } from '@spoor/model'

/** Where a finding's addresses are asked for: the records that it stands on, and their fields. */
export function partiesOf({ evidence: { subject } }: Finding): {
  readonly subject: Subject
  readonly client: string
  readonly server: string
} {
  return subject === 'events'
    ? { subject, client: 'source.ip', server: 'destination.ip' }
    : { subject, client: 'client.ip', server: 'server.ip' }
}
