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
const CORE: readonly (readonly [path: string, expected: string])[] = [
  ['src_ip', `event_type != 'stats'`],
  ['dest_ip', `event_type != 'stats'`],
  ['src_port', `network_transport IN ('TCP', 'UDP', '')`],
  ['dest_port', `network_transport IN ('TCP', 'UDP', '')`],
  ['flow_id', `event_type != 'stats'`],
  ['parent_id', `position(line, '"parent_id"') > 0`],
  ['flow.bytes_toserver', `event_type = 'flow'`],
  ['flow.bytes_toclient', `event_type = 'flow'`],
  ['flow.pkts_toserver', `event_type = 'flow'`],
  ['flow.pkts_toclient', `event_type = 'flow'`],
  ['fileinfo.size', `event_type = 'fileinfo'`],
  ['ftp.dynamic_port', `event_type = 'ftp' AND ftp_command IN ('PASV', 'EPSV', 'PORT', 'EPRT')`],
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

/**
 * Why a line is no event; empty if it is one. Reads the columns made before it. Lines in which
 * nothing is missing, which is nearly all, pay for one condition only.
 */
function reasonSql(): string {
  const checks = [
    ...CORE.map(([path, expected]) => {
      const column = eventFields.find(({ suricata }) => suricata?.[0] === path)?.column
      const at = `line, ${path
        .split('.')
        .map((key) => `'${key}'`)
        .join(', ')}`
      return {
        what: path,
        missing: `isNull(\`${column}\`) AND ${expected}`,
        wrong: `JSONHas(${at}) AND JSONType(${at}) != 'Null'`,
      }
    }),
    ...Object.entries(SECTIONS).map(([type, absent]) => ({
      what: type,
      missing: `event_type = '${type}' AND ${absent}`,
      wrong: `JSONType(line, '${type}') != 'Object'`,
    })),
  ]
  const anyMissing = checks.map(({ missing }) => `(${missing})`).join(' OR ')
  const wrongTypes = checks.map(
    ({ what, missing, wrong }) => `if(${missing}, ${wrong}, 0), 'wrong type: ${what}'`,
  )
  return `multiIf(
    length(line) > ${MAX_LINE_BYTES}, 'line is larger than 8 MiB',
    isNotNull(parsed_ts) AND event_type != '' AND startsWith(trimLeft(line), '{'), multiIf(
      length(event_type) > 64 OR match(event_type, '[^A-Za-z0-9_.-]'), 'wrong type: event_type',
      ${anyMissing}, multiIf(
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

/** Inner query: every column of the events table, and `reason`. */
function projected(lines: string, kept: readonly string[] = []): string {
  const special = specialColumns()
  const columns = eventFields
    .filter(({ column }) => column !== 'ts')
    .map((field) => `${special[field.column] ?? columnFromPaths(field)} AS \`${field.column}\``)
  return `SELECT ${[...kept, ...columns].join(',\n  ')},\n  parsed_ts,\n  ${reasonSql()} AS reason
FROM (SELECT *, ${parsedTimestamp} AS parsed_ts FROM (SELECT *, JSONExtract(line, '${extraction.replaceAll("'", "\\'")}') AS e FROM ${lines}))`
}

/**
 * `INSERT` of the good lines of a chunk.
 * Parameters: `source` (path or name), `key0` and `key1` (UInt64, the installation's secret).
 */
export function insertEvents(lines: string): string {
  const columns = eventFields.map(({ column }) => `\`${column}\``)
  const values = eventFields.map(({ column }) =>
    column === 'ts' ? 'assumeNotNull(parsed_ts) AS ts' : `\`${column}\``,
  )
  return `INSERT INTO events (${columns.join(', ')})
SELECT ${values.join(', ')} FROM (${projected(lines)}) WHERE reason = ''`
}

/**
 * `INSERT` of the bad lines of a chunk into the quarantine, each with its place and the reason.
 * Must run on one thread, so that lines keep their order.
 * Further parameters: `chunk_offset` (UInt64), `now` (DateTime64).
 */
export function insertRefused(lines: string): string {
  return `INSERT INTO quarantine (id, time, source, offset, length, reason, line)
SELECT lower(hex(sipHash64(event_source, offset))), {now:DateTime64(6, 'UTC')}, event_source, offset, length, reason, ${maskedText(`substring(line, 1, ${QUARANTINED_LINE_BYTES})`)}
FROM (SELECT event_source, line, reason, length(line) AS length,
  {chunk_offset:UInt64} + sum(length(line) + 1) OVER (ORDER BY line_number ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - length(line) - 1 AS offset
FROM (${projected(`(SELECT line, rowNumberInAllBlocks() AS line_number FROM ${lines})`, ['line', 'line_number'])}))
WHERE reason != ''`
}
