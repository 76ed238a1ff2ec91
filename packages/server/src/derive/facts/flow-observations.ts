import { addressText } from './addresses.js'
import { columns, DESTINATION, HAS_ADDRESSES, SOURCE, type Observation } from './observation.js'
import { isOddPort } from './usual-ports.js'

/**
 * Facts of flows, and the services that records of protocols name.
 *
 * Of a flow, the source is the client. A destination that never sent a packet is no host: a scan
 * says much of the scanner and nothing of what was scanned.
 */

const ANSWERED = 'destination_packets > 0'

/** A SYN or a closed port is answered with one packet: a service needs more, or a known protocol. */
const SERVED = `${ANSWERED} AND (network_transport != 'TCP' OR destination_packets > 1
  OR network_protocol NOT IN ('', 'failed'))`

/** FTP's data connections turn source and destination round; sessions and transfers tell of them. */
const NOT_FTP_DATA = `network_protocol != 'ftp-data'`

/** Records of protocols that show by themselves that the server answered. */
const ANSWERED_RECORD = `multiIf(
  event_type = 'http', http_response_status_code > 0,
  event_type = 'tls', tls_version NOT IN ('', 'UNDETERMINED'),
  event_type = 'ssh', ssh_server_proto_version != '',
  event_type = 'ftp', notEmpty(ftp_completion_code),
  event_type = 'smb', smb_status != '',
  event_type = 'krb5', krb5_message IN ('KRB_AS_REP', 'KRB_TGS_REP', 'KRB_ERROR'),
  false)`
const ANSWERING_TYPES = ['http', 'tls', 'ssh', 'ftp', 'smb', 'krb5']

const protocol = `if(network_protocol IN ('', 'failed'), '', toString(network_protocol))`
const port = `if(network_transport IN ('TCP', 'UDP', 'SCTP') AND destination_port > 0,
  concat(lower(network_transport), '/', toString(destination_port)), '')`
const onPort = `if(${protocol} = '' OR ${port} = '', '', concat(${protocol}, ' ', ${port}))`
const onOddPort = `if(${isOddPort('network_protocol', 'destination_port')}, ${onPort}, '')`

const SERVICE_KEYS = {
  ...columns('network_protocol', 'network_transport'),
  destination_port: 'ifNull(events.destination_port, 0)',
}
const AS_SERVER = [
  { attribute: 'service', value: protocol },
  { attribute: 'service_port', value: port },
  { attribute: 'service_on_port', value: onPort },
  { attribute: 'odd_port_service', value: onOddPort },
]
const AS_CLIENT = [
  { attribute: 'client_service', value: protocol },
  { attribute: 'client_port', value: port },
  { attribute: 'client_odd_port', value: onOddPort },
]

const IDENTITY_KEYS = columns('vlan_id', 'observer_name', 'observer_ingress_interface_name')

function identity(mac: string) {
  return [
    // Whatever comes from outside has the address of the router.
    { attribute: 'mac', value: `if(is_home(host), toString(${mac}), '')` },
    { attribute: 'vlan', value: 'toString(vlan_id)' },
    { attribute: 'sensor', value: 'toString(observer_name)' },
    { attribute: 'interface', value: 'toString(observer_ingress_interface_name)' },
  ]
}

/** Peers of a host by where they are. */
function peers(host: string, peer: string) {
  return [
    { attribute: 'peer_inside', host, value: `if(is_home(${peer}), ${addressText(peer)}, '')` },
    { attribute: 'peer_outside', host, value: `if(is_home(${peer}), '', ${addressText(peer)})` },
  ]
}

export const flowObservations: readonly Observation[] = [
  {
    types: ['flow'],
    where: `${SERVED} AND ${NOT_FTP_DATA} AND ${HAS_ADDRESSES}`,
    host: 'server',
    keys: { server: DESTINATION, ...SERVICE_KEYS },
    facts: AS_SERVER,
  },
  {
    types: ['flow'],
    where: `${SERVED} AND ${NOT_FTP_DATA} AND ${HAS_ADDRESSES}`,
    host: 'client',
    keys: { client: SOURCE, ...SERVICE_KEYS },
    facts: AS_CLIENT,
  },
  {
    types: ANSWERING_TYPES,
    where: `${ANSWERED_RECORD} AND ${HAS_ADDRESSES}`,
    host: 'server',
    keys: { server: DESTINATION, ...SERVICE_KEYS },
    facts: AS_SERVER,
  },
  {
    types: [...ANSWERING_TYPES, 'smtp', 'rdp', 'tftp', 'quic', 'dcerpc', 'mqtt', 'pgsql', 'sip'],
    where: HAS_ADDRESSES,
    host: 'client',
    keys: { client: SOURCE, ...SERVICE_KEYS },
    facts: AS_CLIENT,
  },
  {
    types: ['flow', 'alert'],
    where: 'isNotNull(source_ip)',
    host: 'host',
    keys: { host: SOURCE, ...columns('source_mac'), ...IDENTITY_KEYS },
    facts: identity('source_mac'),
  },
  {
    types: ['flow'],
    where: `${ANSWERED} AND isNotNull(destination_ip)`,
    host: 'host',
    keys: { host: DESTINATION, ...columns('destination_mac'), ...IDENTITY_KEYS },
    facts: identity('destination_mac'),
  },
  {
    types: ['flow'],
    where: `${ANSWERED} AND source_packets > 0 AND ${HAS_ADDRESSES}`,
    host: 'client',
    keys: { client: SOURCE, server: DESTINATION },
    facts: [...peers('client', 'server'), ...peers('server', 'client')],
  },
]
