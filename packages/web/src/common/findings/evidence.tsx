import { IconSearch } from '@tabler/icons-react'
import type { Finding } from '@spoor/model'
import { LinkButton } from '../link/link-button.js'
import { pageOf } from '../query/translate.js'

const WORDS: Readonly<Record<Finding['evidence']['subject'], string>> = {
  events: 'Show the events',
  sessions: 'Show the sessions',
  transfers: 'Show the transfers',
}

/** Leads from a finding to what it stands on, at its time. */
export function EvidenceButton({ finding, tz }: { finding: Finding; tz?: 'utc' }) {
  const { subject, q, from, to } = finding.evidence
  return (
    <LinkButton
      to={pageOf(subject)}
      search={{ q, from, to, tz }}
      leftSection={<IconSearch size="0.85rem" />}
    >
      {WORDS[subject]}
    </LinkButton>
  )
}
