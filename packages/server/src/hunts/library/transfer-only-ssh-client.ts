import { hunt } from '../hunt.js'
import { counted, listed } from '../words.js'

/** Clients that only move files; OpenSSH and PuTTY serve for work on a server too. */
const CLIENTS = ['WinSCP*', 'FileZilla*', 'rclone*', 'libssh2*', 'Cyberduck*']

export const transferOnlySshClient = hunt({
  id: 'transfer-only-ssh-client',
  title: 'File-transfer client to an outside SSH server',
  category: 'client-software',
  question: 'Who uses WinSCP, FileZilla, rclone, Cyberduck or curl over SSH to the outside?',
  why: 'Such a client moves files and does nothing else; gangs that steal data bring just these.',
  isOn: true,
  level: 'medium',
  techniques: ['T1048.002', 'T1105'],
  falsePositives: 'People who keep a web site or exchange files with a partner by SFTP.',
  subject: 'sessions',
  needs: ['ssh'],
  next: [{ hunt: 'ssh-bulk-upload-external', why: 'How much did it send?' }],
  parameters: {},
  ways: () => [
    {
      name: 'client',
      where: `zone:egress service:(ssh or sftp or scp) client.software:(${CLIENTS.join(' or ')}) -verdict:authorised`,
      enough: { kind: 'one' },
      sentence: (f) =>
        `${counted(f.records, 'SSH session')} from ${f.client} to the outside server ${f.server} by a client that calls itself ${listed(f.software, f.software.length)}.`,
    },
  ],
})
