import { sessionId, SESSION_KEY } from './control-events.js'
import { contentBytes } from './flow-volume.js'
import { pairOf } from './ftp-port-match.js'
import { TRANSFERS, UPLOADS } from './ftp-steps.js'
import { senderColumns, sizeCandidates, sizeColumns, sizeRule } from './transfer-bytes.js'
import { BULK_DOWNLOAD, BULK_UPLOAD } from './ssh-activity.js'
import { sessionShape } from './session-shape.js'
import { tftpTransfers } from './tftp.js'

/**
 * CTE `all_transfers`: one row per file moved over FTP, per data connection under TLS, and per
 * bulk movement inside an SSH connection.
 *
 * The command says the direction and the control connection the client: source and destination of
 * the data connection turn round in active mode. A data connection whose command was lost, or is
 * still to come, is a transfer too; once the command is there, it is the same transfer in full.
 */

/** A flow may begin this much after the control connection's end as it is known so far. */
const TOLERANCE_MICROS = 10_000_000

const isBulk = `activity IN (${BULK_UPLOAD}, ${BULK_DOWNLOAD})`

/** Every move with its session, and every session without moves: each has what the other lacks. */
const joined = `SELECT ${SESSION_KEY}, has_command, cmd, has_data, data, unclaimed, flow_pair,
      has_session, activity, certain, client_content, server_content,
      has_session AND NOT is_ssh AND (tls OR line_count = 0) AS veiled_session,
      ${sessionShape.of({
        started: 'started',
        ended: 'ended',
        control_flow: 'control_flow',
        part: 'part',
        service: `multiIf(is_ssh, 'ssh', tls, 'ftps', 'ftp')`,
        client_ip: 'client.1',
        client_port: 'client.2',
        server_ip: 'server.1',
        server_port: 'server.2',
        user: 'user',
        client_software: 'if(is_ssh, client.5, client_named)',
        server_software: 'if(is_ssh, server.5, server_named)',
      })} AS session
    FROM ftp_moves FULL JOIN (SELECT *, true AS has_session FROM all_sessions) AS s USING (${SESSION_KEY})`

/**
 * After AUTH TLS neither command nor port is visible. A flow that nothing agreed on, between the
 * same addresses and during the life of such a session, is taken for a data connection of it: of
 * the latest, if several are open.
 */
const owned = `SELECT *,
      argMaxIf(session, (session.started, session.control_flow), veiled_session) OVER (
        PARTITION BY observer_name, pair ORDER BY if(unclaimed, data.at, session.started), unclaimed
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS around,
      multiIf(unclaimed, 'time', has_command OR has_data, 'moved', ${isBulk}, 'session', '') AS kind
    FROM (SELECT *, if(unclaimed, flow_pair, ${pairOf('session.client_ip', 'session.server_ip')}) AS pair FROM (${joined}))`

const kept = `SELECT ${SESSION_KEY}, has_command, cmd, has_data, data, has_session OR kind = 'time' AS in_session, kind,
      activity, certain, client_content, server_content, if(kind = 'time', around, session) AS at_session
    FROM (${owned})
    WHERE multiIf(
      kind = 'moved', if(has_command, has_session AND cmd.command IN ${TRANSFERS},
        data.command IN ${TRANSFERS} OR (data.command = '' AND data.has_file)),
      kind = 'time', data.veiled AND around.control_flow > 0 AND data.at <= around.ended + ${TOLERANCE_MICROS},
      kind = 'session')`

/** What the command, the data connection, or both say. */
const told = `SELECT *, at_session.client_ip AS client_ip, at_session.server_ip AS server_ip,
      if(has_command, cmd.command, data.command) AS command,
      if(has_command AND cmd.user != '', cmd.user, at_session.user) AS user,
      multiIf(arrayExists(code -> code >= '400', cmd.codes), 'failed',
        hasAny(cmd.codes, ['226', '250']), 'completed', 'unknown') AS outcome,
      arrayStringConcat(cmd.replies, '\\n') AS replies,
      if(has_command AND cmd.port > 0, cmd.port, data.port) AS data_port,
      if(has_data AND data.has_flow, data.source_ip = at_session.client_ip, NULL) AS client_opened,
      multiIf(kind = 'session', 'inside session', has_command AND cmd.port > 0, if(cmd.active, 'active', 'passive'),
        isNull(client_opened), '', client_opened, 'passive', 'active') AS mode,
      multiIf(kind = 'session', at_session.started, has_data AND data.has_flow, data.started,
        has_command, least(cmd.agreed, cmd.at), data.at) AS started,
      multiIf(kind = 'session', at_session.ended, has_data AND data.has_flow, data.ended,
        has_command, cmd.answered, data.at) AS ended,
      if(kind = 'session', client_content, ${contentBytes('data.source_bytes', 'data.source_packets', 'data.headers')}) AS source_content,
      if(kind = 'session', server_content, ${contentBytes('data.destination_bytes', 'data.destination_packets', 'data.headers')}) AS destination_content
    FROM (${kept})`

/** The name of STOU is the server's: RFC 1123, 4.1.2.9 ("FILE: pppp"). */
const directed = `SELECT *,
      multiIf(NOT has_command, data.name, cmd.command != 'STOU', cmd.argument,
        match(replies, '(?m)^FILE: .'), extract(replies, '(?m)^FILE: ([^\\n]{1,1000})$'),
        cmd.argument != '', cmd.argument, data.name) AS path,
      multiIf(kind = 'session', if(activity = ${BULK_UPLOAD}, 'upload', 'download'),
        kind = 'time', if((source_content > destination_content) = client_opened, 'upload', 'download'),
        command IN ${UPLOADS}, 'upload', command = 'RETR', 'download',
        isNull(client_ip) OR isNull(data.sender), 'unknown', data.sender = client_ip, 'upload', 'download') AS direction
    FROM (${told})`

/** If client and server are the same host, the mode says who opened the connection. */
const sending = `SELECT *, multiIf(direction = 'unknown', false, client_ip = server_ip, (mode != 'active') = (direction = 'upload'),
        ifNull(client_opened, false) = (direction = 'upload')) AS source_sends
    FROM (${directed})`

/** SQL of the id of a transfer: by the sensor's number of its command, or by its data connection. */
const transferId = `lower(hex(sipHash64(session_id, cmd.tx, cmd.command, cmd.argument, if(has_command, 0, data.flow_id))))`

/** CTE `all_transfers`. */
export function transfersCte(around: string): string {
  return `all_transfers AS (
  SELECT ${SESSION_KEY}, kind, in_session, has_command, cmd, has_data, data, at_session, activity, certain,
    client_ip, server_ip, command, user, outcome, path, data_port, mode, started, ended, direction,
    if(in_session, ${sessionId('observer_name', 'at_session.control_flow', 'at_session.started')},
      ${sessionId('observer_name', 'control_flow', 'data.at')}) AS session_id,
    ${transferId} AS transfer_id,
    ${sizeColumns}
  FROM (
    SELECT *, ${sizeRule} AS size_rule
    FROM (SELECT *, ${sizeCandidates}
      FROM (SELECT *, ${senderColumns} FROM (${sending})))
  )
  UNION ALL
  ${tftpTransfers(around)}
)`
}
