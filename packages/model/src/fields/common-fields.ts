import { group } from './build.js'
import type { Field } from './field.js'

const event = group('Event')
const network = group('Network')

/** When, what kind, between whom: fields that nearly every event has. */
export const commonFields: readonly Field[] = [
  {
    name: '@timestamp',
    column: 'ts',
    kind: 'time',
    type: "DateTime64(6, 'UTC')",
    group: 'Event',
    description: 'When the event happened, as its source says, in UTC.',
    suricata: ['timestamp'],
    zeek: '*:ts',
    aliases: ['timestamp', 'time'],
    ocsf: 'time',
  },
  {
    name: 'event.id',
    column: 'event_id',
    kind: 'keyword',
    type: 'String',
    group: 'Event',
    description:
      'Stable id of the event: the same record has the same id wherever it is read from.',
    aliases: ['_id'],
    ocsf: 'metadata.uid',
  },
  event.keyword('event.type', 'Kind of record, as the source names it.', 'event_type', {
    aliases: ['event_type'],
    ocsf: 'metadata.event_code',
    values:
      'alert anomaly dhcp dns fileinfo flow ftp ftp_data http ike krb5 mqtt netflow nfs pgsql quic rdp rfb sip smb smtp snmp ssh stats tftp tls'.split(
        ' ',
      ),
  }),
  event.keyword('event.source', 'File or stream that the record came from.', [], {
    aliases: ['log.file.path'],
  }),
  event.keyword('observer.name', 'Sensor that wrote the record.', ['host'], {
    aliases: ['host', 'sensor', 'host.name'],
    ocsf: 'metadata.product.uid',
  }),
  event.keyword('observer.ingress.interface.name', 'Interface of the sensor.', 'in_iface', {
    aliases: ['in_iface'],
  }),
  event.text('event.original', 'The original line; passwords are masked.', [], {
    column: 'raw',
    aliases: ['raw', 'message'],
  }),
  network.ip('source.ip', 'Address that opened the flow, as the sensor saw it.', 'src_ip', {
    aliases: ['src_ip'],
    zeek: 'conn:id.orig_h',
    ocsf: 'src_endpoint.ip',
    entity: 'ip',
  }),
  network.small('source.port', 'Port of the source.', 'src_port', {
    aliases: ['src_port'],
    zeek: 'conn:id.orig_p',
    ocsf: 'src_endpoint.port',
    entity: 'port',
  }),
  network.ip('destination.ip', 'Address on the other side of the flow.', 'dest_ip', {
    aliases: ['dest_ip', 'dst_ip'],
    zeek: 'conn:id.resp_h',
    ocsf: 'dst_endpoint.ip',
    entity: 'ip',
  }),
  network.small('destination.port', 'Port of the destination.', 'dest_port', {
    aliases: ['dest_port', 'dst_port'],
    zeek: 'conn:id.resp_p',
    ocsf: 'dst_endpoint.port',
    entity: 'port',
  }),
  network.keyword('network.transport', 'Transport protocol.', 'proto', {
    aliases: ['proto'],
    zeek: 'conn:proto',
    ocsf: 'connection_info.protocol_name',
    values: ['TCP', 'UDP', 'ICMP', 'IPv6-ICMP', 'SCTP'],
  }),
  network.keyword(
    'network.protocol',
    'Application protocol that the sensor recognised.',
    'app_proto',
    {
      aliases: ['app_proto'],
      zeek: 'conn:service',
      ocsf: 'app_name',
      values:
        'ftp ftp-data ssh tls http http2 dns smb smtp tftp krb5 dcerpc rdp quic ntp dhcp failed'.split(
          ' ',
        ),
    },
  ),
  network.keyword(
    'network.protocol_original',
    'Protocol before an upgrade, such as AUTH TLS.',
    'app_proto_orig',
    {
      aliases: ['app_proto_orig'],
    },
  ),
  network.keyword(
    'network.protocol_to_server',
    'Protocol recognised from the client side alone.',
    'app_proto_ts',
    {
      aliases: ['app_proto_ts'],
    },
  ),
  network.keyword(
    'network.protocol_to_client',
    'Protocol recognised from the server side alone.',
    'app_proto_tc',
    {
      aliases: ['app_proto_tc'],
    },
  ),
  network.text(
    'network.community_id',
    'Community ID v1: the same connection has it in every tool.',
    'community_id',
    {
      aliases: ['community_id'],
      zeek: 'conn:community_id',
      ocsf: 'connection_info.community_uid',
      entity: 'session',
    },
  ),
  network.big('flow.id', "The sensor's number of the flow.", 'flow_id', {
    aliases: ['flow_id'],
    entity: 'session',
  }),
  network.big(
    'flow.parent_id',
    'Flow id of the control connection that this data connection belongs to.',
    'parent_id',
    {
      aliases: ['parent_id'],
      entity: 'session',
    },
  ),
  network.big('transaction.id', 'Number of the transaction inside the flow.', 'tx_id', {
    aliases: ['tx_id'],
  }),
  network.keyword('vlan.id', 'Outermost VLAN.', 'vlan[]', {
    aliases: ['vlan'],
    column: 'vlan_id',
  }),
  network.keyword('source.mac', 'MAC address of the source.', 'ether.src_mac', {
    aliases: ['ether.src_mac'],
    entity: 'mac',
  }),
  network.keyword('destination.mac', 'MAC address of the destination.', 'ether.dest_mac', {
    aliases: ['ether.dest_mac'],
    entity: 'mac',
  }),
  network.small('icmp.type', 'ICMP type.', 'icmp_type', { aliases: ['icmp_type'] }),
  network.small('icmp.code', 'ICMP code.', 'icmp_code', { aliases: ['icmp_code'] }),
  network.keyword('event.direction', 'Side of the flow that an alert looked at.', 'direction', {}),
  network.keyword('event.packet_source', 'Where the sensor had the packet from.', 'pkt_src', {
    aliases: ['pkt_src'],
  }),
]
