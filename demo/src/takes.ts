import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { type Static, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { parse } from 'yaml'

const unzip = promisify(gunzip)

const Place = Type.Union([
  Type.Literal('fixed'),
  Type.Literal('other'),
  Type.Literal('workstation'),
  Type.Literal('finance'),
  Type.Literal('engineering'),
  Type.Literal('sales'),
  Type.Literal('internet'),
])
const Role = Type.Object({
  address: Type.String(),
  address6: Type.Optional(Type.String()),
  /** Which hosts may stand in this role when the take is composed into the office. */
  place: Place,
  hostName: Type.String(),
  dnsName: Type.String(),
})
const TakeTransfer = Type.Object({
  name: Type.String(),
  direction: Type.Union([Type.Literal('upload'), Type.Literal('download')]),
  bytes: Type.Integer(),
  /** What the sensor shows of it, where that is less than an ftp_data event with the name. */
  sees: Type.Optional(Type.Union([Type.Literal('command'), Type.Literal('nothing')])),
})
const TakeSession = Type.Object({
  client: Type.String(),
  server: Type.String(),
  ipv6: Type.Optional(Type.Boolean()),
  port: Type.Integer(),
  protocol: Type.Union([Type.Literal('ftp'), Type.Literal('ftps'), Type.Literal('ssh')]),
  /** False: the sensor does not recognise the protocol. */
  seen: Type.Optional(Type.Boolean()),
  user: Type.Optional(Type.String()),
  login: Type.Union([
    Type.Literal('success'),
    Type.Literal('failure'),
    Type.Literal('anonymous'),
    Type.Literal('unseen'),
  ]),
  /** "some": as many connections as the client chose to make. */
  times: Type.Optional(Type.Literal('some')),
  transfers: Type.Optional(Type.Array(TakeTransfer)),
})
const Software = Type.Object({
  program: Type.String(),
  package: Type.String(),
  version: Type.String(),
})
const TakeFile = Type.Object({
  id: Type.String(),
  title: Type.String(),
  what: Type.String(),
  kind: Type.Union([Type.Literal('hostile'), Type.Literal('benign'), Type.Literal('background')]),
  client: Software,
  server: Software,
  standIn: Type.Optional(Type.String()),
  capture: Type.Union([Type.Literal('full'), Type.Literal('none')]),
  roles: Type.Record(Type.String(), Role),
  recorded: Type.Object({ start: Type.String(), end: Type.String(), events: Type.Integer() }),
  sessions: Type.Array(TakeSession),
})

export type Place = Static<typeof Place>
export type Role = Static<typeof Role>
export type TakeSession = Static<typeof TakeSession>
export type TakeTransfer = Static<typeof TakeTransfer>

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type EveEvent = { [key: string]: Json }

/** One recording: what is known of it, and the events that the sensor made of it. */
export interface Take extends Static<typeof TakeFile> {
  events: EveEvent[]
}

/**
 * Reads every recording below a folder, ordered by id.
 * Throws when the folder is missing or a take.yaml is not of the form that record.sh writes.
 */
export async function loadTakes(recordingsDir: string): Promise<Map<string, Take>> {
  const takes = new Map<string, Take>()
  for (const name of (await readdir(recordingsDir)).toSorted()) {
    const about: unknown = parse(await readFile(join(recordingsDir, name, 'take.yaml'), 'utf8'))
    const problem = Value.Errors(TakeFile, about).First()
    if (problem !== undefined || !Value.Check(TakeFile, about)) {
      throw new TypeError(`${name}/take.yaml: ${problem?.path ?? ''} ${problem?.message ?? ''}`)
    }
    const packed = await readFile(join(recordingsDir, name, 'eve.json.gz'))
    const lines = (await unzip(packed)).toString('utf8').split('\n')
    const events = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as EveEvent)
    takes.set(about.id, { ...about, events })
  }
  return takes
}
