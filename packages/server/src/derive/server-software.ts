/**
 * FTP servers by what their greeting says. Names as the programs write them.
 * A greeting is free text: one that names none of these says nothing about the software.
 */
const NAMES = [
  'vsFTPd',
  'ProFTPD',
  'Pure-FTPd',
  'FileZilla Server',
  'Microsoft FTP Service',
  'Serv-U FTP Server',
  'Serv-U',
  'pyftpdlib',
  'Wing FTP Server',
  'Cerberus FTP Server',
  'CrushFTP',
  'CompleteFTP',
  'glFTPd',
  'bftpd',
  'WS_FTP Server',
  'Titan FTP Server',
  'Xlight FTP Server',
  'Gene6 FTP Server',
  'Golden FTP Server',
  'SlimFTPd',
  'mod_ftp',
  'Linux-ftpd',
  'BusyBox',
  'MikroTik',
  'NcFTPd',
  'DrFTPD',
  'Twisted',
  'GlobalSCAPE',
] as const

/** Name, and version if it follows at once. Linear-time, as all of the engine's expressions are. */
const PATTERN = `(?i)\\b(${NAMES.join('|')})(?:[ /(-]+(?:version )?v?([0-9][0-9A-Za-z.]{0,20}))?`

/** SQL of the software that a greeting names, with its version if that follows; else empty. */
export function softwareInGreeting(greeting: string): string {
  const pattern = PATTERN.replaceAll('\\', '\\\\')
  return `trimBoth(arrayStringConcat(extractGroups(substring(${greeting}, 1, 2000), '${pattern}'), ' '))`
}
