import { hunt } from '../hunt.js'
import { asUsers, bytesText, counted, withFiles } from '../words.js'

export const externalFtpUpload = hunt({
  id: 'external-ftp-upload',
  title: 'FTP upload to an outside server',
  category: 'exfiltration',
  question: 'Who sent files out of the network by FTP?',
  why: 'FTP is a simple way out for stolen data: it is on every system, and few look at it.',
  isOn: true,
  level: 'medium',
  techniques: ['T1048.003', 'T1071.002'],
  falsePositives:
    'Web sites kept by FTP, deliveries to partners. Allow them by policy: what policy authorises is no finding.',
  subject: 'transfers',
  needs: ['ftp'],
  next: [
    { hunt: 'cleartext-credentials', why: 'Did a password cross the network in clear?' },
    { hunt: 'archive-or-dump-upload', why: 'Were archives among the files?' },
  ],
  parameters: {},
  ways: () => [
    {
      name: 'upload',
      // A refused upload moved nothing; one that broke off may have moved most of the file.
      where:
        'zone:egress service:(ftp or ftps) transfer.direction:upload (-transfer.outcome:failed or transfer.bytes:>0) -verdict:authorised',
      enough: { kind: 'one' },
      raised: [{ level: 'high', where: 'verdict:violation' }],
      sentence: (f) =>
        `${counted(f.records, 'upload')} (${bytesText(f.bytes, f.bytesQuality)}) by ${f.services.join(' and ').toUpperCase()} to the outside server ${f.server}${asUsers(f.users, f.userCount)}${withFiles(f.files, f.fileCount)}.`,
    },
  ],
})
