import { group } from './build.js'
import type { Field } from './field.js'
import { partyFields } from './session-fields.js'

const g = group('Transfer')

/** Fields of a transfer: one file moved, or bulk movement seen inside an encrypted session. */
export const transferFields: readonly Field[] = [
  ...partyFields,
  g.text('transfer.id', 'Stable id of the transfer.', []),
  g.keyword('transfer.direction', 'As the client sees it: upload sends to the server.', [], {
    aliases: ['direction'],
    values: ['upload', 'download', 'unknown'],
  }),
  g.keyword('transfer.command', 'Command that moved the file.', [], {
    aliases: ['ftp.command'],
    values: ['STOR', 'STOU', 'APPE', 'RETR'],
  }),
  g.keyword('transfer.outcome', 'What the server said at the end.', [], {
    aliases: ['event.outcome'],
    values: ['completed', 'failed', 'unknown'],
  }),
  g.keywords('ftp.completion_code', 'Reply codes of the server.', []),
  g.text('file.name', 'Name of the file without its folders.', [], {
    aliases: ['filename'],
    entity: 'file',
  }),
  g.text('file.path', 'Path as the client gave it.', [], { entity: 'file' }),
  g.keyword('file.extension', 'Extension in lower case.', []),
  g.keyword('file.magic', 'Type by content.', [], { aliases: ['magic'] }),
  g.text('file.hash.md5', 'MD5.', [], { aliases: ['md5'], entity: 'hash' }),
  g.text('file.hash.sha256', 'SHA-256 of what the sensor saw of the file.', [], {
    aliases: ['sha256'],
    entity: 'hash',
  }),
  g.keyword('file.state', 'Whether the sensor saw the whole file.', [], {
    values: ['CLOSED', 'TRUNCATED', 'ERROR', 'UNKNOWN'],
  }),
  g.big('transfer.bytes', 'Bytes of content moved; see transfer.bytes.quality.', [], {
    aliases: ['bytes', 'file.size', 'network.bytes'],
  }),
  g.keyword(
    'transfer.bytes.quality',
    'Whether the volume is exact, estimated (from whole packets, or as the server said), truncated, or not known.',
    [],
    { values: ['exact', 'estimated', 'truncated', 'unknown'] },
  ),
  g.keyword('transfer.bytes.source', 'Where the volume came from.', [], {
    values: ['file', 'flow', 'reply', 'none'],
  }),
  g.keyword('transfer.mode', 'Who opened the data connection.', [], {
    aliases: ['ftp.mode'],
    values: ['active', 'passive', 'inside session'],
  }),
  g.small('data.port', 'Port agreed for the data connection.', []),
  g.big('data.flow_id', "The sensor's number of the data flow.", [], { entity: 'session' }),
  g.keyword(
    'transfer.evidence',
    'How the data connection was found: parent flow, agreed port, time in session, or not at all.',
    [],
    { values: ['parent', 'port', 'time', 'none', 'session'] },
  ),
  g.big('flow.id', "The sensor's number of the control flow.", [], { entity: 'session' }),
  g.big('transfer.duration', 'Seconds from start to end.', []),
]
