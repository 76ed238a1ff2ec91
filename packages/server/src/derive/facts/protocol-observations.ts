import {
  ALERT_ANSWERED,
  caseless,
  columns,
  DESTINATION,
  keyed,
  SOURCE,
  type Observation,
  type Observed,
} from './observation.js'

/** Facts of records of the protocols around transfers: HTTP, TLS, mail, Windows, alerts. */

/** A side of records of one or more types, whose facts stand in columns as they are. */
function seen(
  side: 'source' | 'destination',
  types: readonly string[],
  facts: readonly Observed[],
  keys: Readonly<Record<string, string>>,
  where = 'true',
): Observation {
  return {
    types,
    where: `isNotNull(${side}_ip) AND ${where}`,
    host: 'host',
    keys: { host: side === 'source' ? SOURCE : DESTINATION, ...keys },
    facts,
  }
}

/** Whether a text is a name, and not an address. */
function nameOnly(text: string): string {
  return `if(isNull(toIPv6OrNull(${text})) AND NOT match(${text}, '^\\\\[|:[0-9]+$'), lower(${text}), '')`
}

const SERVED_TLS = `tls_version NOT IN ('', 'UNDETERMINED')`
/** POP3 has the same command, and sensors may take it for FTP. */
const NAMES_FTP_USER = `user_name != '' AND destination_port NOT IN (110, 995)`
const ANSWERED_HTTP = 'http_response_status_code > 0'

export const protocolObservations: readonly Observation[] = [
  seen('source', ['http'], keyed({ user_agent: 'user_agent_original' }), {
    ...columns('user_agent_original'),
  }),
  seen(
    'source',
    ['http', 'http2'],
    [{ attribute: 'http_host', value: `lower(if(url_domain = '', http2_authority, url_domain))` }],
    columns('url_domain', 'http2_authority'),
  ),
  seen(
    'source',
    ['http', 'http2'],
    keyed({ http_method: 'http_request_method', http_type_received: 'http_response_mime_type' }),
    columns('http_request_method', 'http_response_mime_type'),
  ),
  seen(
    'destination',
    ['http'],
    [
      ...caseless({ http_host_served: 'url_domain' }),
      { attribute: 'hostname', value: nameOnly('url_domain') },
    ],
    columns('url_domain'),
    ANSWERED_HTTP,
  ),
  seen(
    'destination',
    ['http'],
    keyed({
      http_server: 'http_response_server',
      http_method_served: 'http_request_method',
      http_type_served: 'http_response_mime_type',
    }),
    columns('http_response_server', 'http_request_method', 'http_response_mime_type'),
    ANSWERED_HTTP,
  ),
  seen(
    'source',
    ['tls'],
    keyed({
      ja3: 'tls_client_ja3',
      ja4: 'tls_client_ja4',
      tls_version: 'tls_version',
      certificate_issuer_seen: 'tls_server_issuer',
    }),
    columns('tls_client_ja3', 'tls_client_ja4', 'tls_version', 'tls_server_issuer'),
  ),
  seen(
    'source',
    ['tls', 'quic'],
    [
      {
        attribute: 'tls_sni',
        value: `lower(if(quic_sni != '', quic_sni, tls_client_server_name))`,
      },
      { attribute: 'ja4', value: `if(quic_sni != '', toString(tls_client_ja4), '')` },
    ],
    columns('quic_sni', 'tls_client_server_name', 'tls_client_ja4'),
  ),
  seen(
    'destination',
    ['tls'],
    [
      ...caseless({ tls_sni_served: 'tls_client_server_name' }),
      { attribute: 'hostname', value: nameOnly('tls_client_server_name') },
    ],
    columns('tls_client_server_name'),
    SERVED_TLS,
  ),
  seen(
    'destination',
    ['tls'],
    keyed({
      tls_version_served: 'tls_version',
      ja3s: 'tls_server_ja3s',
      certificate_fingerprint: 'tls_server_fingerprint',
      certificate_subject: 'tls_server_subject',
      certificate_issuer: 'tls_server_issuer',
    }),
    columns(
      'tls_version',
      'tls_server_ja3s',
      'tls_server_fingerprint',
      'tls_server_subject',
      'tls_server_issuer',
    ),
    SERVED_TLS,
  ),
  seen(
    'source',
    ['smtp'],
    [
      ...keyed({ mail_helo: 'smtp_helo', mail_from: 'email_from' }),
      { attribute: 'mail_to', value: 'recipient' },
    ],
    { ...columns('smtp_helo', 'email_from'), recipient: 'arrayJoin(emptyArrayToSingle(email_to))' },
  ),
  seen(
    'source',
    ['smb', 'krb5', 'rdp', 'pgsql', 'nfs', 'snmp', 'ftp'],
    keyed({ username: 'user_name' }),
    columns('user_name'),
    `user_name != ''`,
  ),
  // A session names one user: this is for those who were tried before.
  seen('source', ['ftp'], keyed({ ftp_user: 'user_name' }), columns('user_name'), NAMES_FTP_USER),
  seen(
    'destination',
    ['ftp'],
    keyed({ ftp_user_served: 'user_name' }),
    columns('user_name'),
    NAMES_FTP_USER,
  ),
  seen(
    'source',
    ['smb'],
    [
      ...keyed({
        smb_share: 'smb_share',
        smb_file: 'smb_filename',
        smb_dialect: 'smb_dialect',
        windows_domain: 'smb_domain',
      }),
      ...caseless({ hostname: 'smb_host' }),
    ],
    columns('smb_share', 'smb_filename', 'smb_dialect', 'smb_domain', 'smb_host'),
  ),
  seen(
    'destination',
    ['smb'],
    keyed({ smb_share_served: 'smb_share', smb_dialect_served: 'smb_dialect' }),
    columns('smb_share', 'smb_dialect'),
    `smb_status != ''`,
  ),
  seen(
    'source',
    ['krb5'],
    keyed({
      krb_name: 'krb5_client',
      krb_realm: 'krb5_realm',
      krb_service: 'krb5_service',
      krb_encryption: 'krb5_encryption',
    }),
    columns('krb5_client', 'krb5_realm', 'krb5_service', 'krb5_encryption'),
  ),
  seen(
    'source',
    ['rdp'],
    [...keyed({ rdp_cookie: 'rdp_cookie' }), ...caseless({ hostname: 'rdp_client_name' })],
    columns('rdp_cookie', 'rdp_client_name'),
  ),
  seen('source', ['anomaly'], keyed({ anomaly: 'anomaly_event' }), columns('anomaly_event')),
  seen(
    'source',
    ['alert'],
    [
      ...keyed({ alert_caused: 'alert_signature', alert_category: 'alert_category' }),
      { attribute: 'alert_technique', value: 'technique' },
      { attribute: 'alert_malware', value: 'malware' },
    ],
    {
      ...columns('alert_signature', 'alert_category'),
      technique: 'arrayJoin(emptyArrayToSingle(alert_mitre_technique))',
      malware: `arrayElement(alert_malware_family, 1)`,
    },
  ),
  seen(
    'destination',
    ['alert'],
    keyed({ alert_received: 'alert_signature' }),
    columns('alert_signature'),
    ALERT_ANSWERED,
  ),
]
