import { hunt } from '../hunt.js'
import { counted, listed } from '../words.js'

export const cleartextCredentials = hunt({
  id: 'cleartext-credentials',
  title: 'Password sent in clear text',
  category: 'credentials',
  question: 'Whose password crossed the network where anyone on the way could read it?',
  why: 'A password sent in clear belongs to everyone on the way. People also use it elsewhere.',
  isOn: true,
  level: 'low',
  techniques: ['T1040', 'T1552'],
  falsePositives:
    'Devices that speak only FTP, such as scanners and cameras; accounts that are public anyway.',
  subject: 'sessions',
  needs: ['ftp'],
  next: [
    { hunt: 'ftp-failures-then-success', why: 'Was the password guessed before?' },
    { hunt: 'external-ftp-upload', why: 'What was sent with it?' },
  ],
  parameters: {},
  ways: () => [
    {
      name: 'password',
      // A refused password is mostly a guess; the hunts for guessing tell of those.
      where: 'session.clear_text:true -session.outcome:failure -verdict:authorised',
      enough: { kind: 'one' },
      raised: [{ level: 'medium', where: 'zone:(egress or ingress or external)' }],
      sentence: (f) =>
        `${counted(f.records, 'FTP session')} without TLS carried the password of ${f.userCount === 1 ? '' : `${counted(f.userCount, 'user')}: `}${listed(f.users, f.userCount)} in clear from ${f.client} to ${f.server}.`,
    },
  ],
})
