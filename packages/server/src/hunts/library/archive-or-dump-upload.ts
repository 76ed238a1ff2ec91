import { hunt } from '../hunt.js'
import { asUsers, bytesText, counted, withFiles } from '../words.js'

const ARCHIVES = '7z rar zip zipx tar gz tgz bz2 tbz2 xz txz zst lz4 cab arj ace'.split(' ')
const DUMPS = 'bak sql dump dmp mdf ldf dit edb pst ost kdbx vmdk vhd vhdx vdi qcow2 ova'.split(' ')

/** Volumes of split archives: `a.7z.001`, `a.001`, `a.r00`, `a.z01`, `a.part1.rar`. */
const VOLUME = String.raw`/(?i)\.(\d{3}|[rz]\d{2}|part\d{1,3}(\.rar)?)$/`
const TELLING_NAME = String.raw`/(?i)(^|[^a-z])(ntds|lsass|(sql|db|database|mysql|pg|memory|full)[-_.]?(dump|backup|bak))([^a-z]|$)/`

export const archiveOrDumpUpload = hunt({
  id: 'archive-or-dump-upload',
  title: 'Archive or dump sent to an outside server',
  category: 'exfiltration',
  question: 'Who sent an archive, a database dump, a mailbox or a disk image out of the network?',
  why: 'Stolen data is packed before it leaves; dumps, mailboxes and disk images are whole treasures.',
  isOn: true,
  level: 'medium',
  techniques: ['T1560.001', 'T1048'],
  falsePositives: 'Backups to a provider, software builds, files that people pack for a partner.',
  subject: 'transfers',
  needs: ['ftp'],
  next: [
    { hunt: 'external-ftp-upload', why: 'What else went to this server?' },
    { hunt: 'ssh-bulk-upload-external', why: 'Did the client send more by SSH?' },
  ],
  parameters: {
    high_bytes: {
      value: 100_000_000,
      from: 1,
      to: 10_000_000_000_000,
      meaning: 'Bytes of one file that make the level high.',
    },
  },
  ways: (p) => [
    {
      name: 'name',
      where: `zone:egress transfer.direction:upload (-transfer.outcome:failed or transfer.bytes:>0) -verdict:authorised (file.extension:(${[...ARCHIVES, ...DUMPS].join(' or ')}) or file.name:(${VOLUME} or ${TELLING_NAME}))`,
      enough: { kind: 'one' },
      raised: [
        {
          level: 'high',
          where: `transfer.bytes:>=${p.high_bytes} or file.extension:(dmp or dit or kdbx or pst or ost) or file.name:/(?i)(^|[^a-z])(ntds|lsass)([^a-z]|$)/`,
        },
      ],
      sentence: (f) =>
        `${counted(f.records, 'upload')} (${bytesText(f.bytes, f.bytesQuality)}) of archives or dumps by name to the outside server ${f.server}${asUsers(f.users, f.userCount)}${withFiles(f.files, f.fileCount)}.`,
    },
  ],
})
