import { hunt } from '../hunt.js'
import { counted, duration, listed } from '../words.js'

export const loginBruteForce = hunt({
  id: 'login-brute-force',
  title: 'Passwords guessed',
  category: 'login-attacks',
  question: 'Which client tries many passwords on an FTP or SSH server?',
  why: 'Guessing is how a stranger gets an account, and its success may not be seen.',
  isOn: true,
  level: 'medium',
  techniques: ['T1110.001', 'T1110.003', 'T1110.004'],
  falsePositives:
    'A job with an expired password that tries again and again; automation that runs many short commands over SSH.',
  subject: 'sessions',
  needs: ['ftp', 'ssh'],
  next: [{ hunt: 'ftp-failures-then-success', why: 'Did a guess succeed?' }],
  parameters: {
    ftp_failures: {
      value: 10,
      from: 1,
      to: 100_000,
      meaning: 'Logins that an FTP server refused.',
    },
    ftp_seconds: {
      value: 300,
      from: 1,
      to: 86_400,
      meaning: 'Seconds in which the FTP server refused them.',
    },
    ssh_sessions: {
      value: 20,
      from: 1,
      to: 100_000,
      meaning: 'SSH sessions with nothing but a login in them; one may hold several guesses.',
    },
    ssh_seconds: {
      value: 600,
      from: 1,
      to: 86_400,
      meaning: 'Seconds in which these SSH sessions began: more often than a check each minute.',
    },
  },
  ways: (p) => [
    {
      name: 'ftp',
      // Policy may allow a transfer, never guessing: refused logins count on allowed paths too.
      where: 'service:(ftp or ftps) session.login_failures:>0',
      enough: {
        kind: 'many',
        of: 'login failures',
        atLeast: p.ftp_failures,
        withinSeconds: p.ftp_seconds,
      },
      sentence: (f) =>
        `${counted(f.loginFailures, 'failed FTP login')}${f.userCount === 0 ? '' : ` for ${counted(f.userCount, 'user')} (${listed(f.users, f.userCount)})`} within ${duration(f.seconds)} on ${f.server}.`,
    },
    {
      name: 'ssh',
      // Nothing was seen to be refused here: where policy allows the path it is automation.
      where: 'service:(ssh or sftp or scp) ssh.activity:auth_only -verdict:authorised',
      enough: {
        kind: 'many',
        of: 'sessions',
        atLeast: p.ssh_sessions,
        withinSeconds: p.ssh_seconds,
      },
      sentence: (f) =>
        `${counted(f.records, 'SSH session')} with nothing but a login in them within ${duration(f.seconds)} on ${f.server}${f.software.length === 0 ? '' : `; the client calls itself ${listed(f.software, f.software.length)}`}.`,
    },
  ],
})
