import { eventFields, type Field } from '@spoor/model'
import { maskedLine, maskedText, passwordHash, PASS } from './mask.js'

/**
 * How one line of Suricata EVE becomes one row of the events table, as SQL that the engine runs
 * over whole columns. Everything is generated from the field dictionary; the exceptions stand
 * below.
 *
 * Format: Suricata's `etc/schema.json` and its EVE documentation.
 */

/** Longest line that is an event, in bytes. */
export const MAX_LINE_BYTES = 8 * 1024 * 1024

/** How much of a bad line is kept, in bytes. */
const QUARANTINED_LINE_BYTES = 64 * 1024

/**
 * Fields on which identity, sessions and volumes rest: of a wrong type, they are not silently taken
 * for absent. To look at the type of every field of every line would double the work, so a line is
 * looked at closely only where such a field is absent though its kind of record should have it.
 */
const CORE: readonly { readonly among: string; readonly paths: readonly string[] }[] = [
  { among: `event_type != 'stats'`, paths: ['src_ip', 'dest_ip', 'flow_id'] },
  { among: `network_transport IN ('TCP', 'UDP', '')`, paths: ['src_port', 'dest_port'] },
  { among: `position(line, '"parent_id"') > 0`, paths: ['parent_id'] },
  {
    among: `event_type = 'flow'`,
    paths: [
      'flow.bytes_toserver',
      'flow.bytes_toclient',
      'flow.pkts_toserver',
      'flow.pkts_toclient',
    ],
  },
  { among: `event_type = 'fileinfo'`, paths: ['fileinfo.size'] },
  {
    among: `event_type = 'ftp' AND ftp_command IN ('PASV', 'EPSV', 'PORT', 'EPRT')`,
    paths: ['ftp.dynamic_port'],
  },
]

/** For these types the object of the same name must be there: by which absent columns that is noticed. */
const SECTIONS: Record<string, string> = {
  ftp: `ftp_reply_received = '' AND ftp_command = ''`,
  ftp_data: `ftp_command = ''`,
  fileinfo: `file_state = '' AND file_name = ''`,
  flow: `isNull(flow_start)`,
  ssh: `ssh_client_proto_version = '' AND ssh_server_proto_version = '' AND ssh_client_software_version = '' AND ssh_server_software_version = ''`,
  alert: `isNull(alert_signature_id)`,
}

/** Types of records that are named after the protocol that they are about. */
const PROTOCOL_TYPES =
  'dcerpc dhcp dns ftp http http2 ike krb5 mqtt nfs pgsql quic rdp rfb sip smb smtp snmp ssh tftp tls'.split(
    ' ',
  )

interface Leaf {
  readonly path: string
  readonly type: string
}

/** ClickHouse type under which a path is read out of the JSON text. */
function leafType(field: Field): string {
  if (field.kind === 'integer' || field.kind === 'boolean') return field.type
  return 'String'
}

/** Nested `Tuple(…)` type for one `JSONExtract` call that reads all paths in one pass. */
function tupleType(leaves: readonly Leaf[]): string {
  const members = new Map<string, Leaf[]>()
  for (const leaf of leaves) {
    const dot = leaf.path.indexOf('.')
    const head = dot < 0 ? leaf.path : leaf.path.slice(0, dot)
    const rest = dot < 0 ? '' : leaf.path.slice(dot + 1)
    members.set(head, [...(members.get(head) ?? []), { path: rest, type: leaf.type }])
  }
  const parts = [...members].map(([head, inner]) => {
    const name = head.replace('[]', '')
    const nested = inner.filter(({ path }) => path !== '')
    const type = nested.length > 0 ? tupleType(nested) : (inner[0]?.type ?? 'String')
    return `\`${name}\` ${head.endsWith('[]') ? `Array(${type})` : type}`
  })
  return `Tuple(${parts.join(', ')})`
}

/** SQL that reads one path out of the extracted tuple `e`. */
function access(path: string): string {
  const [before = '', after] = path.split('[]')
  const tuple = before.split('.').reduce((sql, key) => `tupleElement(${sql}, '${key}')`, 'e')
  if (after === undefined || after === '') return tuple
  const inner = after
    .slice(1)
    .split('.')
    .reduce((sql, key) => `tupleElement(${sql}, '${key}')`, 'x')
  return `arrayMap(x -> ${inner}, ${tuple})`
}

/** SQL of the column of a field that comes straight from its paths. */
function columnFromPaths(field: Field): string {
  const paths = field.suricata ?? []
  const values = paths.map((path) => {
    const value = access(path)
    if (field.kind === 'keywords') return `arrayFilter(x -> x != '', ${value})`
    const one = path.includes('[]') ? `arrayElement(${value}, 1)` : value
    switch (field.kind) {
      case 'ip':
        // An address of a link may name its interface: fe80::1%eth0.
        return `toIPv6OrNull(if(position(${one}, '%') > 0, splitByChar('%', ${one})[1], ${one}))`
      case 'time':
        return `parseDateTime64BestEffortOrNull(${one}, 6, 'UTC')`
      default:
        return one
    }
  })
  if (values.length === 1) return values[0] ?? ''
  if (field.kind === 'keyword') return `firstNonDefault(${values.join(', ')})`
  if (field.kind === 'keywords') return `arrayConcat(${values.join(', ')})`
  return `coalesce(${values.join(', ')})`
}

/** Columns that need more than their paths. `line` is the original line, `e` what was read of it. */
function specialColumns(): Record<string, string> {
  const byPath = new Map(eventFields.map((field) => [field.name, field]))
  const userFromPaths = columnFromPaths(byPath.get('user.name') as Field)
  const command = access('ftp.command')
  return {
    ts: 'assumeNotNull(parsed_ts)',
    event_id: `lower(hex(sipHash64(line)))`,
    event_source: `{source:String}`,
    raw: maskedLine,
    ftp_command_data: `if(${PASS}, '****', ${access('ftp.command_data')})`,
    ftp_password_hash: passwordHash,
    user_name: `if(upper(${command}) = 'USER', ${access('ftp.command_data')}, ${userFromPaths})`,
    // Protocol records name their protocol only by their type.
    network_protocol: `multiIf(${access('app_proto')} != '', ${access('app_proto')}, event_type = 'ftp_data', 'ftp-data', event_type IN (${PROTOCOL_TYPES.map((type) => `'${type}'`).join(', ')}), event_type, '')`,
  }
}

/** What may be wrong in a line that looks like an event. All SQL reads the columns made before it. */
interface Check {
  readonly what: string
  /** SQL that is true if it is absent, among the lines that should have it. */
  readonly missing: string
  /** SQL that is true if something else stands in its place; costly. */
  readonly wrong: string
}

/** Checks by the SQL of the lines that they concern: told apart once, because every test counts. */
const CHECKS: readonly { readonly among: string; readonly checks: readonly Check[] }[] = [
  ...CORE.map(({ among, paths }) => ({
    among,
    checks: paths.map((path) => {
      const column = eventFields.find(({ suricata }) => suricata?.[0] === path)?.column
      const keys = path.split('.').map((key) => `'${key}'`)
      return {
        what: path,
        missing: `isNull(\`${column}\`)`,
        wrong: `JSONExtractRaw(line, ${keys.join(', ')}) NOT IN ('', 'null')`,
      }
    }),
  })),
  ...Object.entries(SECTIONS).map(([type, missing]) => ({
    among: `event_type = '${type}'`,
    checks: [{ what: type, missing, wrong: `JSONType(line, '${type}') != 'Object'` }],
  })),
]

function anyCheck(test: (check: Check) => string): string {
  return CHECKS.map(
    ({ among, checks }) => `(${among} AND (${checks.map((check) => test(check)).join(' OR ')}))`,
  ).join(' OR ')
}

/** Lines in which nothing is missing, which is nearly all, pay for this one condition only. */
const ANY_MISSING = anyCheck(({ missing }) => `(${missing})`)
const ANY_WRONG = anyCheck(({ missing, wrong }) => `(${missing} AND ${wrong})`)

const IS_TOO_LONG = `length(line) > ${MAX_LINE_BYTES}`
const LOOKS_LIKE_EVENT = `isNotNull(parsed_ts) AND event_type != '' AND startsWith(trimLeft(line), '{')`
const IS_WRONG_TYPE = `(length(event_type) > 64 OR match(event_type, '[^A-Za-z0-9_.-]'))`

/** SQL that is true for lines that are events: those that have no reason not to be. */
const IS_EVENT = `NOT ${IS_TOO_LONG} AND ${LOOKS_LIKE_EVENT} AND NOT ${IS_WRONG_TYPE}
  AND NOT if(${ANY_MISSING}, ${ANY_WRONG}, 0)`

/** Why a line is no event; empty if it is one. */
function reasonSql(): string {
  const wrongTypes = CHECKS.flatMap(({ among, checks }) =>
    checks.map(
      ({ what, missing, wrong }) =>
        `if(${among} AND (${missing}), ${wrong}, 0), 'wrong type: ${what}'`,
    ),
  )
  return `multiIf(
    ${IS_TOO_LONG}, 'line is larger than 8 MiB',
    ${LOOKS_LIKE_EVENT}, multiIf(
      ${IS_WRONG_TYPE}, 'wrong type: event_type',
      ${ANY_MISSING}, multiIf(
        ${wrongTypes.join(',\n        ')},
        ''),
      ''),
    trim(line) = '', 'empty line',
    NOT isValidJSON(line), if(startsWith(trimLeft(line), '{'), 'not JSON, or cut off', 'not JSON'),
    NOT startsWith(trimLeft(line), '{'), 'not a JSON object',
    ${access('timestamp')} = '', 'no timestamp',
    isNull(parsed_ts), 'timestamp cannot be read',
    'no event_type')`
}

const paths = new Map<string, string>()
for (const field of eventFields) {
  for (const path of field.suricata ?? []) {
    if (!paths.has(path)) paths.set(path, leafType(field))
  }
}
const extraction = tupleType([...paths].map(([path, type]) => ({ path, type })))

/** Timestamps are dates written out; a bare number is not taken for one. */
const parsedTimestamp = `if(match(${access('timestamp')}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]'), parseDateTime64BestEffortOrNull(${access('timestamp')}, 6, 'UTC'), NULL)`

/** SQL of every column of the events table, by name. */
const columns: ReadonlyMap<string, string> = new Map(
  eventFields.map((field) => [
    field.column,
    specialColumns()[field.column] ?? columnFromPaths(field),
  ]),
)

function selected([column, sql]: readonly [column: string, sql: string]): string {
  return `${sql} AS \`${column}\``
}

/** Lines, and what was read of them: `e` and `parsed_ts`. */
function extracted(lines: string): string {
  return `(SELECT *, ${parsedTimestamp} AS parsed_ts FROM (SELECT *, JSONExtract(line, '${extraction.replaceAll("'", "\\'")}') AS e FROM ${lines}))`
}

/**
 * `INSERT` of the good lines of a chunk. The engine plans it anew for every chunk, so it has few
 * levels and few tests.
 * Parameters: `source` (path or name), `key0` and `key1` (UInt64, the installation's secret).
 */
export function insertEvents(lines: string): string {
  return `INSERT INTO events (${[...columns.keys()].map((column) => `\`${column}\``).join(', ')})
SELECT ${[...columns].map((column) => selected(column)).join(',\n  ')}
FROM ${extracted(lines)}
WHERE ${IS_EVENT}`
}

/**
 * `INSERT` of the bad lines of a chunk into the quarantine, each with its place and the reason.
 * Must run on one thread, so that lines keep their order.
 * Further parameters: `chunk_offset` (UInt64), `now` (DateTime64).
 */
export function insertRefused(lines: string): string {
  const read = [...columns].filter(([column]) => column !== 'ts').map((column) => selected(column))
  const withReason = `SELECT line, line_number, ${read.join(',\n  ')},
  ${reasonSql()} AS reason
FROM ${extracted(`(SELECT line, rowNumberInAllBlocks() AS line_number FROM ${lines})`)}`
  return `INSERT INTO quarantine (id, time, source, offset, length, reason, line)
SELECT lower(hex(sipHash64(event_source, offset))), {now:DateTime64(6, 'UTC')}, event_source, offset, length, reason, ${maskedText(`substring(line, 1, ${QUARANTINED_LINE_BYTES})`)}
FROM (SELECT event_source, line, reason, length(line) AS length,
  {chunk_offset:UInt64} + sum(length(line) + 1) OVER (ORDER BY line_number ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - length(line) - 1 AS offset
FROM (${withReason}))
WHERE reason != ''`
}
