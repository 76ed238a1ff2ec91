import { readFile } from 'node:fs/promises'
import { type Static, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { parse } from 'yaml'
import { canonicalAddress } from './address.js'
import { castOf, type ComposeOptions } from './compose.js'
import { planOffice, type Planned } from './plan.js'
import { loadTakes, type Take, type TakeSession, type TakeTransfer } from './takes.js'
import { TextTokens } from './text-tokens.js'
import { parseMicros } from './times.js'

/** The hunts that the key speaks of. */
export const HUNTS = [
  'external-ftp-upload',
  'cleartext-credentials',
  'ftp-failures-then-success',
  'login-brute-force',
  'anonymous-external-login',
  'odd-port',
  'ssh-bulk-upload-external',
  'archive-or-dump-upload',
  'executable-upload',
  'transfer-only-ssh-client',
  'parallel-bulk-uploads',
  'stealer-uploads',
] as const

export type Hunt = (typeof HUNTS)[number]

const Selector = Type.Union([
  Type.Literal('all'),
  Type.Literal('uploads'),
  Type.Literal('logins'),
  Type.Literal('failures'),
])
const Rule = Type.Object({
  why: Type.String(),
  /** Which hunts should fire, and on which sessions of the take. */
  hunts: Type.Record(Type.String(), Selector),
})
const Innocent = Type.Object({
  why: Type.String(),
  /** The policy rule that allows it, where one is needed. */
  allowedBy: Type.Optional(Type.String()),
  /** Hunts that would fire here if they looked at one thing only. */
  tempts: Type.Array(Type.String()),
})
const AnswerKey = Type.Object({
  hostile: Type.Record(Type.String(), Rule),
  benign: Type.Record(Type.String(), Innocent),
  composition: Type.Optional(Type.Unknown()),
})

export type AnswerKey = Static<typeof AnswerKey>

/** One hostile session of a composition, and what should be found of it. */
export interface Answer {
  take: string
  /** Which performance of the take, from 1. */
  instance: number
  start: Date
  end: Date
  client: string
  server: string
  serverPort: number
  user?: string
  files: { name: string; direction: 'upload' | 'download'; bytes: number }[]
  hunts: Hunt[]
}

/** Where the key lies, seen from the built and from the source folder. */
export const ANSWERS_FILE = new URL('../answers.yaml', import.meta.url)

/** Reads the key. Throws TypeError when it has not the form that its head describes. */
export async function loadAnswerKey(file: string | URL = ANSWERS_FILE): Promise<AnswerKey> {
  const key: unknown = parse(await readFile(file, 'utf8'))
  const problem = Value.Errors(AnswerKey, key).First()
  if (problem !== undefined || !Value.Check(AnswerKey, key)) {
    throw new TypeError(`answers.yaml: ${problem?.path ?? ''} ${problem?.message ?? ''}`)
  }
  const named = [
    ...Object.values(key.hostile).flatMap((rule) => Object.keys(rule.hunts)),
    ...Object.values(key.benign).flatMap((innocent) => innocent.tempts),
  ]
  const unknown = named.find((name) => !HUNTS.some((hunt) => hunt === name))
  if (unknown !== undefined) throw new TypeError(`answers.yaml: no hunt is called ${unknown}`)
  return key
}

/** Every hostile session of the composition that the same options give, ordered by time. */
export async function officeAnswers(options: ComposeOptions): Promise<Answer[]> {
  const takes = await loadTakes(options.recordingsDir)
  return answersOf(planOffice(takes, options), await loadAnswerKey())
}

/**
 * Every hostile session of a plan, ordered by time.
 * Throws RangeError when the key lacks a hostile take or when a recorded connection is missing.
 */
export function answersOf(plan: readonly Planned[], key: AnswerKey): Answer[] {
  const answers: Answer[] = []
  for (const planned of plan) {
    if (planned.take.kind !== 'hostile') continue
    const rule = key.hostile[planned.take.id]
    if (rule === undefined) throw new RangeError(`answers.yaml lacks ${planned.take.id}`)
    answers.push(...performanceAnswers(planned, rule))
  }
  return answers.toSorted((a, b) => a.start.getTime() - b.start.getTime())
}

function performanceAnswers(planned: Planned, rule: Static<typeof Rule>): Answer[] {
  const { take, instance } = planned
  const cast = castOf(planned)
  const tokens = new TextTokens(take)
  const shown = (micros: number): Date => new Date((micros + cast.shift) / 1000)
  return sessionFlows(take).map(({ session, flow, transfers }) => {
    const answer: Answer = {
      take: take.id,
      instance,
      start: shown(flow.start),
      end: shown(flow.end),
      client: canonicalAddress(cast.address(roleAddress(take, session.client, session.ipv6))),
      server: canonicalAddress(cast.address(roleAddress(take, session.server, session.ipv6))),
      serverPort: session.port,
      files: transfers.map(({ name, direction, bytes }) => ({
        name: tokens.map(name, cast),
        direction,
        bytes,
      })),
      hunts: HUNTS.filter((hunt) => selects(rule.hunts[hunt], session, transfers)),
    }
    if (session.user !== undefined) answer.user = session.user
    return answer
  })
}

function selects(
  selector: Static<typeof Selector> | undefined,
  session: TakeSession,
  transfers: readonly TakeTransfer[],
): boolean {
  switch (selector) {
    case undefined:
      return false
    case 'all':
      return true
    case 'uploads':
      return transfers.some((transfer) => transfer.direction === 'upload')
    case 'logins':
      return session.login === 'success'
    case 'failures':
      return session.login === 'failure'
  }
}

interface ControlFlow {
  start: number
  end: number
  bytes: number
}

interface SessionFlow {
  session: TakeSession
  flow: ControlFlow
  transfers: readonly TakeTransfer[]
}

/**
 * Pairs the sessions of a take with its recorded connections, in the order of time. A session
 * that happened "some" times takes all connections that the others leave.
 */
export function sessionFlows(take: Take): SessionFlow[] {
  const groups = new Map<string, TakeSession[]>()
  for (const session of take.sessions) {
    const { client, server, port } = session
    const name = [client, server, port, session.ipv6 === true].join(' ')
    groups.set(name, [...(groups.get(name) ?? []), session])
  }
  return [...groups.values()].flatMap((sessions) => pairGroup(take, sessions))
}

function pairGroup(take: Take, sessions: readonly TakeSession[]): SessionFlow[] {
  const [first] = sessions
  if (first === undefined) return []
  const flows = controlFlows(take, first)
  const spare = flows.length - sessions.length
  const open = sessions.some((session) => session.times === 'some')
  if (spare < 0 || (spare > 0 && !open)) {
    throw new RangeError(`${take.id}: ${flows.length} connections for ${sessions.length} sessions`)
  }
  const pairs: SessionFlow[] = []
  let next = 0
  for (const session of sessions) {
    const count = session.times === 'some' ? spare + 1 : 1
    const own = flows.slice(next, next + count)
    next += count
    // Of several connections, the one that carried most is the one that moved the files.
    const most = own.reduce((a, b) => (b.bytes > a.bytes ? b : a))
    for (const flow of own) {
      pairs.push({ session, flow, transfers: flow === most ? (session.transfers ?? []) : [] })
    }
  }
  return pairs
}

function controlFlows(take: Take, session: TakeSession): ControlFlow[] {
  const client = roleAddress(take, session.client, session.ipv6)
  const server = roleAddress(take, session.server, session.ipv6)
  const flows: ControlFlow[] = []
  for (const event of take.events) {
    const { event_type, proto, src_ip, dest_ip, dest_port, flow } = event
    if (event_type !== 'flow' || proto !== 'TCP' || dest_port !== session.port) continue
    if (canonicalAddress(String(src_ip)) !== client) continue
    if (canonicalAddress(String(dest_ip)) !== server) continue
    if (flow === null || typeof flow !== 'object' || Array.isArray(flow)) continue
    flows.push({
      start: parseMicros(String(flow['start'])),
      end: parseMicros(String(flow['end'])),
      bytes: Number(flow['bytes_toserver']) + Number(flow['bytes_toclient']),
    })
  }
  return flows.toSorted((a, b) => a.start - b.start)
}

function roleAddress(take: Take, name: string, ipv6: boolean | undefined): string {
  const role = take.roles[name]
  const address = ipv6 === true ? role?.address6 : role?.address
  if (address === undefined) throw new RangeError(`${take.id}: no address for the role ${name}`)
  return canonicalAddress(address)
}
