import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sampleLines } from '../doctor/sample.js'

const SPOOR = fileURLToPath(new URL('../../bin/spoor.js', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  readonly input?: Buffer | string
}

/** A running command. */
export class Running {
  stdout = ''
  stderr = ''
  readonly ended: Promise<Ended>

  constructor(readonly child: ChildProcess) {
    child.stdout?.on('data', (piece: Buffer) => (this.stdout += piece.toString()))
    child.stderr?.on('data', (piece: Buffer) => (this.stderr += piece.toString()))
    this.ended = new Promise((resolve) => {
      child.on('close', (code) => resolve({ code, stdout: this.stdout, stderr: this.stderr }))
    })
  }
}

/** Starts the built command line. */
export function startSpoor(args: readonly string[], { cwd, env, input }: RunOptions = {}): Running {
  const child = spawn(process.execPath, [SPOOR, ...args], {
    cwd,
    env: { ...process.env, SPOOR_DATA: undefined, NO_COLOR: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  // A command that ends before it has read everything closes its input.
  child.stdin.on('error', () => undefined)
  if (input !== undefined) child.stdin.end(input)
  return new Running(child)
}

/** Runs the built command line to its end. */
export function spoor(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return startSpoor(args, { input: '', ...options }).ended
}

const STEP_MS = 100
const DEADLINE_MS = 90_000

/** Asks again and again until the answer is as wanted. @throws Error with the last answer */
export async function until<T>(
  ask: () => Promise<T> | T,
  isWanted: (answer: T) => boolean,
): Promise<T> {
  const deadline = performance.now() + DEADLINE_MS
  for (;;) {
    const answer = await ask()
    if (isWanted(answer)) return answer
    if (performance.now() > deadline) {
      throw new Error(`Waited in vain; the last answer was ${JSON.stringify(answer)}`)
    }
    await new Promise((resolve) => setTimeout(resolve, STEP_MS))
  }
}

/** One FTP session with an upload to an outside server: nine events. */
export function sessionLines(): string[] {
  return sampleLines().slice(0, -1)
}

/** So many DNS events, all different; `first` numbers the first. */
export function dnsLines(count: number, first = 0): string[] {
  return Array.from({ length: count }, (_, index) => {
    const number = first + index
    const second = String(number % 60).padStart(2, '0')
    const minute = String(Math.floor(number / 60) % 60).padStart(2, '0')
    return JSON.stringify({
      timestamp: `2026-01-05T10:${minute}:${second}.000000+0000`,
      flow_id: 1000 + number,
      event_type: 'dns',
      src_ip: '10.0.0.7',
      src_port: 5353,
      dest_ip: '10.0.0.1',
      dest_port: 53,
      proto: 'UDP',
      dns: { type: 'query', rrname: `host-${number}.example`, rrtype: 'A' },
      host: 'test',
    })
  })
}

export function fileText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

const ZSTD_BLOCK = 100_000

/** A zstd frame of uncompressed blocks (RFC 8878): this Node.js cannot compress to zstd. */
export function zstdFrame(content: Buffer): Buffer {
  const header = Buffer.alloc(9)
  header.writeUInt32LE(0xfd2fb528, 0)
  // One segment, its size in four bytes.
  header.writeUInt8(0xa0, 4)
  header.writeUInt32LE(content.length, 5)
  const parts: Buffer[] = [header]
  for (let at = 0; at < content.length || at === 0; at += ZSTD_BLOCK) {
    const bytes = content.subarray(at, at + ZSTD_BLOCK)
    const isLast = at + ZSTD_BLOCK >= content.length
    const block = Buffer.alloc(3)
    block.writeUIntLE((bytes.length << 3) | (isLast ? 1 : 0), 0, 3)
    parts.push(block, bytes)
  }
  return Buffer.concat(parts)
}
