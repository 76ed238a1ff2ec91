import { addressText } from './addresses.js'

/** Facts of one kind of records, as values by attribute: SQL of a text, or of an array of texts. */
export interface RecordObservation {
  readonly table: 'sessions' | 'transfers'
  readonly host: 'client_ip' | 'server_ip'
  /** SQL of texts; an empty text is no fact. */
  readonly values: Readonly<Record<string, string>>
  /** The same, each SQL of an array. */
  readonly lists?: Readonly<Record<string, string>>
}

const IS_SSH = `service IN ('ssh', 'sftp', 'scp')`
const client = addressText('assumeNotNull(client_ip)')
const server = addressText('assumeNotNull(server_ip)')
const ofSsh = (value: string) => `if(${IS_SSH}, toString(${value}), '')`
const ofFtp = (value: string) => `if(${IS_SSH}, '', toString(${value}))`
const when = (condition: string, value: string) => `if(${condition}, ${value}, '')`

const REFUSED = `ifNull(session_login_failures, 0) > 0`
const LEAVES = `zone = 'egress'`

/** Whether the file moved as far as is known, and who sent it. */
const MOVED = `transfer_outcome != 'failed'`
const moved = (direction: 'upload' | 'download') =>
  `${MOVED} AND transfer_direction = '${direction}'`
const fileType = `trim(splitByChar(',', toString(file_magic))[1])`

function files(way: 'sent' | 'received', direction: 'upload' | 'download') {
  const did = moved(direction)
  return {
    [`file_${way}`]: when(did, 'file_name'),
    [`file_type_${way}`]: when(`${did} AND file_magic != ''`, `concat(service, ': ', ${fileType})`),
    [`file_hash_${way}`]: when(did, `if(file_hash_sha256 != '', file_hash_sha256, file_hash_md5)`),
    [`file_extension_${way}`]: when(did, 'toString(file_extension)'),
  }
}

export const recordObservations: readonly RecordObservation[] = [
  {
    table: 'sessions',
    host: 'client_ip',
    values: {
      ssh_client_software: ofSsh('client_software'),
      ssh_client_hassh: ofSsh('ssh_client_hassh'),
      ssh_server_used: ofSsh('server_software'),
      ssh_activity: 'toString(ssh_activity)',
      ftp_server_used: ofFtp('server_software'),
      ftp_user: ofFtp('user_name'),
      ftp_anonymous: when(`session_outcome = 'anonymous'`, server),
      ftp_failed_user: when(REFUSED, ofFtp('user_name')),
      ftp_tls: when('ifNull(session_tls, false)', server),
      clear_text_user: when('ifNull(session_clear_text, false)', 'user_name'),
      transfer_service: 'toString(service)',
      transfer_server: server,
      transfer_server_outside: when(LEAVES, server),
    },
    lists: {
      ftp_command: 'ftp_commands',
      ftp_mode: `if(ftp_mode = 'both', ['active', 'passive'], [toString(ftp_mode)])`,
    },
  },
  {
    table: 'sessions',
    host: 'server_ip',
    values: {
      ssh_server_software: ofSsh('server_software'),
      ssh_server_hassh: ofSsh('ssh_server_hassh'),
      ssh_activity_served: 'toString(ssh_activity)',
      ftp_server_software: ofFtp('server_software'),
      ftp_user_served: ofFtp('user_name'),
      ftp_anonymous_served: when(`session_outcome = 'anonymous'`, client),
      ftp_failed_user_served: when(REFUSED, ofFtp('user_name')),
      transfer_service_served: 'toString(service)',
      transfer_client: client,
    },
    lists: { ftp_command_served: 'ftp_commands' },
  },
  {
    table: 'transfers',
    host: 'client_ip',
    values: {
      transfer_service: 'toString(service)',
      transfer_peer: when(MOVED, server),
      transfer_server: server,
      transfer_server_outside: when(`is_home(client_ip) AND NOT is_home(server_ip)`, server),
      transfer_user: 'user_name',
      transfer_direction: when(
        `${MOVED} AND transfer_direction != 'unknown'`,
        `concat(service, ' ', transfer_direction)`,
      ),
      ...files('sent', 'upload'),
      ...files('received', 'download'),
    },
  },
  {
    table: 'transfers',
    host: 'server_ip',
    values: {
      transfer_service_served: 'toString(service)',
      transfer_peer: when(MOVED, client),
      transfer_client: client,
      ...files('sent', 'download'),
      ...files('received', 'upload'),
    },
  },
]
