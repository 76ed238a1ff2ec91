import { hunt } from '../hunt.js'
import { counted } from '../words.js'

export const anonymousExternalLogin = hunt({
  id: 'anonymous-external-login',
  title: 'Anonymous login to an outside FTP server',
  category: 'credentials',
  question: 'Who logged in to an FTP server on the outside without a name?',
  why: 'Anonymous servers take data from anyone and hand out tools to anyone.',
  isOn: true,
  level: 'low',
  techniques: ['T1048.003', 'T1105'],
  falsePositives: 'Public archives of software and data that still offer FTP.',
  subject: 'sessions',
  needs: ['ftp'],
  next: [{ hunt: 'external-ftp-upload', why: 'What was sent to this server?' }],
  parameters: {},
  ways: () => [
    {
      name: 'anonymous',
      where: 'zone:egress session.outcome:anonymous -verdict:authorised',
      enough: { kind: 'one' },
      raised: [{ level: 'medium', where: 'session.uploads:>0' }],
      sentence: (f) =>
        `${counted(f.records, 'anonymous FTP login')} from ${f.client} to the outside server ${f.server}.`,
    },
  ],
})
