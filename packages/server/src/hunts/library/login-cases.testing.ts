import { authorised, every, type Case } from './cases.testing.js'
import { at, INSIDE, OUTSIDE, session, sshSession } from '../made-records.testing.js'

const failed = { session_outcome: 'failure', session_login_failures: 1 }

/** Hunts about who logs in, and how. */
export const loginCases: readonly Case[] = [
  {
    hunt: 'cleartext-credentials',
    subject: 'sessions',
    matches: [
      {
        name: 'to the outside',
        rows: () => [session({ session_clear_text: true })],
        level: 'medium',
        why: `1 FTP session without TLS carried the password of "bob" in clear from ${INSIDE} to ${OUTSIDE}.`,
      },
      {
        name: 'two users inside the network',
        rows: () => [
          session({ session_clear_text: true, zone: 'lateral', user_name: 'eve' }),
          session({ session_clear_text: true, zone: 'lateral', start_time: at('11:00:00') }),
        ],
        level: 'low',
        why: `2 FTP sessions without TLS carried the password of 2 users: "eve" and "bob" in clear from ${INSIDE} to ${OUTSIDE}.`,
      },
    ],
    misses: {
      authorised: () => [session({ session_clear_text: true, ...authorised })],
      'with TLS': () => [session({ session_clear_text: false })],
      'refused, and so mostly a guess': () => [session({ session_clear_text: true, ...failed })],
      'not known': () => [session({ session_clear_text: null })],
    },
  },
  {
    hunt: 'ftp-failures-then-success',
    subject: 'sessions',
    matches: [
      {
        name: 'five failures and a success within 15 minutes',
        rows: () => [
          ...every(60, 5, session, { ...failed, user_name: 'admin' }),
          session({ start_time: at('10:15:00'), user_name: 'bob' }),
        ],
        level: 'high',
        why: `5 failed logins in 6 sessions within 15 min, then success as "bob" on ${OUTSIDE}.`,
      },
      {
        name: 'all in one session',
        rows: () => [session({ session_login_failures: 7 })],
        level: 'high',
        why: `7 failed logins in 1 session within 0 s, then success as "bob" on ${OUTSIDE}.`,
      },
      {
        name: 'where policy allows transfers',
        rows: () => [
          ...every(60, 5, session, { ...failed, ...authorised }),
          session({ start_time: at('10:10:00'), ...authorised }),
        ],
        level: 'high',
        why: `5 failed logins in 6 sessions within 10 min, then success as "bob" on ${OUTSIDE}.`,
      },
    ],
    misses: {
      'four failures': () => [
        ...every(60, 4, session, failed),
        session({ start_time: at('10:15:00') }),
      ],
      'a second too late': () => [
        ...every(60, 5, session, failed),
        session({ start_time: at('10:15:01') }),
      ],
      'success before the failures': () => [
        session({ start_time: at('09:59:00') }),
        ...every(60, 5, session, failed),
      ],
      'success from another client': () => [
        ...every(60, 5, session, failed),
        session({ start_time: at('10:10:00'), client_ip: '10.1.2.4' }),
      ],
      'success on another server': () => [
        ...every(60, 5, session, failed),
        session({ start_time: at('10:10:00'), server_ip: '203.0.113.10' }),
      ],
    },
  },
  {
    hunt: 'login-brute-force',
    subject: 'sessions',
    matches: [
      {
        name: 'ten refused FTP logins in five minutes',
        rows: () => [
          ...every(100, 3, session, {
            session_outcome: 'failure',
            session_login_failures: 3,
            user_name: 'admin',
          }),
          session({ ...failed, start_time: at('10:05:00'), user_name: 'root', zone: 'ingress' }),
        ],
        level: 'medium',
        why: `10 failed FTP logins for 2 users ("admin" and "root") within 5 min on ${OUTSIDE}.`,
      },
      {
        name: 'refused FTP logins where policy allows transfers',
        rows: () => every(10, 10, session, { ...failed, ...authorised }),
        level: 'medium',
        why: `10 failed FTP logins for 1 user ("bob") within 90 s on ${OUTSIDE}.`,
      },
      {
        name: 'twenty SSH sessions with nothing but a login in ten minutes',
        rows: () => every(30, 20, sshSession, { client_software: 'libssh_0.6.3' }),
        level: 'medium',
        why: `20 SSH sessions with nothing but a login in them within 10 min on ${OUTSIDE}; the client calls itself "libssh_0.6.3".`,
      },
    ],
    misses: {
      'nine refused FTP logins': () => every(10, 9, session, failed),
      'ten in five minutes and a second': () => [
        ...every(10, 9, session, failed),
        session({ ...failed, start_time: at('10:05:01') }),
      ],
      'ten by two clients': () => [
        ...every(10, 5, session, failed),
        ...every(10, 5, session, { ...failed, client_ip: '10.1.2.4' }),
      ],
      'nineteen SSH sessions': () => every(30, 19, sshSession),
      'an SSH check each minute for an hour': () => every(60, 60, sshSession),
      'SSH sessions with work in them': () =>
        every(10, 30, sshSession, { ssh_activity: 'interactive_like' }),
      'SSH where policy allows it': () => every(10, 30, sshSession, authorised),
    },
  },
  {
    hunt: 'anonymous-external-login',
    subject: 'sessions',
    matches: [
      {
        name: 'one login',
        rows: () => [session({ session_outcome: 'anonymous', user_name: 'anonymous' })],
        level: 'low',
        why: `1 anonymous FTP login from ${INSIDE} to the outside server ${OUTSIDE}.`,
      },
      {
        name: 'with an upload',
        rows: () => [
          session({ session_outcome: 'anonymous' }),
          session({ session_outcome: 'anonymous', session_uploads: 1 }),
        ],
        level: 'medium',
        why: `2 anonymous FTP logins from ${INSIDE} to the outside server ${OUTSIDE}.`,
      },
    ],
    misses: {
      authorised: () => [session({ session_outcome: 'anonymous', ...authorised })],
      'inside the network': () => [session({ session_outcome: 'anonymous', zone: 'lateral' })],
      'from outside to here': () => [session({ session_outcome: 'anonymous', zone: 'ingress' })],
      'a named user': () => [session({ session_outcome: 'success' })],
      'a refused one': () => [session({ session_outcome: 'failure', user_name: 'anonymous' })],
    },
  },
  {
    hunt: 'odd-port',
    subject: 'sessions',
    matches: [
      {
        name: 'SSH on 443 of an outside server',
        rows: () => [sshSession({ server_port: 443 })],
        level: 'high',
        why: `1 SSH session on port 443 of ${OUTSIDE}.`,
      },
      {
        name: 'FTP on 2121 of an outside server',
        rows: () => [session({ server_port: 2121 })],
        level: 'medium',
        why: `1 FTP session on port 2121 of ${OUTSIDE}.`,
      },
      {
        name: 'FTPS inside the network',
        rows: () => [
          session({ service: 'ftps', server_port: 8021, zone: 'lateral' }),
          session({ service: 'ftps', server_port: 2121, zone: 'lateral' }),
        ],
        level: 'low',
        why: `2 FTPS sessions on port 2121, 8021 of ${OUTSIDE}.`,
      },
    ],
    misses: {
      'FTP on 21': () => [session()],
      'FTPS on 21 and 990': () => [
        session({ service: 'ftps' }),
        session({ service: 'ftps', server_port: 990 }),
      ],
      'SSH on 22': () => [sshSession()],
      'no port known': () => [session({ server_port: null })],
      authorised: () => [session({ server_port: 2121, ...authorised })],
    },
  },
]
