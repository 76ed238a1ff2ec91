import type { Row } from '@spoor/model'
import { formatBytes } from '../../common/bytes/format.js'
import { numberOf, textsOf } from '../../common/records/values.js'

/** A part of an event's summary: a value that can be pivoted on, or a word between values. */
export type SummaryPart =
  | {
      readonly kind: 'value'
      readonly field: string
      readonly value: string
      readonly shown?: string
    }
  | { readonly kind: 'word'; readonly text: string }

/** What to say of an event type: fields, and words (which begin with a space) between them. */
const RECIPES: Readonly<Record<string, readonly string[]>> = {
  alert: ['alert.signature', ' in ', 'alert.category'],
  anomaly: ['anomaly.type', 'anomaly.event'],
  dhcp: ['dhcp.type', 'dhcp.host_name', ' got ', 'dhcp.assigned_ip'],
  dns: ['dns.question.type', 'dns.question.name', ' → ', 'dns.answers.data', 'dns.response_code'],
  fileinfo: ['file.name', 'file.size', 'file.magic', 'file.state'],
  flow: ['network.protocol', ' ↑ ', 'source.bytes', ' ↓ ', 'destination.bytes', 'flow.state'],
  ftp: ['ftp.command', 'ftp.command_data', ' → ', 'ftp.completion_code', 'ftp.reply'],
  ftp_data: ['ftp.command', 'file.name'],
  http: ['http.request.method', 'url.domain', 'url.path', ' → ', 'http.response.status_code'],
  krb5: ['krb5.message', 'krb5.client', 'krb5.service', 'krb5.error'],
  netflow: ['network.protocol', ' ↑ ', 'source.bytes'],
  nfs: ['nfs.procedure', 'nfs.filename'],
  smb: ['smb.command', 'smb.share', 'smb.filename', ' → ', 'smb.status'],
  smtp: ['email.from', ' → ', 'email.to', 'email.subject'],
  ssh: ['ssh.client.software_version', ' → ', 'ssh.server.software_version'],
  tftp: ['tftp.packet', 'file.name'],
  tls: ['tls.client.server_name', 'tls.version', 'tls.server.subject'],
}

const FALLBACK: readonly string[] = ['network.protocol', 'user.name', 'file.name']

/** Fields that the summary of any event may need. */
export const SUMMARY_FIELDS: readonly string[] = [
  ...new Set([...Object.values(RECIPES), FALLBACK].flat().filter((item) => !item.startsWith(' '))),
]

function valueParts(row: Row, field: string): SummaryPart[] {
  const bytes = field.endsWith('.bytes') || field === 'file.size' ? numberOf(row, field) : undefined
  const shown = bytes === undefined ? undefined : formatBytes(bytes)
  return textsOf(row[field])
    .slice(0, 3)
    .map((value) => ({ kind: 'value', field, value, shown }))
}

/** What an event says, in one line. Words stay only between values that are there. */
export function summaryOf(row: Row): SummaryPart[] {
  const type = textsOf(row['event.type'])[0] ?? ''
  const recipe = Object.hasOwn(RECIPES, type) ? (RECIPES[type] ?? FALLBACK) : FALLBACK
  const parts: SummaryPart[] = []
  let word: string | undefined
  for (const item of recipe) {
    if (item.startsWith(' ')) {
      word = item
      continue
    }
    const values = valueParts(row, item)
    if (values.length === 0) continue
    // Marks of direction stand before their value even where nothing comes before them.
    if (word !== undefined && (parts.length > 0 || /[↑↓]/.test(word))) {
      parts.push({ kind: 'word', text: word })
    }
    word = undefined
    parts.push(...values)
  }
  return parts
}
