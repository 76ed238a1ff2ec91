import { hunt } from '../hunt.js'
import { bytesText, counted } from '../words.js'

export const parallelBulkUploads = hunt({
  id: 'parallel-bulk-uploads',
  title: 'Several bulk uploads at the same time',
  category: 'exfiltration',
  question: 'Who sends data out in several SSH uploads side by side?',
  why: 'Thieves in a hurry open several streams to one server; people seldom do.',
  isOn: true,
  level: 'high',
  techniques: ['T1048.002', 'T1020'],
  falsePositives: 'Backup and synchronisation programs with several streams. Allow them by policy.',
  subject: 'transfers',
  needs: ['ssh', 'flow'],
  next: [
    { hunt: 'ssh-bulk-upload-external', why: 'How much went to this server in all?' },
    { hunt: 'transfer-only-ssh-client', why: 'Which program was it?' },
  ],
  parameters: {
    streams: { value: 2, from: 2, to: 1000, meaning: 'Uploads at the same time.' },
    bytes: { value: 1_000_000, from: 1, to: 10_000_000_000_000, meaning: 'Bytes of each of them.' },
  },
  ways: (p) => [
    {
      name: 'parallel',
      where: `zone:egress service:(ssh or sftp or scp) transfer.direction:upload transfer.bytes:>=${p.bytes} -verdict:authorised`,
      enough: { kind: 'parallel', atLeast: p.streams },
      sentence: (f) =>
        `${counted(f.parallel, 'bulk upload')} over SSH at the same time, ${f.records} in all (${bytesText(f.bytes, f.bytesQuality)}), from ${f.client} to the outside server ${f.server}.`,
    },
  ],
})
