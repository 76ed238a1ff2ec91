import type { Finding } from '@spoor/model'
import { HostileText } from '../hostile/hostile-text.js'
import { PivotValue } from '../pivot/value.js'
import { partiesOf } from './parties.js'
import classes from './findings.module.css'

/** Field that a finding's entity is a value of; undefined if of none. */
function entityField(
  kind: string,
  { client, server }: { client: string; server: string },
): string | undefined {
  switch (kind) {
    case 'user':
      return 'user.name'
    case 'file':
      return 'file.name'
    case 'server':
      return server
    case 'client':
    case 'host':
    case 'ip':
      return client
    default:
      return undefined
  }
}

/** What a finding is about: pivots where it names things that can be asked for. */
export function FindingEntity({
  finding,
  stacked = false,
}: {
  finding: Finding
  /** Client and server below each other, for narrow places. */
  stacked?: boolean
}) {
  const { entity, entity_kind: kind, client, server } = finding
  const { subject, ...fields } = partiesOf(finding)
  if (kind === 'client and server' && client !== '' && server !== '') {
    return (
      <span className={stacked ? classes.stacked : classes.parties}>
        <PivotValue subject={subject} field={fields.client} value={client} tabbable={!stacked} />
        <span>
          <span className="dim">→ </span>
          <PivotValue subject={subject} field={fields.server} value={server} tabbable={!stacked} />
        </span>
      </span>
    )
  }
  const field = entityField(kind, fields)
  if (field !== undefined) {
    return (
      <PivotValue subject={subject} field={field} value={entity} most={120} tabbable={!stacked} />
    )
  }
  return (
    <span className="mono">
      <HostileText value={entity} most={120} />
    </span>
  )
}
