import { expect, test } from 'vitest'
import { CLIENT, SERVER, flowLine, ftpControl, useTestStore } from './fold-store.testing.js'

const store = useTestStore()

test('a session has its ends, user, server software, modes, commands and volume', async () => {
  const ftp = ftpControl()
  await store.ingest([
    ftp.greet(),
    ...ftp.login(),
    ftp.pasv(50001),
    ftp.say('LIST', '', ['150', '226']),
    ftp.port(50002),
    ftp.say('STOR', 'a.zip', ['150', '226']),
    ftp.say('QUIT', '', ['221']),
    ftp.flow({ community_id: '1:abc=' }, { sent: [20, 2000], received: [21, 3000] }),
  ])
  const sessions = await store.sessions()
  expect(sessions).toHaveLength(1)
  expect(sessions[0]).toMatchObject({
    service: 'ftp',
    client_ip: `::ffff:${CLIENT}`,
    client_port: 40000,
    server_ip: `::ffff:${SERVER}`,
    server_port: 21,
    user_name: 'alice',
    server_software: 'vsFTPd 3.0.3',
    session_outcome: 'success',
    session_login_failures: 0,
    session_tls: false,
    session_clear_text: true,
    ftp_commands: ['LIST', 'PASS', 'PASV', 'PORT', 'QUIT', 'STOR', 'USER'],
    ftp_mode: 'both',
    client_bytes: 2000,
    server_bytes: 3000,
    session_uploads: 1,
    session_downloads: 0,
    session_events: 9,
    zone: 'egress',
    verdict: 'unknown',
    flow_id: 1001,
    session_notes: '',
  })
  expect(sessions[0]?.ftp_password_hash).toMatch(/^[0-9a-f]{32}$/)
})

test.each([
  ['anonymous', true, 'anonymous', false],
  ['ftp', true, 'anonymous', false],
  ['bob', true, 'success', true],
  ['bob', false, 'failure', true],
])('login of %s, accepted %s: %s', async (user, accepted, outcome, clearText) => {
  const ftp = ftpControl()
  await store.ingest([ftp.greet(), ...ftp.login(user, accepted)])
  expect(await store.sessions()).toMatchObject([
    {
      user_name: user,
      session_outcome: outcome,
      session_clear_text: clearText,
      session_login_failures: accepted ? 0 : 1,
      client_bytes: null,
      session_notes: 'No flow record yet: volume and end are not known',
    },
  ])
})

test('the user is the one who was let in, not the last one tried', async () => {
  const ftp = ftpControl()
  await store.ingest([
    ftp.greet(),
    ...ftp.login('eve', false),
    ...ftp.login('alice'),
    ftp.say('USER', 'root', ['530'], ['Cannot change user']),
  ])
  expect(await store.sessions()).toMatchObject([
    { user_name: 'alice', session_outcome: 'success', session_login_failures: 2 },
  ])
})

test('a server may let a user in without password, or answer PASS in a line of its own', async () => {
  const quick = ftpControl({ flow_id: 1 })
  const slow = ftpControl({ flow_id: 2, at: 10 })
  await store.ingest([
    quick.greet('ProFTPD 1.3.0a Server (ProFTPD Anonymous Server) [192.168.1.231]'),
    quick.say('USER', 'anonymous', ['230'], ['Anonymous user logged in']),
    slow.greet('--------- Welcome to Pure-FTPd [privsep] [TLS] ----------'),
    slow.say('USER', 'mallory', ['331']),
    slow.say('PASS', 'guess', [], []),
    slow.say('', '', ['530'], ['Login incorrect.']),
  ])
  expect(await store.sessions()).toMatchObject([
    { user_name: 'anonymous', session_outcome: 'anonymous', server_software: 'ProFTPD 1.3.0a' },
    {
      user_name: 'mallory',
      session_outcome: 'failure',
      session_login_failures: 1,
      server_software: 'Pure-FTPd',
    },
  ])
})

test('530 to another command is no refused login; a demand for encryption is told', async () => {
  const ftp = ftpControl()
  await store.ingest([
    ftp.greet(),
    ftp.say('SYST', '', ['530'], ['Please login with USER and PASS.']),
    ftp.say('USER', 'alice', ['530'], ['Non-anonymous sessions must use encryption.']),
    ftp.flow(),
  ])
  expect(await store.sessions()).toMatchObject([
    {
      session_outcome: 'failure',
      session_login_failures: 1,
      session_clear_text: false,
      session_notes: 'The server demands encryption',
    },
  ])
})

test('AUTH TLS that is granted makes it FTPS', async () => {
  const ftp = ftpControl()
  await store.ingest([
    ftp.greet(),
    ftp.say('AUTH TLS', '', ['234']),
    ftp.flow({ app_proto: 'tls', app_proto_orig: 'ftp' }),
  ])
  const refused = ftpControl({ flow_id: 2, at: 100 })
  await store.ingest([refused.greet(), refused.say('AUTH TLS', '', ['500']), refused.flow()])
  expect(await store.sessions()).toMatchObject([
    {
      service: 'ftps',
      session_tls: true,
      session_outcome: 'unknown',
      session_notes: 'TLS after AUTH: no commands or file names visible from then on',
    },
    { service: 'ftp', session_tls: false },
  ])
})

test('a control connection that the sensor gave up on is a session only with content both ways', async () => {
  const ends = (flow_id: number, dest_port: number) => ({
    flow_id,
    src_ip: CLIENT,
    src_port: 40000 + flow_id,
    dest_ip: SERVER,
    dest_port,
    app_proto: 'failed',
  })
  await store.ingest([
    flowLine(ends(1, 21), { start: 0, end: 9, sent: [16, 1744], received: [35, 5766] }),
    flowLine(ends(2, 21), { start: 1, end: 1, sent: [3, 198], received: [3, 162] }),
    flowLine(ends(3, 8021), { start: 2, end: 9, sent: [16, 1744], received: [35, 5766] }),
  ])
  const sessions = await store.sessions()
  expect(sessions).toMatchObject([
    { flow_id: 1, service: 'ftp', session_outcome: 'unknown', user_name: '', ftp_commands: [] },
  ])
  expect(sessions[0]?.session_notes).toMatch(/did not recognise/)
})

test('POP3 that is logged as ftp is no session; an FTP server cannot pass for POP3', async () => {
  const pop3 = ftpControl({ flow_id: 1, dest_port: 110 })
  const hiding = ftpControl({ flow_id: 2, at: 10 })
  await store.ingest([
    pop3.say('', '', [], ['+OK POP server ready']),
    pop3.say('USER', 'x', [], ['+OK']),
    pop3.say('PASS', 'x', [], ['+OK']),
    pop3.say('LIST', '', ['230', '550'], ['1 230', '2 550']),
    pop3.say('RETR', '5', [], []),
    pop3.flow(),
    hiding.greet('ready'),
    ...hiding.login('alice'),
    hiding.say('STOR', 'a', ['150', '226'], ['+OK', '+OK']),
    flowLine(
      {
        flow_id: 3,
        src_ip: CLIENT,
        src_port: 4,
        dest_ip: SERVER,
        dest_port: 110,
        app_proto: 'ftp',
      },
      { start: 20, end: 21 },
    ),
  ])
  expect(await store.sessions()).toMatchObject([{ flow_id: 2, user_name: 'alice' }])
  expect(await store.transfers()).toMatchObject([{ flow_id: 2, file_name: 'a' }])
})

test('a capture that begins inside a connection has its sides put right', async () => {
  await store.ingest([
    flowLine(
      {
        flow_id: 1,
        src_ip: SERVER,
        src_port: 21,
        dest_ip: CLIENT,
        dest_port: 50000,
        app_proto: 'ftp',
      },
      { start: 0, end: 5, sent: [5, 900], received: [5, 400], syn: false },
    ),
  ])
  expect(await store.sessions()).toMatchObject([
    { client_ip: `::ffff:${CLIENT}`, server_port: 21, client_bytes: 400, server_bytes: 900 },
  ])
})

test('a flow id that is used again a day later is another session', async () => {
  const DAY = 86_400
  const first = ftpControl({ at: 0 })
  const second = ftpControl({ at: DAY + 3600 })
  const lines = [first.greet(), ...first.login('alice'), second.greet(), ...second.login('bob')]
  await store.ingest(lines)
  const sessions = await store.sessions()
  expect(sessions).toMatchObject([{ user_name: 'alice' }, { user_name: 'bob' }])
  expect(sessions[0]?.session_id).not.toBe(sessions[1]?.session_id)
})

test('a session over midnight stays one, with one id in every range', async () => {
  const ftp = ftpControl({ at: 14 * 3600 - 1 })
  const lines = [ftp.greet(), ...ftp.login('alice')]
  ftp.wait(3600)
  lines.push(ftp.say('STOR', 'late.txt', ['150', '226']))
  await store.ingest(lines)
  const [all] = await store.sessions()
  expect(all).toMatchObject({ user_name: 'alice', session_uploads: 1, session_duration: 3600 })
  const day = (n: number) => new Date(Date.UTC(2026, 4, n))
  expect(await store.sessions({ from: day(4), to: day(5) })).toEqual([all])
  expect(await store.sessions({ from: day(5), to: day(6) })).toEqual([])
  expect(await store.transfers({ from: day(5), to: day(6) })).toMatchObject([
    { session_id: all?.session_id, user_name: 'alice', file_name: 'late.txt' },
  ])
})

test('an event that was read twice counts once', async () => {
  const ftp = ftpControl()
  const lines = [ftp.greet(), ...ftp.login('eve', false), ftp.flow()]
  await store.ingest(lines, 'eve.json')
  await store.ingest(lines, 'eve.json.1')
  expect(await store.sessions()).toMatchObject([{ session_events: 4, session_login_failures: 1 }])
})
