import { hash } from 'node:crypto'
import { alert, anomaly } from './alerts.js'
import type { Host } from './network.js'
import type { NamedFile } from './names.js'
import {
  clientPort,
  closeFlow,
  head,
  MILLISECOND,
  openFlow,
  SECOND,
  tcpVolume,
  type Flow,
} from './record.js'
import type { World } from './world.js'

/** Suricata reassembles at most this much of a stream by default; larger files end as TRUNCATED. */
const REASSEMBLY_DEPTH = 1_048_576
const GREETINGS = [
  '(vsFTPd 3.0.5)',
  'ProFTPD Server (Debian) [::ffff:10.20.1.12]',
  'Microsoft FTP Service',
  'Welcome to Pure-FTPd [privsep] [TLS]',
  'FileZilla Server 1.8.1',
]
const DIRECTORIES = ['/upload', '/incoming', '/outgoing', '/backup', '/edi/in', '/edi/out', '/www']

/** A control connection being written: its flow, its clock and the next transaction. */
class Control {
  readonly flow: Flow
  time: number
  private transaction = 0
  private sent = 0
  private received = 0

  constructor(
    readonly world: World,
    start: number,
    client: Host,
    server: Host,
    port: number,
  ) {
    this.flow = openFlow(world, start, 'TCP', [client, clientPort(world)], [server, port])
    this.time = start + world.rng.heavy(40 * MILLISECOND, 0.8, 3000 * MILLISECOND)
    // FTP servers speak first, which Suricata 7 reports on most FTP flows (61 of 73 in the real captures).
    if (world.rng.chance(0.8)) {
      this.flow.metadata = '"metadata":{"flowints":{"applayer.anomaly.count":1}},'
      const text =
        '"app_proto":"ftp","type":"applayer","event":"APPLAYER_DETECT_PROTOCOL_ONLY_ONE_DIRECTION","layer":"proto_detect"'
      const app = '"app_proto":"ftp","app_proto_tc":"failed",'
      if (world.rng.chance(0.3)) alert(world, this.flow, this.time, 'decode', app, false)
      anomaly(world, this.flow, this.time, text, false)
    }
    this.say('', '', [['220', world.rng.pick(GREETINGS)]])
  }

  /**
   * Writes one ftp event.
   * @param command empty for the greeting and for commands that Suricata does not know
   * @param more the keys of PASV, EPSV and PORT, ending with a comma
   */
  say(
    command: string,
    data: string,
    replies: readonly (readonly [string, string])[],
    more = '',
  ): void {
    const told = command === '' ? '' : `"command":"${command}",`
    const argument = data === '' ? '' : `"command_data":"${data}","command_truncated":false,`
    const codes = replies.map(([code]) => `"${code}"`).join(',')
    const texts = replies.map(([, text]) => `"${text}"`).join(',')
    this.world.emit(
      this.time,
      `${head(this.flow, this.time, 'ftp')}"tx_id":${this.transaction++},"ftp":{${told}${argument}` +
        `"completion_code":[${codes}],"reply":[${texts}],${more}"reply_received":"yes","reply_truncated":false}}`,
    )
    this.sent += command.length + data.length + 3
    this.received += texts.length + 6 * replies.length
    this.time += this.world.rng.heavy(60 * MILLISECOND, 0.9, 5000 * MILLISECOND)
  }

  /** Ends the session: the flow record of the control connection. */
  close(app = 'ftp', more = ''): void {
    const failed = this.flow.metadata === '' ? '' : ',"app_proto_tc":"failed"'
    const end = this.time + this.world.rng.between(1 * MILLISECOND, 30 * MILLISECOND)
    closeFlow(
      this.world,
      this.flow,
      end,
      tcpVolume(this.sent, this.received),
      'closed',
      app,
      more || failed,
    )
  }
}

type Mode = 'PASV' | 'EPSV' | 'PORT'

function dotted(host: Host, port: number): string {
  return `${host.ip.replaceAll('.', ',')},${port >> 8},${port & 255}`
}

/** Says how the data connection will be made and opens its flow. */
function dataFlow(control: Control, mode: Mode, linked: boolean): Flow {
  const { world, flow } = control
  const port = world.rng.between(20_000, 60_000)
  if (mode === 'PORT') {
    const active = `"dynamic_port":${port},"mode":"active",`
    control.say(
      'PORT',
      dotted(flow.a, port),
      [['200', 'PORT command successful. Consider using PASV.']],
      active,
    )
  } else {
    const reply =
      mode === 'PASV'
        ? `Entering Passive Mode (${dotted(flow.b, port)}).`
        : `Entering Extended Passive Mode (|||${port}|)`
    control.say(mode, '', [[mode === 'PASV' ? '227' : '229', reply]], `"dynamic_port":${port},`)
  }
  const parent = linked ? flow.id : undefined
  return mode === 'PORT'
    ? openFlow(world, control.time, 'TCP', [flow.b, 20], [flow.a, port], parent)
    : openFlow(world, control.time, 'TCP', [flow.a, clientPort(world)], [flow.b, port], parent)
}

function closeData(
  world: World,
  data: Flow,
  end: number,
  bytes: number,
  toServer: boolean,
  app: string,
): void {
  closeFlow(world, data, end, toServer ? tcpVolume(bytes, 0) : tcpVolume(0, bytes), 'closed', app)
}

/** A directory listing. Suricata links its data flow to nothing: no parent_id and no app_proto. */
function list(control: Control, mode: Mode): void {
  const { world } = control
  const data = dataFlow(control, mode, false)
  control.time += world.rng.between(2 * MILLISECOND, 80 * MILLISECOND)
  closeData(world, data, control.time, world.rng.heavy(900, 1.1, 60_000), mode === 'PORT', '')
  const command = world.rng.pick(['LIST', 'LIST', 'NLST'])
  control.say(command, '', [
    ['150', 'Here comes the directory listing.'],
    ['226', 'Directory send OK.'],
  ])
}

/** One file: fileinfo and ftp_data come before the ftp event of the command, the flow record after. */
function transfer(control: Control, mode: Mode, upload: boolean, file: NamedFile): void {
  const { world } = control
  const { rng } = world
  const data = dataFlow(control, mode, true)
  const rate = rng.heavy(3_000_000, 1, 100_000_000)
  const end = data.start + 20 * MILLISECOND + Math.ceil((file.size / rate) * SECOND)
  const fromInitiator = upload === (mode !== 'PORT')
  const cut = file.size > REASSEMBLY_DEPTH
  const seen = cut ? Math.min(end, data.start + 2 * SECOND) : end
  // A file keeps its content in the whole log, so its hashes follow from its name.
  const hashes = cut ? '' : fileHashes(file)
  world.emit(
    seen,
    `${head(data, seen, 'fileinfo', fromInitiator)}"app_proto":"ftp-data","fileinfo":{"filename":"${file.name}","magic":"${file.magic}",` +
      `"gaps":false,"state":"${cut ? 'TRUNCATED' : 'CLOSED'}",${hashes}"stored":false,"size":${Math.min(file.size, REASSEMBLY_DEPTH)},"tx_id":0}}`,
  )
  const command = upload ? (rng.chance(0.97) ? 'STOR' : 'APPE') : 'RETR'
  if (upload && rng.chance(0.02))
    alert(world, data, seen, 'ftpUpload', '"app_proto":"ftp-data",', fromInitiator, 0)
  world.emit(
    seen,
    `${head(data, seen, 'ftp_data')}"tx_id":0,"ftp_data":{"filename":"${file.name}","command":"${command}"}}`,
  )
  closeData(world, data, end, file.size, fromInitiator, 'ftp-data')
  control.time = end + rng.between(1 * MILLISECOND, 30 * MILLISECOND)
  const opening = upload
    ? 'Ok to send data.'
    : `Opening BINARY mode data connection for ${file.name} (${file.size} bytes).`
  control.say(command, file.name, [
    ['150', opening],
    ['226', 'Transfer complete.'],
  ])
}

function login(control: Control, user: string, accepted: boolean): void {
  const { rng } = control.world
  control.say('USER', user, [['331', 'Please specify the password.']])
  const password = user === 'anonymous' ? 'guest@' : rng.hex(rng.between(3, 8))
  control.time += accepted ? 0 : rng.between(1, 3) * SECOND
  control.say('PASS', password, [
    accepted ? ['230', 'Login successful.'] : ['530', 'Login incorrect.'],
  ])
}

/** A session of a person or a job: login, a listing or not, one to three files, QUIT. */
export function ftp(world: World, start: number): void {
  const { rng } = world
  const outside = rng.chance(0.3)
  const server = outside ? world.ftpOutside.next() : world.ftpInside.next()
  const control = new Control(
    world,
    start,
    world.clients.next(),
    server,
    rng.chance(0.95) ? 21 : rng.pick([2121, 990, 8021]),
  )
  const user = world.users.next()
  if (rng.chance(0.1)) return ftps(control, user)
  login(control, user, true)
  if (rng.chance(0.4)) control.say('SYST', '', [['215', 'UNIX Type: L8']])
  if (rng.chance(0.3)) control.say('', '', [['211', 'Features:']])
  if (rng.chance(0.4)) control.say('PWD', '', [['257', '\\"/\\" is the current directory']])
  if (rng.chance(0.5))
    control.say('CWD', rng.pick(DIRECTORIES), [['250', 'Directory successfully changed.']])
  control.say('TYPE', 'I', [['200', 'Switching to Binary mode.']])
  const kind = rng.float()
  const mode: Mode = kind < 0.6 ? 'PASV' : kind < 0.85 ? 'EPSV' : 'PORT'
  if (rng.chance(0.4)) list(control, mode)
  const upload = rng.chance(0.45)
  for (let files = rng.chance(0.6) ? 1 : rng.between(2, 3); files > 0; files--) {
    const file = world.files.next()
    if (!upload && rng.chance(0.3)) control.say('SIZE', file.name, [['213', String(file.size)]])
    transfer(control, mode, upload, file)
  }
  control.say('QUIT', '', [['221', 'Goodbye.']])
  control.close()
}

/** After AUTH TLS the sensor sees no command any more: the flow turns into TLS, data flows stay unlinked. */
function ftps(control: Control, user: string): void {
  const { world } = control
  control.say('AUTH TLS', '', [['234', 'Proceed with negotiation.']])
  const ja3 = world.ja3[user.length % world.ja3.length]
  world.emit(
    control.time,
    `${head(control.flow, control.time, 'tls')}"tls":{"version":"TLS 1.3","ja3":${ja3}}}`,
  )
  const { a, b } = control.flow
  const start = control.time + SECOND
  const data = openFlow(
    world,
    start,
    'TCP',
    [a, clientPort(world)],
    [b, world.rng.between(20_000, 60_000)],
  )
  const { size } = world.files.next()
  control.time = start + Math.ceil(size / 3)
  closeData(world, data, control.time, size, world.rng.chance(0.5), 'tls')
  control.close('tls', ',"app_proto_orig":"ftp"')
}

/** A run of wrong passwords from one source; each connection tries three and is then closed by the server. */
export function ftpGuessing(world: World, start: number): void {
  const { rng } = world
  const client = world.scanners.next()
  const server = world.ftpInside.next()
  let time = start
  for (let connections = rng.between(1, 3); connections > 0; connections--) {
    const control = new Control(world, time, client, server, 21)
    for (let guess = 0; guess < 3; guess++) login(control, world.users.next(), false)
    if (rng.chance(0.3))
      alert(world, control.flow, control.time, 'ftp', '"app_proto":"ftp",', false)
    control.close()
    time = control.time + rng.between(50 * MILLISECOND, 2000 * MILLISECOND)
  }
}

function fileHashes({ name, size }: NamedFile): string {
  const content = `${name}/${size}`
  return `"md5":"${hash('md5', content)}","sha1":"${hash('sha1', content)}","sha256":"${hash('sha256', content)}",`
}
