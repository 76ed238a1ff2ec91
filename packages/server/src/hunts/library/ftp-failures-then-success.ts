import { hunt } from '../hunt.js'
import { asUsers, counted, duration } from '../words.js'

export const ftpFailuresThenSuccess = hunt({
  id: 'ftp-failures-then-success',
  title: 'FTP login after many failures',
  category: 'login-attacks',
  question: 'Where did a client get into an FTP server soon after many refused logins?',
  why: 'Many refused logins and then one that works is what a guessed password looks like.',
  isOn: true,
  level: 'high',
  techniques: ['T1110.001', 'T1078'],
  falsePositives:
    'A program with an old password that somebody corrects; many users behind one address.',
  subject: 'sessions',
  needs: ['ftp'],
  next: [
    { hunt: 'login-brute-force', why: 'Which servers did the client try besides?' },
    { hunt: 'executable-upload', why: 'Was a program put there afterwards?' },
  ],
  parameters: {
    failures: {
      value: 5,
      from: 1,
      to: 10_000,
      meaning: 'Refused logins before the one that worked.',
    },
    seconds: { value: 900, from: 1, to: 86_400, meaning: 'Seconds in which all of it happens.' },
  },
  ways: ({ failures, seconds }) => [
    {
      name: 'guessed',
      // Policy may allow a transfer, never guessing: refused logins count on allowed paths too.
      where: 'service:(ftp or ftps) (session.login_failures:>0 or session.outcome:success)',
      enough: {
        kind: 'many',
        of: 'login failures',
        atLeast: failures,
        withinSeconds: seconds,
        endingIn: 'session.outcome:success',
      },
      sentence: (f) =>
        `${counted(f.loginFailures, 'failed login')} in ${counted(f.records, 'session')} within ${duration(f.seconds)}, then success${asUsers(f.endingUsers, f.endingUsers.length)} on ${f.server}.`,
    },
  ],
})
