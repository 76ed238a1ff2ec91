import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../testing/free-port.testing.js'

/** A real PostgreSQL server for tests, on loopback and in a folder of its own. */
export interface TestPostgres {
  readonly url: string
  stop(): Promise<void>
}

const DEBIAN = '/usr/lib/postgresql'

function programs(): string | undefined {
  if (!existsSync(DEBIAN)) return undefined
  return readdirSync(DEBIAN)
    .map((version) => join(DEBIAN, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')))
}

/** Why no server can be started here; nothing if one can. */
export function whyNoPostgres(): string | undefined {
  return programs() ? undefined : 'PostgreSQL is not installed (apt install postgresql)'
}

/** Starts a server. @throws if it does not answer in a minute. */
export async function startPostgres(): Promise<TestPostgres> {
  const bin = programs()
  if (!bin) throw new Error(whyNoPostgres())
  const directory = await mkdtemp(join(tmpdir(), 'spoor-postgres-'))
  const port = await freePort()
  // PostgreSQL refuses to run as root; Debian's package brings a user for it.
  const asRoot = userInfo().uid === 0
  const account = asRoot ? idOf('postgres') : undefined
  if (account) chownSync(directory, account.uid, account.gid)
  const options = { ...account, cwd: directory, stdio: 'ignore' as const }
  const data = join(directory, 'data')
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'spoor', '-A', 'trust', '-N'], options)
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', directory, '-F'],
    options,
  )
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const stop = async (): Promise<void> => {
    server.kill('SIGINT')
    await ended
    await rm(directory, { recursive: true, force: true })
  }
  for (let tries = 0; tries < 600; tries += 1) {
    try {
      execFileSync(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)], options)
      return { url: `postgresql://spoor@127.0.0.1:${port}/postgres`, stop }
    } catch {
      await pause(100)
    }
  }
  await stop()
  throw new Error('PostgreSQL did not start')
}

function idOf(user: string): { uid: number; gid: number } {
  const id = (flag: string): number => Number(execFileSync('id', [flag, user]).toString())
  return { uid: id('-u'), gid: id('-g') }
}
