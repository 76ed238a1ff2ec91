import type { Fact } from './connections.js'
import { FTP_PORT, isAnonymous, SESSION_KEY, SSH_PORT } from './control-events.js'
import { contentBytes } from './flow-volume.js'
import { softwareInGreeting } from './server-software.js'
import { sshActivity } from './ssh-activity.js'

/**
 * CTE \`all_sessions\`: what the facts of each connection mean.
 *
 * In layers, each of which uses the names that the one below made: the engine writes every name out
 * in full where it is used in the same SELECT, and planning would take longer than running.
 */

/** Number of the step that let the user in, the last if several did; 0 if none. */
const letInAt = `arrayLastIndex(step -> step.let_in AND NOT step.refused, steps)`

/** A refusal that came as a line of its own belongs to the PASS before it. */
const refusals = `arrayCount((step, before) -> step.refused AND (step.command != ''
          OR (before.command = 'PASS' AND before.silent)),
          steps, arrayPopBack(arrayPushFront(steps, steps[1])))`

const note = (condition: string, text: string) => `if(${condition}, '${text}', '')`

const notes = [
  note(
    `NOT is_ssh AND line_count = 0 AND flow_protocol = 'failed'`,
    `The sensor did not recognise the protocol: FTP is assumed from port ${FTP_PORT}; probably TLS after AUTH, with no commands or file names visible`,
  ),
  note(`line_count = 0 AND flow_protocol IN ('ftp', 'tls')`, 'No command was logged'),
  note('tls', 'TLS after AUTH: no commands or file names visible from then on'),
  note('line_count > 0 AND NOT greeted', 'No greeting seen'),
  note('wants_encryption', 'The server demands encryption'),
  note('is_ssh AND banner_count = 0', 'No ssh event: versions are not known'),
  note('NOT has_flow AND NOT is_ssh', 'No flow record yet: volume and end are not known'),
  note('NOT has_flow AND is_ssh', 'No flow record yet: volume, end and activity are not known'),
  note(
    'turned',
    'The capture began inside the connection: client and server were told apart by the port',
  ),
]

/** Facts that the sessions are made of. */
export const SESSION_FACTS: readonly Fact[] = [
  'first_moment',
  'last_moment',
  'event_count',
  'line_count',
  'banner_count',
  'has_flow',
  'ends',
  'flow_protocol',
  'flow_ended',
  'syn_seen',
  'volume',
  'pop3',
  'steps',
  'greeting',
  'greeted',
  'tls_granted',
  'uploads',
  'downloads',
  'was_active',
  'was_passive',
  'commands',
  'password_hash',
  'wants_encryption',
  'client_named',
  'client_banner',
  'server_banner',
  'client_hash',
  'server_hash',
]

/**
 * True if the capture began inside the connection and took the server for the client: the server is
 * where the flow went, unless the first packet is missing, the source has the service's port and
 * the destination a high one. The sensor then also takes the server's banner for the client's.
 */
const TURNED = `has_flow AND NOT syn_seen AND ifNull(ends.2 IN (${FTP_PORT}, ${SSH_PORT}) AND ends.4 > 1023, false)`

/** Sides of a connection, the client first: (ip, port, bytes, packets, banner, hash). */
const sides = `[(ends.1, ends.2, volume.1, volume.3, client_banner, client_hash),
          (ends.3, ends.4, volume.2, volume.4, server_banner, server_hash)]`

/** Tells sessions from what only looks like one. */
export const IS_SESSION = `NOT pop3 AND (line_count > 0 OR banner_count > 0 OR flow_protocol != 'ftp' OR ifNull(ends.4, 0) NOT IN (110, 995))`

export const sessionsCte = `all_sessions AS (
  SELECT ${SESSION_KEY}, first_moment AS started, ended, is_ssh, line_count, tls, has_flow, user, let_in_at,
    login_failures, clear_text, mode, server_named, client_named, commands, password_hash, uploads,
    downloads, event_count, client, server, notes, community_id, client_content, server_content,
    if(is_ssh AND has_flow, ${sshActivity({
      clientContent: 'client_content',
      serverContent: 'server_content',
      clientPackets: 'client.4',
      serverPackets: 'server.4',
      seconds: '((ended - first_moment) / 1000000)',
    })}, ('', '')) AS activity
  FROM (
    SELECT *, client_side AS client, server_side AS server,
      ${contentBytes('client_side.3', 'client_side.4', 'client_side.1')} AS client_content,
      ${contentBytes('server_side.3', 'server_side.4', 'client_side.1')} AS server_content,
      if(let_in_at > 0 AND users[let_in_at].command = 'USER', users[let_in_at].argument,
        arrayLast(step -> step.command = 'USER', steps).argument) AS user,
      arrayExists((step, user) -> step.command = 'PASS' AND user.command = 'USER'
        AND NOT ${isAnonymous('user.argument')}, steps, users) AS clear_text,
      arrayStringConcat(arrayFilter(note -> note != '', [
        ${notes.join(',\n        ')}
      ]), '; ') AS notes
    FROM (
      SELECT *,
        banner_count > 0 OR flow_protocol = 'ssh' AS is_ssh,
        tls_granted OR (flow_protocol = 'tls') AS tls,
        if(has_flow, greatest(flow_ended, first_moment), last_moment) AS ended,
        ${TURNED} AS turned,
        ${sides} AS sides,
        sides[if(turned, 2, 1)] AS client_side,
        sides[if(turned, 1, 2)] AS server_side,
        ends.5 AS community_id,
        arrayFill(step -> step.command = 'USER', steps) AS users,
        ${letInAt} AS let_in_at,
        ${refusals} AS login_failures,
        multiIf(was_active AND was_passive, 'both', was_active, 'active', was_passive, 'passive', '') AS mode,
        ${softwareInGreeting('greeting')} AS server_named
      FROM connections
      WHERE ${IS_SESSION}
    )
  )
)`
