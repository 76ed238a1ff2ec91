import { hunt } from '../hunt.js'
import { bytesText, counted, listed } from '../words.js'

export const sshBulkUploadExternal = hunt({
  id: 'ssh-bulk-upload-external',
  title: 'Bulk upload over SSH to an outside server',
  category: 'exfiltration',
  question: 'Who sent much data out of the network inside SSH?',
  why: 'SFTP and SCP hide names and content; the volume is what can be seen of a theft.',
  isOn: true,
  level: 'medium',
  techniques: ['T1048.002'],
  falsePositives: 'Backups and deployments to servers outside. Allow them by policy.',
  subject: 'transfers',
  needs: ['ssh', 'flow'],
  next: [
    { hunt: 'parallel-bulk-uploads', why: 'Were there several at once?' },
    { hunt: 'transfer-only-ssh-client', why: 'Which program was it?' },
  ],
  parameters: {
    bytes: { value: 1_000_000, from: 1, to: 10_000_000_000_000, meaning: 'Bytes of one upload.' },
    high_bytes: {
      value: 100_000_000,
      from: 1,
      to: 10_000_000_000_000,
      meaning: 'Bytes of one upload that make the level high.',
    },
  },
  ways: (p) => [
    {
      name: 'upload',
      where: `zone:egress service:(ssh or sftp or scp) transfer.direction:upload transfer.bytes:>=${p.bytes} -verdict:authorised`,
      enough: { kind: 'one' },
      raised: [{ level: 'high', where: `transfer.bytes:>=${p.high_bytes} or verdict:violation` }],
      sentence: (f) =>
        `${counted(f.records, 'bulk upload')} over SSH (${bytesText(f.bytes, f.bytesQuality)}) from ${f.client} to the outside server ${f.server}${f.software.length === 0 ? '' : `; the client calls itself ${listed(f.software, f.software.length)}`}.`,
    },
  ],
})
