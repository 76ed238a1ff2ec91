import { group } from './build.js'
import type { Field } from './field.js'

const flow = group('Flow')

/** Volume, duration and ending of connections. Bytes are whole packets, headers included. */
export const flowFields: readonly Field[] = [
  flow.big(
    'source.bytes',
    'Bytes from the source, packet headers included.',
    ['flow.bytes_toserver', 'netflow.bytes'],
    {
      aliases: ['flow.bytes_toserver', 'bytes_toserver'],
      zeek: 'conn:orig_ip_bytes',
      ocsf: 'traffic.bytes_out',
    },
  ),
  flow.big(
    'destination.bytes',
    'Bytes from the destination, packet headers included.',
    'flow.bytes_toclient',
    {
      aliases: ['flow.bytes_toclient', 'bytes_toclient'],
      zeek: 'conn:resp_ip_bytes',
      ocsf: 'traffic.bytes_in',
    },
  ),
  flow.big('source.packets', 'Packets from the source.', ['flow.pkts_toserver', 'netflow.pkts'], {
    aliases: ['flow.pkts_toserver', 'pkts_toserver'],
    zeek: 'conn:orig_pkts',
  }),
  flow.big('destination.packets', 'Packets from the destination.', 'flow.pkts_toclient', {
    aliases: ['flow.pkts_toclient', 'pkts_toclient'],
    zeek: 'conn:resp_pkts',
  }),
  flow.time('flow.start', 'First packet of the flow.', ['flow.start', 'netflow.start'], {}),
  flow.time('flow.end', 'Last packet of the flow.', ['flow.end', 'netflow.end'], {}),
  flow.integer('flow.age', 'Duration of the flow in seconds.', ['flow.age', 'netflow.age'], {
    zeek: 'conn:duration',
  }),
  flow.keyword('flow.state', 'State of the flow when it was logged.', 'flow.state', {
    values: ['new', 'established', 'closed', 'bypassed'],
    zeek: 'conn:conn_state',
  }),
  flow.keyword('flow.reason', 'Why the flow was logged.', 'flow.reason', {
    values: ['timeout', 'forced', 'shutdown'],
  }),
  flow.boolean('flow.alerted', 'Whether an alert fired on the flow.', 'flow.alerted'),
  flow.keyword(
    'flow.source_ip',
    "Client of the flow, where an alert's source may be either side.",
    'flow.src_ip',
    {},
  ),
  flow.keyword(
    'flow.destination_ip',
    "Server of the flow, where an alert's destination may be either side.",
    'flow.dest_ip',
    {},
  ),
  flow.keyword('tcp.flags', 'TCP flags seen, in hexadecimal.', 'tcp.tcp_flags', {}),
  flow.keyword('tcp.state', 'State of the TCP session.', 'tcp.state', {}),
  flow.boolean('tcp.syn', 'SYN seen.', 'tcp.syn'),
  flow.boolean('tcp.rst', 'RST seen.', 'tcp.rst'),
  flow.boolean('tcp.fin', 'FIN seen.', 'tcp.fin'),
]
