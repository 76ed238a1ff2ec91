import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { access, constants, mkdir } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Suricata is missing, or it could not read a capture; the message says what to do. */
export class SensorError extends Error {
  override readonly name = 'SensorError'
}

/** How an installed Suricata can be had; shown wherever it is missing. */
export const INSTALL_SURICATA =
  'Install Suricata 7: sudo sensor/install-suricata.sh, or on Debian 12 with backports: ' +
  'sudo apt-get install -t bookworm-backports suricata'

/** Folder with Suricata's configuration, beside `packages`. */
const SENSOR_FOLDER = fileURLToPath(new URL('../../../../sensor/', import.meta.url))

export const SENSOR_CONFIGURATION = join(SENSOR_FOLDER, 'suricata.yaml')
const RULES = join(SENSOR_FOLDER, 'spoor.rules')

/** Path of the installed Suricata; undefined if there is none. */
export async function findSuricata(path = process.env['PATH'] ?? ''): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter((name) => name !== '')) {
    const program = join(folder, 'suricata')
    const runs = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (runs) return program
  }
  return undefined
}

/** What `suricata -V` says, such as `7.0.10`. @throws SensorError */
export async function suricataVersion(program: string): Promise<string> {
  const { output } = await runSuricata(program, ['-V'])
  const version = /version\s+(\d+\.\d+(?:\.\d+)?)/.exec(output)?.[1]
  if (!version) throw new SensorError(`${program} -V does not say a version.`)
  return version
}

/**
 * Has Suricata read its own configuration. @throws SensorError with Suricata's complaint
 * @param logFolder where it may write
 */
export async function testConfiguration(program: string, logFolder: string): Promise<void> {
  const { code, output } = await runSuricata(program, ['-T', ...configuration(), '-l', logFolder])
  if (code !== 0) throw new SensorError(complaintOf(output) ?? `Suricata ends with code ${code}.`)
}

/** What Suricata made of a capture. */
export interface ReadCapture {
  /** Path of the EVE file. */
  readonly eve: string
  /** What it complained about although it went on, such as that the capture is cut off. */
  readonly complaint?: string
}

/**
 * Has the installed Suricata read a capture with Spoor's configuration: one thread, because the
 * others lose `ftp_data` events, and without checksums, which captures of the sending host lack.
 * @param folder is made; what Suricata writes lies there
 * @throws SensorError
 */
export async function readCapture(
  capture: string,
  folder: string,
  signal?: AbortSignal,
): Promise<ReadCapture> {
  const program = await findSuricata()
  if (!program) {
    throw new SensorError(
      `${capture} is a capture, and Suricata is not there to read it. ${INSTALL_SURICATA}`,
    )
  }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { code, output } = await runSuricata(
    program,
    [...configuration(), '-r', capture, '-l', folder, '--runmode', 'single', '-k', 'none'],
    signal,
  )
  signal?.throwIfAborted()
  const eve = join(folder, 'eve.json')
  const complaint = complaintOf(output)
  if (code !== 0 || !existsSync(eve)) {
    throw new SensorError(
      `Suricata cannot read ${capture}: ${complaint ?? `it ends with code ${code}`}`,
    )
  }
  return { eve, complaint }
}

function configuration(): string[] {
  const rules = existsSync(RULES) ? ['-S', RULES] : []
  return ['-c', SENSOR_CONFIGURATION, ...rules]
}

const MOST_OUTPUT = 64 * 1024

/** After this error Suricata waits for a minute for the thread that has ended. */
const HOPELESS = 'pcap file reader thread failed to initialize'

async function runSuricata(
  program: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: dirname(SENSOR_CONFIGURATION),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A Ctrl-C in the terminal is for us: we stop it by the signal.
      detached: true,
    })
    const stop = (): void => {
      child.kill('SIGKILL')
    }
    let output = ''
    const collect = (piece: Buffer): void => {
      if (output.length < MOST_OUTPUT) output += piece.toString('utf8')
      if (output.includes(HOPELESS)) stop()
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    signal?.addEventListener('abort', stop)
    child.on('error', (error) => {
      signal?.removeEventListener('abort', stop)
      reject(new SensorError(`${program} cannot be run: ${error.message}`))
    })
    child.on('close', (code) => {
      signal?.removeEventListener('abort', stop)
      resolve({ code: code ?? 1, output })
    })
  })
}

/** Suricata's first error: those after it are its consequences. */
export function complaintOf(output: string): string | undefined {
  const error = output.split('\n').find((line) => /^(E: |Error: )|<Error>/.test(line))
  return error?.replace(/^(E|Error): /, '').trim()
}
