import { authorised, every, type Case } from './cases.testing.js'
import { at, INSIDE, OUTSIDE, transfer } from '../made-records.testing.js'

const stealer = {
  file_name: 'PW_admin-USER-PC_2024_03_07_19_00_36.html',
  file_extension: 'html',
  transfer_bytes: 533,
}
const dated = { file_name: 'log_2026-06-22.txt' }

/** Hunts about files that are named. */
export const uploadCases: readonly Case[] = [
  {
    hunt: 'external-ftp-upload',
    subject: 'transfers',
    matches: [
      {
        name: 'two uploads',
        rows: () => [transfer(), transfer({ file_name: 'b.txt' })],
        level: 'medium',
        why: `2 uploads (10 kB) by FTP to the outside server ${OUTSIDE} as "bob": "notes.txt" and "b.txt".`,
      },
      {
        name: 'a violation over FTPS, cut off after most of it',
        rows: () => [
          transfer({
            service: 'ftps',
            verdict: 'violation',
            transfer_outcome: 'failed',
            transfer_bytes: 7_000_000,
            transfer_bytes_quality: 'estimated',
            file_name: '',
            file_extension: '',
            user_name: '',
          }),
        ],
        level: 'high',
        why: `1 upload (about 7 MB) by FTPS to the outside server ${OUTSIDE}.`,
      },
    ],
    misses: {
      authorised: () => [transfer(authorised)],
      'inside the network': () => [transfer({ zone: 'lateral', server_ip: '10.9.9.9' })],
      'a download': () => [transfer({ transfer_direction: 'download' })],
      'over SSH': () => [transfer({ service: 'ssh' })],
      'a refused upload': () => [transfer({ transfer_outcome: 'failed', transfer_bytes: 0 })],
      'a refused upload of unknown size': () => [
        transfer({ transfer_outcome: 'failed', transfer_bytes: null }),
      ],
    },
  },
  {
    hunt: 'archive-or-dump-upload',
    subject: 'transfers',
    matches: [
      {
        name: 'archives by extension and split volumes by name',
        rows: () => [
          transfer({ file_name: 'Q2.7z', file_extension: '7z' }),
          transfer({ file_name: 'Q2.part2.rar', file_extension: 'rar' }),
          transfer({ file_name: 'Q2.7z.003', file_extension: '003' }),
          transfer({ file_name: 'MYSQL_dump_june', file_extension: '' }),
        ],
        level: 'medium',
        why: `4 uploads (20 kB) of archives or dumps by name to the outside server ${OUTSIDE} as "bob": "Q2.7z", "Q2.part2.rar", "Q2.7z.003" and 1 more.`,
      },
      {
        name: 'a copy of the directory',
        rows: () => [transfer({ file_name: 'ntds.dit', file_extension: 'dit' })],
        level: 'high',
        why: `1 upload (5 kB) of archives or dumps by name to the outside server ${OUTSIDE} as "bob": "ntds.dit".`,
      },
    ],
    misses: {
      'a text file': () => [transfer()],
      'a name that only sounds alike': () => [
        transfer({ file_name: 'backup.txt' }),
        transfer({ file_name: 'windump.txt' }),
        transfer({ file_name: 'slides.2024', file_extension: '2024' }),
      ],
      'inside the network': () => [
        transfer({ file_name: 'a.zip', file_extension: 'zip', zone: 'lateral' }),
      ],
      'a download': () => [
        transfer({ file_name: 'a.zip', file_extension: 'zip', transfer_direction: 'download' }),
      ],
      authorised: () => [transfer({ file_name: 'a.zip', file_extension: 'zip', ...authorised })],
    },
  },
  {
    hunt: 'executable-upload',
    subject: 'transfers',
    matches: [
      {
        name: 'a web shell from outside',
        rows: () => [
          transfer({
            file_name: 'up.php',
            file_extension: 'php',
            zone: 'ingress',
            client_ip: OUTSIDE,
            server_ip: INSIDE,
          }),
        ],
        level: 'high',
        why: `1 upload of programs, scripts or key files from ${OUTSIDE} to ${INSIDE} as "bob": "up.php".`,
      },
      {
        name: 'a program under another name, inside the network',
        rows: () => [
          transfer({
            file_name: 'photo.jpg',
            file_extension: 'jpg',
            file_magic: 'PE32+ executable (GUI) x86-64, for MS Windows',
            zone: 'lateral',
          }),
        ],
        level: 'medium',
        why: `1 upload of programs, scripts or key files from ${INSIDE} to ${OUTSIDE} as "bob": "photo.jpg".`,
      },
      {
        name: 'a key file',
        rows: () => [transfer({ file_name: 'authorized_keys', file_extension: '' })],
        level: 'high',
        why: `1 upload of programs, scripts or key files from ${INSIDE} to ${OUTSIDE} as "bob": "authorized_keys".`,
      },
    ],
    misses: {
      'a picture': () => [transfer({ file_name: 'photo.jpg', file_extension: 'jpg' })],
      'a PostScript document': () => [
        transfer({ file_name: 'a.ps', file_magic: 'PostScript document text' }),
      ],
      'a download': () => [
        transfer({ file_name: 'a.exe', file_extension: 'exe', transfer_direction: 'download' }),
      ],
      'a refused upload': () => [
        transfer({
          file_name: 'a.exe',
          file_extension: 'exe',
          transfer_outcome: 'failed',
          transfer_bytes: null,
        }),
      ],
      authorised: () => [transfer({ file_name: 'a.exe', file_extension: 'exe', ...authorised })],
    },
  },
  {
    hunt: 'stealer-uploads',
    subject: 'transfers',
    matches: [
      {
        name: 'a name that Agent Tesla gives',
        rows: () => [transfer(stealer)],
        level: 'critical',
        why: `1 small upload (533 B) from ${INSIDE} to ${OUTSIDE} as "bob" with names that known stealers give: "PW_admin-USER-PC_2024_03_07_19_00_36.html".`,
      },
      {
        name: 'dated files in three sessions within the hour',
        rows: () => every(1800, 3, transfer, dated),
        level: 'high',
        why: `3 small uploads (15 kB) in 3 sessions within 60 min from ${INSIDE} to ${OUTSIDE} as "bob", named after dates, hosts or loot: "log_2026-06-22.txt".`,
      },
      {
        name: 'files named after a host',
        rows: () => every(60, 3, transfer, { file_name: 'DESKTOP-8GK2AB_screen.png' }),
        level: 'high',
        why: `3 small uploads (15 kB) in 3 sessions within 120 s from ${INSIDE} to ${OUTSIDE} as "bob", named after dates, hosts or loot: "DESKTOP-8GK2AB_screen.png".`,
      },
    ],
    misses: {
      'a large file of such a name': () => [transfer({ ...stealer, transfer_bytes: 1_000_000 })],
      'such a name inside the network': () => [transfer({ ...stealer, zone: 'lateral' })],
      'such a name, downloaded': () => [transfer({ ...stealer, transfer_direction: 'download' })],
      'such a name, authorised': () => [transfer({ ...stealer, ...authorised })],
      'two sessions': () => every(60, 2, transfer, dated),
      'three uploads in two sessions': () => [
        transfer({ ...dated, session_id: 'x' }),
        transfer({ ...dated, session_id: 'x', start_time: at('10:01:00') }),
        transfer({ ...dated, start_time: at('10:02:00') }),
      ],
      'three sessions in an hour and two seconds': () => every(1801, 3, transfer, dated),
      'names that say nothing': () => every(60, 10, transfer),
    },
  },
]
