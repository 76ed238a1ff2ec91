import { spawn, spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../testing/free-port.testing.js'

/** A real ClickHouse server for tests: its code is inside the library of the chdb package. */
export interface TestServer {
  readonly url: string
  stop(): Promise<void>
}

/** Calls the command line of ClickHouse that the library exports; then waits to be ended. */
const LAUNCHER = `
import ctypes, sys
library = ctypes.CDLL(sys.argv[1])
args = [a.encode() for a in sys.argv[2:]]
library.chdb_query_cmdline(len(args), (ctypes.c_char_p * len(args))(*args))
`

/** Why no server can be started here; nothing if one can. */
export function whyNoServer(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux'
  if (spawnSync('python3', ['--version']).status !== 0) return 'needs python3 (apt install python3)'
  return undefined
}

/** Starts a server on loopback with a folder of its own. @throws if it does not answer in a minute. */
export async function startClickHouse(): Promise<TestServer> {
  const directory = await mkdtemp(join(tmpdir(), 'spoor-clickhouse-'))
  const [http, tcp] = [await freePort(), await freePort()]
  const launcher = join(directory, 'launch.py')
  await writeFile(launcher, LAUNCHER)
  const server = spawn(
    'python3',
    [
      launcher,
      libraryPath(),
      'clickhouse',
      '--path',
      join(directory, 'data'),
      '--listen_host',
      '127.0.0.1',
      '--http_port',
      String(http),
      '--tcp_port',
      String(tcp),
      '--query',
      'SYSTEM START LISTEN HTTP; SYSTEM START LISTEN TCP; SELECT sum(sleepEachRow(1)) FROM numbers(1000000) SETTINGS max_block_size=1, function_sleep_max_microseconds_per_block=0',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let complaint = ''
  server.stderr.on('data', (text: Buffer) => (complaint += text.toString()))
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const url = `http://127.0.0.1:${http}`
  const stop = async (): Promise<void> => {
    server.kill('SIGKILL')
    await ended
    await rm(directory, { recursive: true, force: true })
  }
  for (let tries = 0; tries < 600; tries += 1) {
    if (server.exitCode !== null) break
    const answer = await fetch(`${url}/ping`).catch(() => undefined)
    if (answer?.ok) return { url, stop }
    await pause(100)
  }
  await stop()
  throw new Error(`ClickHouse did not start: ${complaint.slice(0, 2000)}`)
}

function libraryPath(): string {
  const require = createRequire(import.meta.url)
  const chdb = dirname(require.resolve('chdb/package.json'))
  const platform = `@chdb/lib-linux-${process.arch}-gnu/package.json`
  return join(dirname(createRequire(join(chdb, 'index.js')).resolve(platform)), 'libchdb.so')
}
