import { group } from './build.js'
import type { Field } from './field.js'

const g = group('Session')

/**
 * Fields that sessions and transfers share: who spoke to whom, over what, and in which zone.
 * They have no place in a source: the fold of sessions and transfers makes them.
 */
export const partyFields: readonly Field[] = [
  {
    name: '@timestamp',
    column: 'start_time',
    kind: 'time',
    type: "DateTime64(6, 'UTC')",
    group: 'Session',
    description: 'When it began.',
    aliases: ['timestamp', 'time', 'session.start', 'transfer.start'],
  },
  {
    name: 'end',
    column: 'end_time',
    kind: 'time',
    type: "DateTime64(6, 'UTC')",
    group: 'Session',
    description: 'Last that was seen of it.',
    aliases: ['session.end', 'transfer.end'],
  },
  g.text('session.id', 'Stable id of the session: sensor, flow and day.', [], {
    entity: 'session',
  }),
  g.keyword('observer.name', 'Sensor that saw it.', [], { aliases: ['sensor', 'host'] }),
  g.keyword('service', 'Transfer service: what is known of it, never more.', [], {
    aliases: ['session.service', 'transfer.service', 'network.protocol', 'app_proto'],
    values: ['ftp', 'ftps', 'ssh', 'sftp', 'scp', 'tftp'],
  }),
  g.ip('client.ip', 'Client: the side that opened the control connection.', [], {
    aliases: ['source.ip', 'src_ip'],
    entity: 'ip',
  }),
  g.small('client.port', 'Port of the client on the control connection.', [], {
    aliases: ['source.port', 'src_port'],
    entity: 'port',
  }),
  g.ip('server.ip', 'Server: the side that offers the service.', [], {
    aliases: ['destination.ip', 'dest_ip'],
    entity: 'ip',
  }),
  g.small('server.port', 'Port of the server on the control connection.', [], {
    aliases: ['destination.port', 'dest_port'],
    entity: 'port',
  }),
  g.text('user.name', 'User who logged in, or tried to.', [], { entity: 'user' }),
  g.keyword('client.software', 'Software that the client names.', [], {
    aliases: ['ssh.client.software_version'],
    entity: 'software',
  }),
  g.keyword('server.software', 'Software that the server names in its greeting or banner.', [], {
    aliases: ['ssh.server.software_version'],
    entity: 'software',
  }),
  g.keyword(
    'zone',
    'Where the data (for a transfer) or the connection (for a session) went: out of home, into it, inside, or neither end at home.',
    [],
    {
      aliases: ['session.zone', 'transfer.zone', 'network.direction'],
      values: ['egress', 'ingress', 'lateral', 'external'],
    },
  ),
  g.keyword('verdict', 'What policy says: authorised, violation or unknown.', [], {
    aliases: ['session.verdict', 'transfer.verdict'],
    values: ['authorised', 'violation', 'unknown'],
  }),
  g.keyword('verdict.rule', 'Rule of the policy that said so.', [], {}),
  g.keyword('ssh.activity', 'What the shape of an SSH flow looks like.', [], {
    values: ['auth_only', 'bulk_upload', 'bulk_download', 'interactive_like', 'mixed'],
  }),
  g.keyword('ssh.activity.confidence', 'How sure that is.', [], {
    values: ['low', 'medium', 'high'],
  }),
  g.keyword('ssh.activity.source', 'What the activity was told from.', [], {
    values: ['flow totals'],
  }),
]

/** Fields of a session. */
export const sessionFields: readonly Field[] = [
  ...partyFields,
  g.keyword('session.outcome', 'How the login ended.', [], {
    aliases: ['event.outcome'],
    values: ['success', 'failure', 'anonymous', 'unknown'],
  }),
  g.big('session.login_failures', 'Logins that the server refused.', []),
  g.boolean('session.tls', 'Whether the client asked for TLS with AUTH and was granted it.', []),
  g.boolean(
    'session.clear_text',
    'Whether a password of a named user crossed the network in clear.',
    [],
  ),
  g.text('ftp.password_hash', 'Keyed hash of the last password.', [], { entity: 'hash' }),
  g.keywords('ftp.commands', 'FTP commands used.', [], { aliases: ['ftp.command'] }),
  g.keyword('ftp.mode', 'Mode of the data connections.', [], {
    values: ['active', 'passive', 'both'],
  }),
  g.keyword('ssh.client.hassh', 'HASSH of the client.', [], { entity: 'fingerprint' }),
  g.keyword('ssh.server.hassh', 'HASSH of the server.', [], { entity: 'fingerprint' }),
  g.big('session.duration', 'Seconds from the first to the last that was seen.', []),
  g.big('client.bytes', 'Bytes from the client on the control connection, headers included.', [], {
    aliases: ['source.bytes'],
  }),
  g.big('server.bytes', 'Bytes from the server on the control connection, headers included.', [], {
    aliases: ['destination.bytes'],
  }),
  g.big(
    'session.uploads',
    'Uploads in it: commands, or bulk movement; none is visible after AUTH TLS.',
    [],
  ),
  g.big(
    'session.downloads',
    'Downloads in it: commands, or bulk movement; none is visible after AUTH TLS.',
    [],
  ),
  g.big('session.events', 'Events that it was folded from.', []),
  g.big('flow.id', "The sensor's number of the control flow.", [], { entity: 'session' }),
  g.text('network.community_id', 'Community ID of the control connection.', [], {
    entity: 'session',
  }),
  g.text('session.notes', 'What is missing or assumed in this row.', []),
]
