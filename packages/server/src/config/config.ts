import { Type, type Static } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseDocument } from 'yaml'

/** The configuration file, `spoor.yaml`. Unknown keys are refused: a typing error must not pass. */
const ConfigFile = Type.Object(
  {
    data: Type.Optional(
      Type.String({ minLength: 1, description: 'Folder of the embedded stores.' }),
    ),
    listen: Type.Optional(
      Type.String({
        pattern: '^.+:[0-9]{1,5}$',
        description: 'Address and port, such as 127.0.0.1:8420.',
      }),
    ),
    hosts: Type.Optional(
      Type.Array(Type.String(), { description: 'Further names by which the page may be called.' }),
    ),
    sources: Type.Optional(
      Type.Array(
        Type.Object(
          {
            eve: Type.String({
              minLength: 1,
              description: 'Suricata EVE file; * and ? match names.',
            }),
          },
          { additionalProperties: false },
        ),
      ),
    ),
    networks: Type.Optional(
      Type.Object(
        {
          home: Type.Optional(
            Type.Array(Type.String(), { description: 'Networks that are home, as CIDR.' }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    policy: Type.Optional(
      Type.Array(Type.Unknown(), { description: 'Rules; the first that matches wins.' }),
    ),
    calendar: Type.Optional(Type.Unknown({ description: 'Business hours and holidays.' })),
    risk: Type.Optional(Type.Unknown({ description: 'How the risk of hosts is reckoned.' })),
    lists: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[A-Za-z0-9_.-]{1,100}$' }),
        Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 100_000 }),
        {
          additionalProperties: false,
          description: 'Saved lists: questions name them with @, Sigma rules as %name%.',
        },
      ),
    ),
    retention: Type.Optional(
      Type.Object(
        {
          days: Type.Optional(Type.Integer({ minimum: 1, maximum: 36_500 })),
          size: Type.Optional(Type.String({ pattern: '^[0-9]+(\\.[0-9]+)? ?(MB|GB|TB)$' })),
          facts_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 36_500 })),
        },
        { additionalProperties: false },
      ),
    ),
    geoip: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        maxItems: 10,
        description:
          'GeoIP databases of countries, cities or autonomous systems, in MaxMind DB format (.mmdb).',
      }),
    ),
    notice: Type.Optional(Type.String({ maxLength: 500, description: 'Shown on every page.' })),
  },
  { additionalProperties: false },
)

export interface Config {
  readonly dataDirectory?: string
  readonly clickhouseUrl?: string
  readonly databaseUrl?: string
  readonly listen: { readonly host: string; readonly port: number }
  readonly hosts: readonly string[]
  /** Paths or patterns of EVE files to follow, absolute. */
  readonly sources: readonly string[]
  /** As written; the organisation's room reads it. */
  readonly organisation: { readonly home?: readonly string[]; readonly policy: readonly unknown[] }
  /** As written; the organisation's room reads it. */
  readonly calendar?: unknown
  /** As written; the room of hosts reads it. */
  readonly risk?: unknown
  /** Saved lists by name. */
  readonly lists: ReadonlyMap<string, readonly string[]>
  readonly retention: { readonly days: number | null; readonly bytes: number | null }
  /** Days that what is known of hosts is kept after it was last seen. */
  readonly factsDays: number
  /** Paths of GeoIP databases, absolute. */
  readonly geoip: readonly string[]
  readonly notice?: string
}

/** More than a year, so that what happens once a year is not new each time. */
const DEFAULT_FACTS_DAYS = 400

export const DEFAULT_LISTEN = { host: '127.0.0.1', port: 8420 }

/** The configuration file is wrong; the message says where and what. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Configuration without a file: defaults and environment. */
export function defaultConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  return fromFile({}, process.cwd(), environment)
}

/**
 * Reads `spoor.yaml`. Relative paths in it are relative to it.
 * @throws ConfigError if it cannot be read or is wrong.
 */
export async function readConfig(
  path: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Config> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw new ConfigError(`${path}: cannot be read: ${(error as Error).message}`)
  }
  const document = parseDocument(text, { maxAliasCount: 0 } as object)
  const [problem] = document.errors
  if (problem) throw new ConfigError(`${path}: ${problem.message}`)
  const value: unknown = document.toJS({ maxAliasCount: 0 }) ?? {}
  if (!Value.Check(ConfigFile, value)) {
    const messages = [...Value.Errors(ConfigFile, value)]
      .slice(0, 5)
      .map((error) => `${error.path || '/'}: ${error.message}`)
    throw new ConfigError(`${path}:\n  ${messages.join('\n  ')}`)
  }
  return fromFile(value, dirname(resolve(path)), environment)
}

function fromFile(
  file: Static<typeof ConfigFile>,
  base: string,
  environment: NodeJS.ProcessEnv,
): Config {
  return {
    dataDirectory: file.data && resolve(base, file.data),
    clickhouseUrl: environment['SPOOR_CLICKHOUSE_URL'] || undefined,
    databaseUrl: environment['SPOOR_DATABASE_URL'] || undefined,
    listen: file.listen ? parseListen(file.listen) : DEFAULT_LISTEN,
    hosts: file.hosts ?? [],
    sources: (file.sources ?? []).map(({ eve }) => resolve(base, eve)),
    organisation: { home: file.networks?.home, policy: file.policy ?? [] },
    calendar: file.calendar,
    risk: file.risk,
    lists: new Map(Object.entries(file.lists ?? {})),
    retention: {
      days: file.retention?.days ?? null,
      bytes: file.retention?.size ? parseSize(file.retention.size) : null,
    },
    geoip: (file.geoip ?? []).map((path) => resolve(base, path)),
    factsDays: file.retention?.facts_days ?? DEFAULT_FACTS_DAYS,
    notice: file.notice,
  }
}

/** `host:port`, `[v6]:port`. @throws ConfigError if the port is out of range. */
export function parseListen(text: string): { host: string; port: number } {
  const colon = text.lastIndexOf(':')
  const port = Number(text.slice(colon + 1))
  if (colon < 1 || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new ConfigError(`Not an address with a port from 0 to 65535: ${text}`)
  }
  return { host: text.slice(0, colon).replace(/^\[(.*)\]$/, '$1'), port }
}

const UNITS: Record<string, number> = { MB: 1e6, GB: 1e9, TB: 1e12 }

function parseSize(text: string): number {
  const unit = text.slice(-2)
  return Math.round(Number(text.slice(0, -2)) * (UNITS[unit] ?? 1))
}
