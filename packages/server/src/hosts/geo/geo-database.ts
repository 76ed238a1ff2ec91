import { readFile, stat } from 'node:fs/promises'
import { Reader, type Response } from 'mmdb-lib'

/** Where an address is, as far as the databases at hand say. */
export interface GeoPlace {
  /** ISO 3166-1 alpha-2, such as `DE`; empty if not known. */
  readonly country: string
  /** Autonomous system with its name, `AS64500 Example`; empty if not known. */
  readonly asn: string
}

export interface GeoDatabase {
  /** Changes when a file changes: what was looked up before is then looked up again. */
  readonly version: string
  lookUp(address: string): GeoPlace
}

/** A file that cannot be used, and why. */
export class GeoDatabaseError extends Error {
  override readonly name = 'GeoDatabaseError'
}

/** The largest of the known databases are about 100 MB; the file is held in memory. */
const MAX_BYTES = 1024 * 1024 * 1024
const MAX_NAME = 200

/**
 * Opens databases in MaxMind DB format 2.0 that the user supplies: those of countries or cities, and those
 * of autonomous systems. Of several that know an address, the first counts.
 * Format: the specification "MaxMind DB File Format", version 2.0.
 * @throws GeoDatabaseError that names the file
 */
export async function openGeoDatabase(paths: readonly string[]): Promise<GeoDatabase> {
  const readers = await Promise.all(paths.map(openReader))
  const versions = readers.map(
    ({ metadata: { databaseType, buildEpoch, nodeCount } }) =>
      `${databaseType} ${buildEpoch.toISOString()} ${nodeCount}`,
  )
  return {
    version: versions.join('; '),
    lookUp(address) {
      const found = readers.map((reader) => recordOf(reader, address))
      return {
        country: found.map(countryIn).find((name) => name !== '') ?? '',
        asn: found.map(systemIn).find((name) => name !== '') ?? '',
      }
    },
  }
}

async function openReader(path: string): Promise<Reader<Response>> {
  try {
    const { size } = await stat(path)
    if (size > MAX_BYTES) throw new Error('it is larger than 1 GiB')
    return new Reader<Response>(await readFile(path))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new GeoDatabaseError(
      `${path}: cannot be used as a GeoIP database (MaxMind DB format, .mmdb): ${reason}`,
      { cause: error },
    )
  }
}

/** Databases without IPv6 refuse such addresses: they know nothing of them. */
function recordOf(reader: Reader<Response>, address: string): unknown {
  try {
    return reader.get(address)
  } catch {
    return null
  }
}

function countryIn(record: unknown): string {
  const code = text(record, 'country', 'iso_code') || text(record, 'registered_country', 'iso_code')
  return /^[A-Z]{2}$/.test(code) ? code : ''
}

function systemIn(record: unknown): string {
  const number = valueAt(record, ['autonomous_system_number'])
  if (typeof number !== 'number') return ''
  const name = text(record, 'autonomous_system_organization').slice(0, MAX_NAME)
  return `AS${number} ${name}`.trim()
}

function text(record: unknown, ...path: string[]): string {
  const value = valueAt(record, path)
  return typeof value === 'string' ? value : ''
}

function valueAt(record: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<string, unknown>)[key]
        : undefined,
    record,
  )
}
