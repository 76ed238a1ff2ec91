import { AT, isControlEvent, partOf, SESSION_KEY, type Controls } from './control-events.js'
import { micros } from './columns.js'

/**
 * What the events of one control connection say together, each fact by itself. All facts are made
 * in one pass over the events; none depends on the order of rows.
 */

/** Replies by which a server refuses a login: RFC 959 (530, 532); 430 is in common use. */
const REFUSED = `['430', '530', '532']`
/** Replies by which a server lets a user in: RFC 959 (230), RFC 2228 (232). */
const LET_IN = `['230', '232']`

const isLine = `event_type = 'ftp'`
const isBanner = `event_type = 'ssh'`
const isFlow = `event_type = 'flow'`

const agreed = (...commands: string[]) =>
  `countIf(${isLine} AND command IN (${commands.map((name) => `'${name}'`).join(', ')}) AND NOT match(ftp_completion_code[1], '^[45]')) > 0`

/**
 * A moment and an event's id (16 hexadecimal digits) as one number, in the order of the pair: to keep
 * what is earliest by a pair takes half as much memory again. In a dialogue the transaction's number
 * goes before it (`by_place`): moments may lie, these numbers do not.
 */
const inOrder = (moment: string) =>
  `(bitShiftLeft(toInt128(${moment}), 64) + reinterpretAsUInt64(reverse(unhex(event_id))))`

const earliest = (column: string) => `argMinIf(${column}, by_moment, ${column} != '')`

/** Step of a login, as a tuple that sorts in the order of the dialogue. */
const loginStep = `CAST((tx, at, event_id, command, ftp_command_data, hasAny(ftp_completion_code, ${LET_IN}),
      hasAny(ftp_completion_code, ${REFUSED}), empty(ftp_completion_code)),
      'Tuple(tx UInt64, at Int64, id String, command String, argument String, let_in Bool, refused Bool, silent Bool)')`

/** Every fact, by name. Each costs planning time in each question, so a fold takes what it needs. */
const FACTS = {
  first_moment: 'min(at)',
  last_moment: 'max(at)',
  event_count: 'count()',
  line_count: `countIf(${isLine})`,
  banner_count: `countIf(${isBanner})`,
  has_flow: `countIf(${isFlow}) > 0`,
  /** As a dialogue or banner says; else as the flow record does. They agree but for odd captures. */
  ends: `argMin((source_ip, source_port, destination_ip, destination_port, network_community_id), by_kind)`,
  flow_protocol: `argMaxIf(network_protocol, by_end, ${isFlow})`,
  flow_ended: `maxIf(ended, ${isFlow})`,
  syn_seen: `countIf(${isFlow} AND ifNull(tcp_syn, false)) > 0`,
  /** Bytes and packets, from the source and from the destination. */
  volume: `argMaxIf((toInt64(ifNull(source_bytes, 0)), toInt64(ifNull(destination_bytes, 0)), toInt64(ifNull(source_packets, 0)), toInt64(ifNull(destination_packets, 0))), by_end, ${isFlow})`,
  /**
   * A session is POP3, and no FTP session, if its first reply has no code and begins with +OK or
   * -ERR: Suricata logs some POP3 connections as ftp. Later replies do not count: an FTP server
   * could hide its sessions with them. Without any reply, POP3's port decides.
   */
  pop3: `(argMinIf(empty(ftp_completion_code) AND match(ftp_reply[1], '^(\\\\+OK|-ERR)'), by_place, ${isLine} AND notEmpty(ftp_reply))
      OR (countIf(${isLine}) > countIf(${isLine} AND notEmpty(ftp_reply)) AND countIf(notEmpty(ftp_reply)) = 0 AND min(destination_port) IN (110, 995)))`,
  steps: `arraySort(groupArrayIf(${loginStep}, ${isLine} AND (command IN ('USER', 'PASS', 'ACCT')
      OR (command = '' AND tx > 0 AND hasAny(ftp_completion_code, arrayConcat(${LET_IN}, ${REFUSED}))))))`,
  greeting: `argMinIf(arrayStringConcat(arraySlice(ftp_reply, 1, 20), ' '), by_place, ${isLine} AND command = '' AND ftp_completion_code[1] = '220')`,
  greeted: `countIf(${isLine} AND command = '' AND ftp_completion_code[1] = '220') > 0`,
  tls_granted: `countIf(${isLine} AND startsWith(command, 'AUTH') AND hasAny(ftp_completion_code, ['234', '334'])) > 0`,
  uploads: `countIf(${isLine} AND command IN ('STOR', 'STOU', 'APPE'))`,
  downloads: `countIf(${isLine} AND command = 'RETR')`,
  was_active: agreed('PORT', 'EPRT'),
  was_passive: agreed('PASV', 'EPSV'),
  commands: `arraySort(groupUniqArrayIf(command, ${isLine} AND command != ''))`,
  password_hash: `argMaxIf(ftp_password_hash, by_place, command = 'PASS')`,
  wants_encryption: `countIf(has(ftp_completion_code, '530') AND positionCaseInsensitive(arrayStringConcat(ftp_reply), 'encryption') > 0) > 0`,
  client_named: `argMinIf(ftp_command_data, by_place, command = 'CLNT')`,
  client_banner: earliest('ssh_client_software_version'),
  server_banner: earliest('ssh_server_software_version'),
  client_hash: earliest('ssh_client_hassh'),
  server_hash: earliest('ssh_server_hassh'),
} as const

export type Fact = keyof typeof FACTS

/** CTE `connections`: one row per control connection, with the facts asked for. */
export function connectionsCte(controls: Controls, facts: readonly Fact[]): string {
  return `connections AS (
  SELECT ${SESSION_KEY},
    ${facts.map((fact) => `${FACTS[fact]} AS ${fact}`).join(',\n    ')}
  FROM (
    SELECT *, ${partOf('at')} AS part, ${inOrder('at')} AS by_moment, ${inOrder('ended')} AS by_end,
      if(${isFlow}, bitShiftLeft(toInt128(1), 125), 0) + by_moment AS by_kind,
      bitShiftLeft(toInt256(tx), 128) + by_moment AS by_place
    FROM (
      SELECT event_type, observer_name, assumeNotNull(flow_id) AS control_flow, ${AT} AS at,
        ${micros('coalesce(flow_end, ts)')} AS ended, ifNull(transaction_id, 0) AS tx, event_id,
        source_ip, source_port, destination_ip, destination_port, network_community_id,
        network_protocol, source_bytes, destination_bytes, source_packets, destination_packets, tcp_syn,
        upper(ftp_command) AS command, ftp_command_data, ftp_completion_code, ftp_reply, ftp_password_hash,
        ssh_client_software_version, ssh_server_software_version, ssh_client_hassh, ssh_server_hassh
      FROM events WHERE ${isControlEvent(controls)}
      LIMIT 1 BY event_id
    ) AS event
    LEFT JOIN splits USING (observer_name, control_flow)
  )
  GROUP BY ${SESSION_KEY}
)`
}
