import { valuesIn, type HostAttribute } from './host-attribute.js'

const ssh = valuesIn('SSH')
const ftp = valuesIn('FTP')
const transfers = valuesIn('Transfers')
const files = valuesIn('Files')

/** File names and hashes are many on a busy server. */
const FILES_BOUND = 5000

/** What hosts do with transfer services: observed in sessions and transfers. */
export const hostTransferAttributes: readonly HostAttribute[] = [
  ssh('ssh_client_software', 'sessions', 'SSH client software that it named.', {
    entity: 'software',
    client: 'sessions:client.software',
    hasParts: true,
  }),
  ssh('ssh_client_hassh', 'sessions', 'HASSH of its SSH clients.', {
    entity: 'fingerprint',
    client: 'sessions:ssh.client.hassh',
    hasParts: true,
  }),
  ssh('ssh_server_software', 'sessions', 'SSH server software that it named.', {
    entity: 'software',
    server: 'sessions:server.software',
  }),
  ssh('ssh_server_hassh', 'sessions', 'HASSH of its SSH servers.', {
    entity: 'fingerprint',
    server: 'sessions:ssh.server.hassh',
  }),
  ssh('ssh_server_used', 'sessions', 'Software of SSH servers that it used.', {
    entity: 'software',
    client: 'sessions:server.software',
  }),
  ssh('ssh_activity', 'sessions', 'What the shapes of its SSH connections look like.', {
    client: 'sessions:ssh.activity',
    hasParts: true,
  }),
  ssh('ssh_activity_served', 'sessions', 'What SSH connections to it look like.', {
    server: 'sessions:ssh.activity',
  }),

  ftp('ftp_client_software', 'ftp', 'FTP clients that it named with CLNT.', {
    entity: 'software',
  }),
  ftp('ftp_server_software', 'sessions', 'FTP server software that it named in its greeting.', {
    entity: 'software',
    server: 'sessions:server.software',
  }),
  ftp('ftp_server_used', 'sessions', 'Software of FTP servers that it used.', {
    entity: 'software',
    client: 'sessions:server.software',
  }),
  ftp('ftp_user', 'sessions ftp', 'Users who logged in, or tried to, from it.', {
    entity: 'user',
    client: 'sessions:user.name',
    hasParts: true,
  }),
  ftp('ftp_user_served', 'sessions ftp', 'Users who logged in, or tried to, at it.', {
    entity: 'user',
    server: 'sessions:user.name',
  }),
  ftp('ftp_anonymous', 'sessions', 'Servers that let it in anonymously.', { entity: 'ip' }),
  ftp('ftp_anonymous_served', 'sessions', 'Clients that it let in anonymously.', {
    entity: 'ip',
  }),
  ftp('ftp_failed_user', 'sessions', 'Users whose login from it was refused.', {
    entity: 'user',
    client: 'sessions:user.name',
  }),
  ftp('ftp_failed_user_served', 'sessions', 'Users whose login it refused.', {
    entity: 'user',
    server: 'sessions:user.name',
  }),
  ftp('ftp_command', 'sessions', 'Commands that it used as a client.', {
    client: 'sessions:ftp.commands',
    hasParts: true,
  }),
  ftp('ftp_command_served', 'sessions', 'Commands that clients used on it.', {
    server: 'sessions:ftp.commands',
  }),
  ftp('ftp_mode', 'sessions', 'Modes of its data connections as a client.', {
    client: 'sessions:ftp.mode',
  }),
  ftp('ftp_tls', 'sessions', 'Servers with which it upgraded FTP to TLS.', { entity: 'ip' }),
  ftp('clear_text_user', 'sessions', 'Users whose password it sent in clear.', {
    entity: 'user',
    client: 'sessions:user.name',
  }),

  transfers('transfer_service', 'sessions transfers', 'Transfer services that it used.', {
    client: 'sessions:service',
    hasParts: true,
  }),
  transfers(
    'transfer_service_served',
    'sessions transfers',
    'Transfer services that it offered and that were used.',
    { server: 'sessions:service', hasParts: true },
  ),
  transfers('transfer_peer', 'transfers', 'Addresses with which it moved files.', {
    entity: 'ip',
    hasParts: true,
  }),
  transfers(
    'transfer_server_outside',
    'sessions transfers',
    'Transfer servers outside that it used from home.',
    { entity: 'ip', client: 'sessions:server.ip', hasParts: true },
  ),
  transfers('transfer_server', 'sessions', 'Transfer servers that it used.', {
    entity: 'ip',
    client: 'sessions:server.ip',
  }),
  transfers('transfer_client', 'sessions', 'Clients that used it as a transfer server.', {
    entity: 'ip',
    server: 'sessions:client.ip',
  }),
  transfers('transfer_user', 'transfers', 'Users who moved files from or to it as the client.', {
    entity: 'user',
    client: 'transfers:user.name',
  }),
  transfers('transfer_direction', 'transfers', 'Directions as a client, such as `ftp upload`.', {
    hasParts: true,
  }),

  files('file_sent', 'transfers', 'Names of files that it sent, as a client or a server.', {
    entity: 'file',
    bound: FILES_BOUND,
  }),
  files('file_received', 'transfers', 'Names of files that it received.', {
    entity: 'file',
    bound: FILES_BOUND,
  }),
  files(
    'file_type_sent',
    'transfers fileinfo',
    'Types by content of what it sent, with the service, such as `ftp: application/zip`.',
    { hasParts: true },
  ),
  files(
    'file_type_received',
    'transfers fileinfo',
    'Types by content of what it received, with the service, such as `ftp: application/zip`.',
    { hasParts: true },
  ),
  files('file_hash_sent', 'transfers', 'SHA-256, or else MD5, of files that it sent.', {
    entity: 'hash',
    bound: FILES_BOUND,
  }),
  files('file_hash_received', 'transfers', 'SHA-256, or else MD5, of files that it received.', {
    entity: 'hash',
    bound: FILES_BOUND,
  }),
  files('file_extension_sent', 'transfers', 'Extensions of files that it sent.'),
  files('file_extension_received', 'transfers', 'Extensions of files that it received.'),
]
