import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  findSuricata,
  INSTALL_SURICATA,
  SENSOR_CONFIGURATION,
  suricataVersion,
  testConfiguration,
} from '../sources/capture.js'
import { broken, good, warning, type Check } from './check.js'

const PAGE = fileURLToPath(new URL('../../../web/dist/index.html', import.meta.url))
const LEAST_NODE: readonly [number, number] = [20, 19]

/** The program itself: its runtime, and the built page. */
export async function checkProgram(version = process.versions.node): Promise<readonly Check[]> {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor, leastMinor] = LEAST_NODE
  const isNew = major > leastMajor || (major === leastMajor && minor >= leastMinor)
  return [
    isNew
      ? good('Node.js', version)
      : broken('Node.js', `${version} is too old: install ${LEAST_NODE.join('.')} or newer`),
    existsSync(PAGE)
      ? good('page', 'built')
      : warning('page', 'not built: run npm run build; the API and this command work without it'),
    await checkMemory(),
  ]
}

const LEAST_MEMORY_BYTES = 1.5e9

async function checkMemory(): Promise<Check> {
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '')
  const kilobytes = Number(/^MemAvailable:\s+(\d+) kB/m.exec(text)?.[1] ?? Number.NaN)
  if (Number.isNaN(kilobytes)) return good('memory', 'not known on this system')
  const gigabytes = `${(kilobytes / 1e6).toFixed(1)} GB are free`
  return kilobytes * 1000 >= LEAST_MEMORY_BYTES
    ? good('memory', gigabytes)
    : warning('memory', `${gigabytes}: large logs want 2 GB; close other programs`)
}

/** The installed Suricata, and whether it takes Spoor's configuration. */
export async function checkSensor(): Promise<readonly Check[]> {
  const program = await findSuricata()
  if (!program) {
    return [
      warning(
        'sensor',
        `Suricata is not installed, so captures cannot be read. ${INSTALL_SURICATA}`,
      ),
    ]
  }
  const version = await suricataVersion(program)
  const checks = [
    Number(version.split('.')[0]) >= 7
      ? good('sensor', `Suricata ${version} (${program})`)
      : warning('sensor', `Suricata ${version} is older than 7: some fields will be missing`),
  ]
  const folder = await mkdtemp(join(tmpdir(), 'spoor-sensor-'))
  try {
    await testConfiguration(program, folder)
    checks.push(good('sensor configuration', `accepted: ${SENSOR_CONFIGURATION}`))
  } catch (error) {
    checks.push(
      broken('sensor configuration', error instanceof Error ? error.message : String(error)),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return checks
}
