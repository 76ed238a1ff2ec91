import { addressText, isHostAddress } from './addresses.js'
import { columns, HAS_ADDRESSES, type Observation } from './observation.js'

/** Facts of look-ups and leases, of files that other protocols moved, and of FTP's own names. */

/** Older sensors write an answer from the server to the client. */
const TURNED = 'source_port = 53 AND destination_port != 53'
const ASKER = `assumeNotNull(if(${TURNED}, destination_ip, source_ip))`
const ASKED = `assumeNotNull(if(${TURNED}, source_ip, destination_ip))`
const IS_ANSWER = `dns_type IN ('answer', 'response')`

/** `4.3.2.1.in-addr.arpa` → 1.2.3.4. */
const REVERSED = `toIPv6OrNull(concat('::ffff:', arrayStringConcat(arrayReverse(
  arraySlice(splitByChar('.', dns_question_name), 1, 4)), '.')))`
const IS_REVERSE = `(dns_question_type = 'PTR' AND endsWith(lower(dns_question_name), '.in-addr.arpa'))`

/** Servers answer a client that has no address yet at the broadcast address. */
const LEASED = `toIPv6OrNull(toString(dhcp_assigned_ip))`
const REQUESTED = `toIPv6OrNull(JSONExtractString(raw, 'dhcp', 'requested_ip'))`
const IS_LEASE = `dhcp_type = 'ack'`

const fileType = `trim(splitByChar(',', if(file_magic = '', toString(file_mime_type), toString(file_magic)))[1])`

/** Of FTP's files the transfers tell, which know both ends. */
const FILE_KEYS = {
  sender: 'assumeNotNull(source_ip)',
  receiver: 'assumeNotNull(destination_ip)',
  type: `if(file_magic = '' AND file_mime_type = '', '', concat(network_protocol, ': ', ${fileType}))`,
}
const IS_OTHER_FILE = `network_protocol NOT IN ('ftp', 'ftp-data', '') AND ${HAS_ADDRESSES}`

export const nameObservations: readonly Observation[] = [
  {
    types: ['dns'],
    where: `dns_type IN ('query', 'request') AND ${HAS_ADDRESSES}`,
    host: 'asker',
    keys: { asker: ASKER, ...columns('dns_question_name') },
    facts: [{ attribute: 'dns_query', value: 'lower(dns_question_name)' }],
  },
  {
    types: ['dns'],
    where: `dns_type IN ('query', 'request') AND ${HAS_ADDRESSES}`,
    host: 'asker',
    keys: { asker: ASKER, ...columns('dns_question_type') },
    facts: [{ attribute: 'dns_type', value: 'toString(dns_question_type)' }],
  },
  {
    types: ['dns'],
    where: `${IS_ANSWER} AND ${HAS_ADDRESSES}`,
    host: 'asker',
    keys: { asker: ASKER, asked: ASKED },
    facts: [{ attribute: 'dns_server', value: addressText('asked') }],
  },
  {
    types: ['dns'],
    where: IS_ANSWER,
    host: 'asked',
    keys: { asked: ASKED, service: `'dns'` },
    facts: [{ attribute: 'service', value: 'service' }],
  },
  {
    types: ['dns'],
    where: `${IS_ANSWER} AND dns_question_type IN ('A', 'AAAA') AND dns_question_name != ''`,
    host: 'address',
    keys: {
      address: `toIPv6OrNull(arrayJoin(dns_answers_data))`,
      ...columns('dns_question_name'),
    },
    facts: [{ attribute: 'hostname', value: 'lower(dns_question_name)' }],
  },
  {
    types: ['dns'],
    where: `${IS_ANSWER} AND ${IS_REVERSE}`,
    host: 'address',
    keys: { address: REVERSED, name: 'arrayJoin(dns_answers_data)' },
    facts: [{ attribute: 'hostname', value: 'lower(name)' }],
  },
  {
    types: ['dhcp'],
    where: `dhcp_type IN ('discover', 'request', 'inform')`,
    host: `if(${isHostAddress('asking')}, asking, requested)`,
    keys: {
      asking: `ifNull(source_ip, toIPv6('::'))`,
      requested: REQUESTED,
      ...columns('dhcp_host_name', 'dhcp_client_mac'),
    },
    facts: [
      { attribute: 'dhcp_name', value: 'dhcp_host_name' },
      { attribute: 'hostname', value: 'lower(dhcp_host_name)' },
      { attribute: 'mac', value: 'toString(dhcp_client_mac)' },
    ],
  },
  {
    types: ['dhcp'],
    where: `${IS_LEASE} AND isNotNull(source_ip)`,
    host: 'leased',
    keys: {
      leased: LEASED,
      server: 'assumeNotNull(source_ip)',
      ...columns('dhcp_client_mac'),
    },
    facts: [
      { attribute: 'mac', value: 'toString(dhcp_client_mac)' },
      { attribute: 'dhcp_server', value: `if(server = leased, '', ${addressText('server')})` },
    ],
  },
  {
    types: ['dhcp'],
    where: `dhcp_type IN ('offer', 'ack', 'nak') AND isNotNull(source_ip) AND source_port = 67`,
    host: 'server',
    keys: { server: 'assumeNotNull(source_ip)', service: `'dhcp'` },
    facts: [{ attribute: 'service', value: 'service' }],
  },
  {
    types: ['fileinfo'],
    where: IS_OTHER_FILE,
    host: 'sender',
    keys: { sender: FILE_KEYS.sender, type: FILE_KEYS.type },
    facts: [{ attribute: 'file_type_sent', value: 'type' }],
  },
  {
    types: ['fileinfo'],
    where: IS_OTHER_FILE,
    host: 'receiver',
    keys: { receiver: FILE_KEYS.receiver, type: FILE_KEYS.type },
    facts: [{ attribute: 'file_type_received', value: 'type' }],
  },
  {
    types: ['ftp'],
    where: `upper(ftp_command) = 'CLNT' AND isNotNull(source_ip)`,
    host: 'client',
    keys: { client: 'assumeNotNull(source_ip)', ...columns('ftp_command_data') },
    facts: [{ attribute: 'ftp_client_software', value: 'ftp_command_data' }],
  },
]
