import type { Finding, Subject } from '@spoor/model'

/** Fields that name the client and the server of a subject's records. */
export function partyFields(subject: Subject): {
  readonly client: string
  readonly server: string
} {
  return subject === 'events'
    ? { client: 'source.ip', server: 'destination.ip' }
    : { client: 'client.ip', server: 'server.ip' }
}

/** Where a finding's addresses are asked for: the records that it stands on, and their fields. */
export function partiesOf({ evidence: { subject } }: Finding): {
  readonly subject: Subject
  readonly client: string
  readonly server: string
} {
  return { subject, ...partyFields(subject) }
}
