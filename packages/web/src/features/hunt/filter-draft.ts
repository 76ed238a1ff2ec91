import type { HuntDescription } from '@spoor/model'
import { partyFields } from '../../common/findings/parties.js'

const SERVICES = { events: 'event', sessions: 'session', transfers: 'transfer' } as const

/** A Sigma filter to begin with: it leaves one client out of the hunt. */
export function filterDraft({
  id,
  title,
  subject,
}: Pick<HuntDescription, 'id' | 'title' | 'subject'>): string {
  // A string of JSON is one of YAML too, whatever the title has in it.
  return `title: ${JSON.stringify(`Not news: ${title}`)}
logsource:
  product: spoor
  service: ${SERVICES[subject]}
filter:
  rules:
    - ${JSON.stringify(id)}
  # What is left out. Several fields must all be met; a list means any of its values.
  selection:
    ${partyFields(subject).client}:
      - 192.0.2.1
  condition: selection
`
}
