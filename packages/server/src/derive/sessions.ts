import type { Fact } from './connections.js'
import { FTP_PORT, isAnonymous, SESSION_KEY, SSH_PORT } from './control-events.js'
import { bareHeaders, contentBytes } from './flow-volume.js'
import { softwareInGreeting } from './server-software.js'
import { certainBulk, sshActivityNumber, type SshTotals } from './ssh-activity.js'

/**
 * CTE `all_sessions`: what the facts of each connection mean.
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

/** What is missing or assumed in a row: when it is so, and how it is said. */
const NOTES: readonly (readonly [condition: string, text: string])[] = [
  [
    `NOT is_ssh AND line_count = 0 AND flow_protocol = 'failed'`,
    `The sensor did not recognise the protocol: FTP is assumed from port ${FTP_PORT}; probably TLS after AUTH, with no commands or file names visible`,
  ],
  [`line_count = 0 AND flow_protocol IN ('ftp', 'tls')`, 'No command was logged'],
  ['tls', 'TLS after AUTH: no commands or file names visible from then on'],
  ['line_count > 0 AND NOT greeted', 'No greeting seen'],
  ['wants_encryption', 'The server demands encryption'],
  ['is_ssh AND banner_count = 0', 'No ssh event: versions are not known'],
  ['NOT has_flow AND NOT is_ssh', 'No flow record yet: volume and end are not known'],
  ['NOT has_flow AND is_ssh', 'No flow record yet: volume, end and activity are not known'],
  [
    'turned',
    'The capture began inside the connection: client and server were told apart by the port',
  ],
]

const notes = `arrayStringConcat(arrayFilter((text, applies) -> applies,
        [${NOTES.map(([, text]) => `'${text}'`).join(',\n        ')}],
        [${NOTES.map(([condition]) => condition).join(', ')}]), '; ')`

/** Facts that sessions and transfers need of a connection. */
const SHARED_FACTS: readonly Fact[] = [
  'first_moment',
  'last_moment',
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
  'tls_granted',
  'client_named',
  'client_banner',
  'server_banner',
]

/** Facts that only sessions show. */
const SHOWN_FACTS: readonly Fact[] = [
  'event_count',
  'greeted',
  'uploads',
  'downloads',
  'was_active',
  'was_passive',
  'commands',
  'password_hash',
  'wants_encryption',
  'client_hash',
  'server_hash',
]

export const SESSION_FACTS = {
  sessions: [...SHARED_FACTS, ...SHOWN_FACTS],
  transfers: SHARED_FACTS,
} as const

/**
 * True if the capture began inside the connection and took the server for the client: the server is
 * where the flow went, unless the first packet is missing, the source has the service's port and
 * the destination a high one. The sensor then also takes the server's banner for the client's.
 */
const TURNED = `has_flow AND NOT syn_seen AND ifNull(ends.2 IN (${FTP_PORT}, ${SSH_PORT}) AND ends.4 > 1023, false)`

/** Tells sessions from what only looks like one. */
const IS_SESSION = `NOT pop3 AND (line_count > 0 OR banner_count > 0 OR flow_protocol != 'ftp' OR ifNull(ends.4, 0) NOT IN (110, 995))`

/** Options of the first packet may look like this much content. */
const SYN_MARGIN = 12

/** What was not recognised is taken for FTP only if both sides had something to say. */
const HAS_CONTENT = `is_ssh OR line_count > 0 OR flow_protocol != 'failed' OR least(client_content, server_content) > ${SYN_MARGIN}`

const TOTALS: SshTotals = {
  clientContent: 'client_content',
  serverContent: 'server_content',
  clientPackets: 'client.4',
  serverPackets: 'server.4',
  seconds: '((ended - first_moment) / 1000000)',
}

/**
 * CTE `all_sessions`. For transfers without what only sessions show: every expression costs
 * planning time in each question.
 */
export function sessionsCte(purpose: 'sessions' | 'transfers'): string {
  const shown = (sql: string) => (purpose === 'sessions' ? sql : '')
  return `all_sessions AS (
  SELECT ${SESSION_KEY}, first_moment AS started, ended, is_ssh, line_count, tls, user, server_named,
    client_named, client, server, client_content, server_content,
    ${shown(`has_flow, let_in_at, login_failures, clear_text, mode, commands, password_hash, uploads, downloads,
    event_count, notes, community_id, client_hassh, server_hassh,`)}
    if(is_ssh AND has_flow, ${sshActivityNumber(TOTALS)}, 0) AS activity,
    ${certainBulk(TOTALS)} AS certain
  FROM (
    SELECT *,
      ${contentBytes('client.3', 'client.4', 'headers')} AS client_content,
      ${contentBytes('server.3', 'server.4', 'headers')} AS server_content,
      ${shown(`arrayExists((step, user) -> step.command = 'PASS' AND user.command = 'USER'
        AND NOT ${isAnonymous('user.argument')}, steps, users) AS clear_text,
      ${refusals} AS login_failures,
      multiIf(was_active AND was_passive, 'both', was_active, 'active', was_passive, 'passive', '') AS mode,
      ends.5 AS community_id,
      if(turned, server_hash, client_hash) AS client_hassh,
      if(turned, client_hash, server_hash) AS server_hassh,
      ${notes} AS notes,`)}
      if(let_in_at > 0 AND users[let_in_at].command = 'USER', users[let_in_at],
        arrayLast(step -> step.command = 'USER', steps)).argument AS user
    FROM (
      SELECT *,
        if(turned, destination, source) AS client,
        if(turned, source, destination) AS server
      FROM (
        SELECT *,
          banner_count > 0 OR flow_protocol = 'ssh' AS is_ssh,
          tls_granted OR (flow_protocol = 'tls') AS tls,
          if(has_flow, greatest(flow_ended, first_moment), last_moment) AS ended,
          ${TURNED} AS turned,
          (ends.1, ends.2, volume.1, volume.3, client_banner) AS source,
          (ends.3, ends.4, volume.2, volume.4, server_banner) AS destination,
          ${bareHeaders('ends.1')} AS headers,
          arrayFill(step -> step.command = 'USER', steps) AS users,
          ${letInAt} AS let_in_at,
          ${softwareInGreeting('greeting')} AS server_named
        FROM connections
        WHERE ${IS_SESSION}
      )
    )
  )
  WHERE ${HAS_CONTENT}
)`
}
