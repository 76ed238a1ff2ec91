import { AT, partOf, SESSION_KEY } from './control-events.js'
import { tupleShape } from './tuples.js'

/**
 * The commands of an FTP session that use a data connection, each with what the dialogue before
 * and after it says of it.
 */

/** Commands that move one file each. */
export const UPLOADS = `('STOR', 'STOU', 'APPE')`
export const TRANSFERS = `('STOR', 'STOU', 'APPE', 'RETR')`

/** One command with its surroundings. Moments are microseconds since 1970. */
export const commandShape = tupleShape({
  /** Its place among the commands that matter here, from 1. */
  step: 'UInt64',
  /** The sensor's number of it: unlike the place, it does not move when other events come late. */
  tx: 'UInt64',
  at: 'Int64',
  command: 'String',
  /** Its argument. */
  argument: 'String',
  /** Reply codes, also those that came as a line of their own after it. */
  codes: 'Array(String)',
  replies: 'Array(String)',
  /** When the last of these replies was logged. */
  answered: 'Int64',
  /** Who was logged in then. */
  user: 'String',
  /** Whether REST came just before: the size that the server names is then not what moves. */
  resumed: 'Bool',
  /** Port agreed for the data connection; 0 if none was seen. */
  port: 'UInt16',
  active: 'Bool',
  agreed: 'Int64',
  /** The data connection cannot have begun before this: when the one before it was done with. */
  earliest: 'Int64',
  source_ip: 'Nullable(IPv6)',
  destination_ip: 'Nullable(IPv6)',
})

/** A reply to a transfer has two or three lines; a talkative server's may have many. */
const KEPT_REPLIES = 8

/** Replies that end a transfer: RFC 959, 4.2 and 5.4. */
const ENDS = `['226', '250', '425', '426', '450', '451', '452', '550', '551', '552', '553']`

/** The rest of the dialogue, which is most of it, need not be sorted. */
const matters = `(upper(ftp_command) IN ('USER', 'PASV', 'EPSV', 'PORT', 'EPRT', 'REST', 'STOR', 'STOU', 'APPE', 'RETR', 'LIST', 'NLST', 'MLSD')
            OR (ftp_command = '' AND hasAny(ftp_completion_code, arrayConcat(['125', '150'], ${ENDS}))))`

const IN_ORDER = `PARTITION BY ${SESSION_KEY} ORDER BY tx, at, event_id`
const place = '(tx, at, event_id)'
const agrees = `command IN ('PASV', 'EPSV', 'PORT', 'EPRT') AND NOT match(codes[1], '^[45]')`
/** MLSD has no name in Suricata 7: it shows as a line without command that opens a connection. */
const usesData = `(command IN ('STOR', 'STOU', 'APPE', 'RETR', 'LIST', 'NLST', 'MLSD')
        OR (command = '' AND tx > 0 AND hasAny(codes, ['125', '150'])))`

/** The line after may be such a reply alone: it came so late that it was logged without command. */
const endsLate = `next.1 = '' AND next.5 = tx + 1 AND has(${ENDS}, next.2[1])`
const unanswered = `NOT arrayExists(code -> code >= '200', codes)`

/**
 * CTE `ftp_steps`: (session key, cmd) of every command that uses a data connection.
 *
 * The order is that of transaction numbers, because moments may lie: what is left at the end of a
 * flow is logged with the time of its end, or of another packet altogether.
 */
export function ftpStepsCte(around: string): string {
  return `ftp_steps AS (
  SELECT ${SESSION_KEY}, ${commandShape.of({
    step: 'step',
    tx: 'tx',
    at: 'at',
    command: 'command',
    argument: 'argument',
    codes: 'if(late, arrayConcat(codes, next.2), codes)',
    replies: 'if(late, arrayConcat(replies, next.3), replies)',
    answered: 'if(late, greatest(at, next.4), at)',
    user: 'user',
    resumed: `before = 'REST'`,
    port: 'agreement.1',
    active: 'agreement.2',
    agreed: 'if(agreement.3 = 0 OR agreement.4 <= previous.2, at, agreement.3)',
    earliest: 'previous.1',
    source_ip: 'source_ip',
    destination_ip: 'destination_ip',
  })} AS cmd
  FROM (
    SELECT *, ${unanswered} AND ${endsLate} AS late
    FROM (
      SELECT ${SESSION_KEY}, at, tx, command, argument, codes, replies,
        source_ip, destination_ip, ${usesData} AS uses_data,
        row_number() OVER (${IN_ORDER}) AS step,
        any(command) OVER (${IN_ORDER} ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS before,
        any((command, codes, replies, at, tx)) OVER (${IN_ORDER} ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) AS next,
        argMaxIf(argument, ${place}, command = 'USER') OVER (${IN_ORDER} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS user,
        argMaxIf((dynamic_port, command IN ('PORT', 'EPRT'), at, tx), ${place}, ${agrees})
          OVER (${IN_ORDER} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS agreement,
        argMaxIf((at, tx), ${place}, ${usesData})
          OVER (${IN_ORDER} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS previous
      FROM (
        SELECT *, ${partOf('at')} AS part
        FROM (
          SELECT observer_name, assumeNotNull(flow_id) AS control_flow, ${AT} AS at, ifNull(transaction_id, 0) AS tx, event_id,
            source_ip, destination_ip, upper(ftp_command) AS command, ftp_command_data AS argument,
            ftp_completion_code AS codes, arraySlice(ftp_reply, 1, ${KEPT_REPLIES}) AS replies,
            ifNull(ftp_dynamic_port, 0) AS dynamic_port
          FROM events WHERE event_type = 'ftp' AND isNotNull(flow_id) AND ${around} AND ${matters}
          LIMIT 1 BY event_id
        ) AS event
        LEFT JOIN splits USING (observer_name, control_flow)
      )
    )
  )
  WHERE uses_data
)`
}
