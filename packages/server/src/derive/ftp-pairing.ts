import { dataShape } from './ftp-data.js'
import { commandShape, UPLOADS } from './ftp-steps.js'
import { SESSION_KEY } from './control-events.js'

/**
 * Which data connection carried which command.
 *
 * FTP moves one file at a time per session, so a data connection belongs to the latest command of
 * its agreed port that can have opened it: the one before it was done by then. Where that fails
 * (events lost, the port not seen, clocks of old captures), what is left over is paired by name, in
 * order. Each side is used once. All of it sorts; nothing compares everything with everything, so
 * that ten thousand transfers in one session stay cheap.
 */

const INSTANTS = `ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW`

/** Both sides in one stream, ordered per port: each data connection sees the latest command before it. */
const sides = `SELECT *,
      argMaxIf((cmd.step, cmd.command, cmd.argument, cmd.agreed), (moment, cmd.step), is_command)
        OVER (PARTITION BY ${SESSION_KEY}, port ORDER BY moment, NOT is_command, data.flow_id ${INSTANTS}) AS latest
    FROM (
      SELECT ${SESSION_KEY}, true AS is_command, cmd, ${dataShape.empty} AS data, cmd.port AS port, cmd.earliest AS moment
      FROM ftp_steps
      UNION ALL
      SELECT ${SESSION_KEY}, false, ${commandShape.empty}, data, data.port, data.at
      FROM ftp_data_flows
      WHERE announced OR data.has_file OR data.has_flow
    )`

const fits = `latest.1 > 0 AND data.command IN ('', latest.2) AND (data.name = '' OR latest.3 IN ('', data.name))`

/** Rows of one slot: a command, and the data connections that fit it, the nearest first. */
const slots = `SELECT ${SESSION_KEY}, slot, loner,
      anyIf(side.cmd, is_command) AS cmd, countIf(is_command) > 0 AS has_command,
      arraySort(found -> (found.1, found.2.flow_id),
        groupArrayIf((abs(data.at - latest.4), side.data), NOT is_command)) AS found
    FROM (
      SELECT *, multiIf(is_command, cmd.step, ${fits}, latest.1, 0) AS slot,
        if(slot = 0, data.flow_id, 0) AS loner
      FROM (${sides})
    ) AS side
    GROUP BY ${SESSION_KEY}, slot, loner`

/** The nearest one stays with its command; the others go on alone. */
const firstRound = `SELECT ${SESSION_KEY}, row.1 AS has_command, row.2 AS cmd, row.3 AS has_data, row.4 AS data
    FROM (
      SELECT ${SESSION_KEY}, arrayJoin(arrayConcat(
          [(has_command, cmd, notEmpty(found), found[1].2)],
          arrayMap(other -> (false, ${commandShape.empty}, true, other.2), arraySlice(found, 2)))) AS row
      FROM (${slots})
    )`

/** Direction of either side, for pairing by name: a file without command is told by its sender. */
const sense = `multiIf(has_command, if(cmd.command IN ${UPLOADS}, 'upload', 'download'),
        data.command != '', if(data.command IN ${UPLOADS}, 'upload', 'download'),
        isNull(client) OR isNull(data.sender), '', data.sender = client, 'upload', 'download')`

/** CTE `ftp_pairs`: (session key, has_command, cmd, has_data, data), one row per command or loner. */
export const ftpPairsCte = `ftp_pairs AS (
  SELECT ${SESSION_KEY},
    max(side.has_command) AS has_command, argMax(side.cmd, side.has_command) AS cmd,
    max(side.has_data) AS has_data, argMax(side.data, side.has_data) AS data
  FROM (
    SELECT *, if(settled, cmd.step, row_number() OVER (
        PARTITION BY ${SESSION_KEY}, settled, has_command, sense, name, port ORDER BY cmd.step, data.at, data.flow_id)) AS nth
    FROM (
      SELECT *, has_command AND has_data AS settled, if(has_command, cmd.argument, data.name) AS name, ${sense} AS sense,
        if(ports_known, if(has_command, cmd.port, data.port), 0) AS port
      FROM (
        SELECT *, anyIf(cmd.source_ip, has_command) OVER (PARTITION BY ${SESSION_KEY}) AS client,
          min(if(has_command, cmd.port, data.port)) OVER (PARTITION BY ${SESSION_KEY}) > 0 AS ports_known
        FROM (${firstRound})
      )
    )
  ) AS side
  GROUP BY ${SESSION_KEY}, settled, sense, name, port, nth
)`
