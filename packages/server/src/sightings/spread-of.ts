import { factAttributes } from '@spoor/model'
import { QuestionError } from '../questions/question-error.js'
import { findKind } from './kinds.js'

/** What people ask the spread of, and the attributes in which hosts meet it. */
const FRIENDLY: Readonly<Record<string, readonly string[]>> = {
  hash: ['file_hash_sent', 'file_hash_received'],
  file: ['file_sent', 'file_received', 'smb_file'],
  user: ['ftp_user', 'transfer_user', 'username', 'krb_name', 'rdp_cookie'],
  server: ['transfer_server', 'transfer_server_outside', 'peer_inside', 'peer_outside'],
  sni: ['tls_sni'],
  domain: ['dns_query', 'tls_sni', 'http_host'],
  software: ['ssh_client_software', 'ftp_client_software', 'user_agent'],
}

const known = new Set(factAttributes.map(({ name }) => name))

/**
 * The attributes that a name stands for: a friendly name, a kind of sightings, or an attribute itself.
 * @throws QuestionError FIELD_UNKNOWN
 */
export function attributesOf(name: string): readonly string[] {
  const wanted = name
    .trim()
    .toLowerCase()
    .replace(/^host\./, '')
  const friendly = Object.hasOwn(FRIENDLY, wanted) ? FRIENDLY[wanted] : undefined
  if (friendly) return friendly.filter((attribute) => known.has(attribute))
  const attribute = findKind(wanted)?.attribute ?? wanted
  if (known.has(attribute)) return [attribute]
  throw new QuestionError(
    'FIELD_UNKNOWN',
    `Hosts have no attribute ${JSON.stringify(name.slice(0, 60))}. Ask for ${Object.keys(FRIENDLY).join(', ')}, a kind of sightings, or an attribute such as ja3.`,
  )
}
