import { IconSearch } from '@tabler/icons-react'
import type { Row, Subject } from '@spoor/model'
import { LinkButton } from '../link/link-button.js'
import { condition } from '../query/language.js'
import { pageOf } from '../query/translate.js'
import { textOf } from '../records/values.js'

interface Lead {
  readonly label: string
  readonly subject: Subject
  readonly q: string
}

/** Hours before and after a record in which its events are looked for. */
const MARGIN_MS = 3_600_000

/** A range around a record: flow ids are only told apart within a day. */
function around(row: Row): { from: string; to: string } {
  const start = Date.parse(textOf(row, '@timestamp'))
  const end = Date.parse(textOf(row, 'end') || textOf(row, '@timestamp'))
  return {
    from: new Date(start - MARGIN_MS).toISOString(),
    to: new Date(Math.max(start, end) + MARGIN_MS).toISOString(),
  }
}

function flowQuestion(row: Row): string {
  const flow = textOf(row, 'flow.id')
  const data = textOf(row, 'data.flow_id')
  return [
    ...(flow === '' ? [] : [condition('flow.id', flow), condition('flow.parent_id', flow)]),
    ...(data === '' ? [] : [condition('flow.id', data)]),
  ].join(' or ')
}

function leads(subject: Subject, row: Row): Lead[] {
  const session = textOf(row, 'session.id')
  const events = flowQuestion(row)
  const found: Lead[] = []
  if (events !== '')
    found.push({ label: 'Events it was folded from', subject: 'events', q: events })
  if (session !== '') {
    found.push(
      subject === 'transfers'
        ? { label: 'Its session', subject: 'sessions', q: condition('session.id', session) }
        : { label: 'Its transfers', subject: 'transfers', q: condition('session.id', session) },
    )
  }
  return found
}

/** From a transfer or session to what it stands on. */
export function EvidenceLinks({ subject, row }: { subject: Subject; row: Row }) {
  const range = around(row)
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0.375rem', marginTop: '0.5rem' }}>
      {leads(subject, row).map((lead) => (
        <LinkButton
          key={lead.label}
          to={pageOf(lead.subject)}
          search={{ q: lead.q, ...range }}
          variant="default"
          size="compact-xs"
          leftSection={<IconSearch size="0.8rem" />}
        >
          {lead.label}
        </LinkButton>
      ))}
    </div>
  )
}
