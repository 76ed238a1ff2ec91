import { group } from './build.js'
import type { Field } from './field.js'

const ftp = group('FTP')
const ssh = group('SSH')
const file = group('File')
const user = group('User')

/** What sensors say of FTP, SSH, TFTP, files and users. */
export const transferProtocolFields: readonly Field[] = [
  ftp.keyword(
    'ftp.command',
    'FTP command; absent for the greeting and for commands unknown to the sensor.',
    ['ftp.command', 'ftp_data.command'],
    {
      zeek: 'ftp:command',
      values:
        'USER PASS AUTH STOR STOU APPE RETR LIST NLST MLSD PASV EPSV PORT EPRT DELE MKD RMD RNFR RNTO CWD TYPE SITE QUIT'.split(
          ' ',
        ),
      ocsf: 'command',
    },
  ),
  ftp.text(
    'ftp.command_data',
    'Argument of the FTP command. A password is masked.',
    'ftp.command_data',
    { zeek: 'ftp:arg' },
  ),
  ftp.text(
    'ftp.password_hash',
    'Keyed hash of the password that PASS carried: equal passwords have equal hashes.',
    [],
    { entity: 'hash' },
  ),
  ftp.keywords('ftp.completion_code', 'Reply codes of the server.', 'ftp.completion_code[]', {
    aliases: ['ftp.reply_code'],
    zeek: 'ftp:reply_code',
    ocsf: 'codes',
  }),
  ftp.texts('ftp.reply', 'Reply texts of the server.', 'ftp.reply[]', { zeek: 'ftp:reply_msg' }),
  ftp.keyword('ftp.reply_received', 'Whether the server answered.', 'ftp.reply_received', {}),
  ftp.small('ftp.dynamic_port', 'Port agreed for the data connection.', 'ftp.dynamic_port', {
    zeek: 'ftp:data_channel.resp_p',
  }),
  ftp.keyword('ftp.mode', 'Mode of the data connection.', 'ftp.mode', {
    values: ['active', 'passive'],
  }),
  ftp.boolean(
    'ftp.command_truncated',
    'Whether the command line was cut.',
    'ftp.command_truncated',
  ),
  ftp.keyword('tftp.packet', 'TFTP request.', 'tftp.packet', { values: ['read', 'write'] }),
  ftp.keyword('tftp.mode', 'TFTP mode.', 'tftp.mode', {}),
  ssh.keyword(
    'ssh.client.software_version',
    'Software that the client names in its banner.',
    'ssh.client.software_version',
    { zeek: 'ssh:client', entity: 'software' },
  ),
  ssh.keyword(
    'ssh.client.proto_version',
    'SSH version of the client.',
    'ssh.client.proto_version',
    {},
  ),
  ssh.keyword(
    'ssh.client.hassh',
    'HASSH of the client: its algorithm lists.',
    'ssh.client.hassh.hash',
    { aliases: ['ssh.client.hassh.hash'], zeek: 'ssh:hassh', entity: 'fingerprint' },
  ),
  ssh.keyword(
    'ssh.server.software_version',
    'Software that the server names in its banner.',
    'ssh.server.software_version',
    { zeek: 'ssh:server', entity: 'software' },
  ),
  ssh.keyword(
    'ssh.server.proto_version',
    'SSH version of the server.',
    'ssh.server.proto_version',
    {},
  ),
  ssh.keyword('ssh.server.hassh', 'HASSH of the server.', 'ssh.server.hassh.hash', {
    aliases: ['ssh.server.hassh.hash'],
    zeek: 'ssh:hasshServer',
    entity: 'fingerprint',
  }),
  file.text(
    'file.name',
    'Name of the file, as the protocol gave it.',
    ['fileinfo.filename', 'ftp_data.filename', 'tftp.file', 'smb.filename', 'files[].filename'],
    {
      aliases: ['fileinfo.filename', 'ftp_data.filename', 'filename'],
      zeek: 'files:filename',
      ocsf: 'file.name',
      entity: 'file',
    },
  ),
  file.big(
    'file.size',
    'Bytes that the sensor reassembled of the file.',
    ['fileinfo.size', 'files[].size'],
    { aliases: ['fileinfo.size'], zeek: 'files:seen_bytes', ocsf: 'file.size' },
  ),
  file.keyword('file.state', 'Whether the sensor saw the whole file.', 'fileinfo.state', {
    aliases: ['fileinfo.state'],
    values: ['CLOSED', 'TRUNCATED', 'ERROR', 'UNKNOWN'],
  }),
  file.boolean('file.gaps', 'Whether parts of the file are missing.', 'fileinfo.gaps', {
    aliases: ['fileinfo.gaps'],
  }),
  file.boolean('file.stored', 'Whether the sensor kept the file.', 'fileinfo.stored', {
    aliases: ['fileinfo.stored'],
  }),
  file.keyword(
    'file.magic',
    'Type of the file by its content, as libmagic says.',
    'fileinfo.magic',
    { aliases: ['fileinfo.magic', 'magic'] },
  ),
  file.keyword('file.mime_type', 'MIME type.', 'fileinfo.mimetype', {
    aliases: ['fileinfo.mimetype'],
    zeek: 'files:mime_type',
    ocsf: 'file.mime_type',
  }),
  file.text('file.hash.md5', 'MD5 of the file.', 'fileinfo.md5', {
    aliases: ['fileinfo.md5', 'md5'],
    zeek: 'files:md5',
    entity: 'hash',
  }),
  file.text('file.hash.sha1', 'SHA-1 of the file.', 'fileinfo.sha1', {
    aliases: ['fileinfo.sha1', 'sha1'],
    zeek: 'files:sha1',
    entity: 'hash',
  }),
  file.text('file.hash.sha256', 'SHA-256 of the file.', 'fileinfo.sha256', {
    aliases: ['fileinfo.sha256', 'sha256'],
    zeek: 'files:sha256',
    ocsf: 'file.hashes',
    entity: 'hash',
  }),
  user.text(
    'user.name',
    'User that the event names.',
    [
      'krb5.cname',
      'smb.ntlmssp.user',
      'rdp.cookie',
      'pgsql.request.startup_parameters.user',
      'nfs.user',
      'snmp.usm',
    ],
    {
      zeek: 'ftp:user',
      ocsf: 'actor.user.name',
      entity: 'user',
    },
  ),
]
