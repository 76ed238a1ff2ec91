import { authorised, every, type Case } from './cases.testing.js'
import {
  at,
  INSIDE,
  OUTSIDE,
  sshSession,
  sshUpload,
  type Columns,
} from '../made-records.testing.js'

const overlapping = (columns: Columns = {}) => [
  sshUpload({ start_time: at('10:00:00'), end_time: at('10:10:00'), ...columns }),
  sshUpload({ start_time: at('10:09:59'), end_time: at('10:20:00'), ...columns }),
]

/** Hunts about what goes on inside SSH. */
export const sshCases: readonly Case[] = [
  {
    hunt: 'ssh-bulk-upload-external',
    subject: 'transfers',
    matches: [
      {
        name: 'one megabyte',
        rows: () => [sshUpload({ transfer_bytes: 1_000_000 })],
        level: 'medium',
        why: `1 bulk upload over SSH (about 1 MB) from ${INSIDE} to the outside server ${OUTSIDE}; the client calls itself "OpenSSH_9.2p1".`,
      },
      {
        name: 'a hundred megabytes',
        rows: () => [sshUpload({ transfer_bytes: 100_000_000 })],
        level: 'high',
        why: `1 bulk upload over SSH (about 100 MB) from ${INSIDE} to the outside server ${OUTSIDE}; the client calls itself "OpenSSH_9.2p1".`,
      },
    ],
    misses: {
      'a byte less': () => [sshUpload({ transfer_bytes: 999_999 })],
      'inside the network': () => [sshUpload({ zone: 'lateral' })],
      'a download': () => [sshUpload({ transfer_direction: 'download', zone: 'ingress' })],
      authorised: () => [sshUpload(authorised)],
      'an upload from outside to here': () => [sshUpload({ zone: 'ingress' })],
    },
  },
  {
    hunt: 'transfer-only-ssh-client',
    subject: 'sessions',
    matches: [
      {
        name: 'each of them',
        rows: () =>
          [
            'WinSCP_release_5.17.10',
            'FileZilla_3.68.1',
            'rclone/v1.69.0',
            'libssh2_1.10.0',
            'Cyberduck/6.7.1.28683 (Mac OS X/10.13.6) (x86_64)',
          ].map((client_software, i) =>
            sshSession({ client_software, start_time: at('10:00:00', i) }),
          ),
        level: 'medium',
        why: `5 SSH sessions from ${INSIDE} to the outside server ${OUTSIDE} by a client that calls itself "WinSCP_release_5.17.10", "FileZilla_3.68.1", "rclone/v1.69.0" and 2 more.`,
      },
    ],
    misses: {
      OpenSSH: () => [sshSession()],
      'libssh, which is another library': () => [sshSession({ client_software: 'libssh_0.9.6' })],
      'a name in the middle': () => [sshSession({ client_software: 'not_WinSCP' })],
      'inside the network': () => [
        sshSession({ client_software: 'WinSCP_release_6.3', zone: 'lateral' }),
      ],
      'from outside to here': () => [
        sshSession({ client_software: 'WinSCP_release_6.3', zone: 'ingress' }),
      ],
      authorised: () => [sshSession({ client_software: 'WinSCP_release_6.3', ...authorised })],
    },
  },
  {
    hunt: 'parallel-bulk-uploads',
    subject: 'transfers',
    matches: [
      {
        name: 'two that overlap by a second',
        rows: () => overlapping(),
        level: 'high',
        why: `2 bulk uploads over SSH at the same time, 2 in all (about 40 MB), from ${INSIDE} to the outside server ${OUTSIDE}.`,
      },
      {
        name: 'three at once, and one later that stands alone',
        rows: () => [
          ...every(10, 3, sshUpload),
          sshUpload({ start_time: at('15:00:00'), end_time: at('15:10:00') }),
        ],
        level: 'high',
        why: `3 bulk uploads over SSH at the same time, 3 in all (about 60 MB), from ${INSIDE} to the outside server ${OUTSIDE}.`,
      },
    ],
    misses: {
      'one after the other': () => [
        sshUpload({ start_time: at('10:00:00'), end_time: at('10:10:00') }),
        sshUpload({ start_time: at('10:10:00'), end_time: at('10:20:00') }),
      ],
      'to two servers': () => [sshUpload(), sshUpload({ server_ip: '203.0.113.10' })],
      'one of them small': () => [sshUpload(), sshUpload({ transfer_bytes: 999_999 })],
      'inside the network': () => overlapping({ zone: 'lateral' }),
      downloads: () => overlapping({ transfer_direction: 'download' }),
      authorised: () => overlapping(authorised),
    },
  },
]
