import { hunt } from '../hunt.js'
import { asUsers, bytesText, counted, duration, withFiles } from '../words.js'

/**
 * Names that families of stealers give their loot: Agent Tesla and OriginLogger (passwords,
 * cookies, keys, screenshots, contacts of USER-HOST at a time), HawkEye, Predator Pain and others.
 */
const KNOWN_NAMES = [
  String.raw`/^(PW|CO|KL|SC|CC|CD|TG)_.+-.+_\d{4}(_\d{2}){5}\.(html|zip|txt|jpe?g)$/`,
  String.raw`/^(HawkEye|Predator_Pain|Logger)_/`,
  String.raw`/^seclog_.*\.kcb$/`,
  String.raw`/^VICTIM-PC__/`,
  String.raw`/^[0-9a-f]{48}\.bin$/`,
]

/** Names with a date in them, or made of a host's or a user's name. */
const TELLING_NAMES = [
  String.raw`/(19|20)\d{2}[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])/`,
  String.raw`/(?i)(^|[^a-z])(desktop|laptop|win|pc|nb|ws)-[a-z0-9]{3,}/`,
  String.raw`/(?i)-(pc|laptop|desktop)([^a-z]|$)/`,
  String.raw`/(?i)^(passwords?|cookies|autofill|clipboard|keylogs?|keystrokes|screenshots?)([^a-z]|$)/`,
]

export const stealerUploads = hunt({
  id: 'stealer-uploads',
  title: 'Uploads like those of a stealer',
  category: 'malware',
  question: 'Which host keeps dropping small files with telling names on an outside FTP server?',
  why: 'Stealers send passwords, cookies, keystrokes and screenshots home this way, a little each time.',
  isOn: true,
  level: 'high',
  techniques: ['T1048.003', 'T1020', 'T1056.001'],
  falsePositives: 'Devices and reports that send a dated file every few minutes.',
  subject: 'transfers',
  needs: ['ftp'],
  next: [
    { hunt: 'external-ftp-upload', why: 'What else went to this server?' },
    { hunt: 'cleartext-credentials', why: 'Which account receives it?' },
  ],
  parameters: {
    bytes: {
      value: 1_000_000,
      from: 1,
      to: 10_000_000_000_000,
      meaning: 'A file that is smaller counts as small.',
    },
    sessions: {
      value: 3,
      from: 1,
      to: 1000,
      meaning: 'Sessions with small uploads of telling names.',
    },
    seconds: {
      value: 3600,
      from: 1,
      to: 86_400,
      meaning: 'Seconds in which these sessions began to upload.',
    },
  },
  ways: (p) => {
    const small = `zone:egress service:(ftp or ftps) transfer.direction:upload -transfer.bytes:>=${p.bytes} -transfer.outcome:failed -verdict:authorised`
    return [
      {
        name: 'known name',
        where: `${small} file.name:(${KNOWN_NAMES.join(' or ')})`,
        enough: { kind: 'one' },
        level: 'critical',
        sentence: (f) =>
          `${counted(f.records, 'small upload')} (${bytesText(f.bytes, f.bytesQuality)}) from ${f.client} to ${f.server}${asUsers(f.users, f.userCount)} with names that known stealers give${withFiles(f.files, f.fileCount)}.`,
      },
      {
        name: 'telling names',
        where: `${small} file.name:(${TELLING_NAMES.join(' or ')})`,
        enough: {
          kind: 'many',
          of: 'sessions',
          atLeast: p.sessions,
          withinSeconds: p.seconds,
        },
        sentence: (f) =>
          `${counted(f.records, 'small upload')} (${bytesText(f.bytes, f.bytesQuality)}) in ${counted(f.sessions, 'session')} within ${duration(f.seconds)} from ${f.client} to ${f.server}${asUsers(f.users, f.userCount)}, named after dates, hosts or loot${withFiles(f.files, f.fileCount)}.`,
      },
    ]
  },
})
