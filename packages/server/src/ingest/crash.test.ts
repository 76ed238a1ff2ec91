import { spawn } from 'node:child_process'
import { appendFile, copyFile, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openInstallation } from '../installation.js'
import { defaultConfig } from '../config/config.js'
import { listCheckpoints } from './checkpoints.js'

const KILLS = 20
/** Lines at first, and whenever the kills outlast the file. */
const LINES = 20_000
const child = fileURLToPath(new URL('./crash-child.mjs', import.meta.url))

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spoor-crash-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

/** Events of several weeks and kinds; every hundredth line is bad. */
function log(first: number): string {
  const lines = Array.from({ length: LINES }, (_, index) => {
    const n = first + index
    if (n % 100 === 0) return `bad line ${n} {`
    const timestamp = new Date(Date.UTC(2026, 5, 1) + n * 120_000).toISOString()
    const base = { timestamp, flow_id: n, src_ip: `10.0.0.${n % 250}`, dest_ip: '192.0.2.1' }
    return JSON.stringify(
      n % 3 === 0
        ? {
            ...base,
            event_type: 'ftp',
            ftp: { command: 'PASS', command_data: `s${n}`, reply_received: 'yes' },
          }
        : {
            ...base,
            event_type: 'flow',
            flow: { bytes_toserver: n, start: timestamp, filler: 'x'.repeat(n % 400) },
          },
    )
  })
  return `${lines.join('\n')}\n`
}

/** Small numbers that differ each time and are the same in every run. */
function* numbers(): Generator<number, never> {
  for (let state = 7; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    yield state
  }
}

/** Runs the child; kills it with SIGKILL after so many of its lines and milliseconds. */
function run(
  data: string,
  file: string,
  kill?: { lines: number; delay: number },
): Promise<boolean> {
  const process = spawn('node', [child, data, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  let lines = 0
  const strike = (): void => {
    if (kill && lines >= kill.lines) setTimeout(() => process.kill('SIGKILL'), kill.delay)
  }
  strike()
  createInterface(process.stdout).on('line', () => {
    lines += 1
    if (lines === kill?.lines) strike()
  })
  return new Promise((resolve, reject) =>
    process.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve(false)
      else if (code === 0) resolve(true)
      else reject(new Error(`child ended with ${code}`))
    }),
  )
}

/** Everything that must not differ, as figures. Password hashes do: each store has its secret. */
async function contents(data: string): Promise<unknown> {
  const installation = await openInstallation(defaultConfig({}), { directory: data })
  try {
    const [events] = await installation.events.rows<object>(
      `SELECT count() AS n, sum(cityHash64(* EXCEPT (event_source, ftp_password_hash))) AS hash,
         uniqExact(ftp_password_hash) AS passwords FROM events`,
    )
    const quarantine = await installation.events.rows<object>(
      `SELECT offset, length, reason, line FROM quarantine ORDER BY offset`,
    )
    const [checkpoint] = await listCheckpoints(installation.state)
    return {
      events,
      quarantine,
      counted: [checkpoint?.events, checkpoint?.quarantined, checkpoint?.position],
    }
  } finally {
    await installation.close()
  }
}

test(
  `killed ${KILLS} times, the store holds the same as if nothing had happened`,
  { timeout: 600_000 },
  async () => {
    const file = join(directory, 'eve.json')
    let lines = 0
    const grow = async (): Promise<void> => {
      await appendFile(file, log(lines))
      lines += LINES
    }
    await grow()
    const data = join(directory, 'killed')
    const random = numbers()
    for (let kills = 0; kills < KILLS;) {
      // Also before the store is open (no line yet), and in the middle of a chunk.
      const strike = { lines: random.next().value % 5, delay: random.next().value % 90 }
      if (await run(data, file, strike)) await grow()
      else kills += 1
    }
    expect(await run(data, file)).toBe(true)

    expect(await run(join(directory, 'clean'), file)).toBe(true)
    const [killed, clean] = [await contents(data), await contents(join(directory, 'clean'))]
    expect(killed).toEqual(clean)
    expect(clean).toMatchObject({
      counted: [lines - lines / 100, lines / 100, (await stat(file)).size],
    })

    // And once more: the same file under another name adds nothing.
    const copy = join(directory, 'copy.json')
    await copyFile(file, copy)
    expect(await run(data, copy)).toBe(true)
    expect(await contents(data)).toEqual(clean)
  },
)
