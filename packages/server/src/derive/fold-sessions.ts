import { inNetworks } from '../organisation/in-networks.js'
import type { Organisation } from '../organisation/organisation.js'
import { ruleNumber, verdictOf } from '../verdicts/policy.js'
import { Bindings } from './bindings.js'
import { columnsOf, moment } from './columns.js'
import { connectionsCte } from './connections.js'
import { isAnonymous, sessionId, splitsCte } from './control-events.js'
import { PLAN_SETTINGS, type Fold } from './fold.js'
import { beginsInRange, eventsAround, type TimeRange } from './reading-range.js'
import { SESSION_FACTS, sessionsCte } from './sessions.js'
import { activityConfidence, activityWord, BULK_DOWNLOAD, BULK_UPLOAD } from './ssh-activity.js'
import { zoneOf } from './zone.js'

export type { Fold } from './fold.js'

/**
 * The sessions that begin in a range, as a SELECT of exactly the columns of `fieldsOf('sessions')`.
 *
 * The rows are a function of the set of events: the same whatever the order, batches or files in
 * which events arrived, and however often. An event that comes late is in the next fold.
 * @param split whether flow ids may have to be split (`anySplit`)
 */
export function foldSessions(range: TimeRange, organisation: Organisation, split = true): Fold {
  const bindings = new Bindings()
  const around = eventsAround(range, bindings)
  const ctes = [
    splitsCte(around, split),
    connectionsCte({ around }, SESSION_FACTS.sessions),
    sessionsCte('sessions'),
  ]
  const home = (address: string) => inNetworks(address, organisation.home, bindings)
  const rule = ruleNumber(
    organisation.policy,
    { client: 'client.1', server: 'server.1', user: 'user', service: 'service' },
    bindings,
  )
  const verdict = verdictOf(organisation.policy, 'rule', bindings)
  const columns = columnsOf('sessions', {
    start_time: moment('started'),
    end_time: moment('ended'),
    session_id: sessionId('observer_name', 'control_flow', 'started'),
    observer_name: 'observer_name',
    service: 'service',
    client_ip: 'client.1',
    client_port: 'client.2',
    server_ip: 'server.1',
    server_port: 'server.2',
    user_name: 'user',
    client_software: 'if(is_ssh, client.5, client_named)',
    server_software: 'if(is_ssh, server.5, server_named)',
    zone: zoneOf('client_home', 'server_home'),
    verdict: verdict.verdict,
    verdict_rule: verdict.rule,
    ssh_activity: activityWord('activity'),
    ssh_activity_confidence: activityConfidence('activity', 'certain'),
    ssh_activity_source: `if(activity = 0, '', 'flow totals')`,
    session_outcome: `multiIf(let_in_at = 0 AND login_failures > 0, 'failure', let_in_at = 0, 'unknown', ${isAnonymous('user')}, 'anonymous', 'success')`,
    session_login_failures: 'login_failures',
    session_tls: 'tls',
    session_clear_text: 'clear_text',
    ftp_password_hash: 'password_hash',
    ftp_commands: 'commands',
    ftp_mode: 'mode',
    ssh_client_hassh: 'client_hassh',
    ssh_server_hassh: 'server_hassh',
    session_duration: 'intDiv(greatest(ended - started, 0), 1000000)',
    client_bytes: 'if(has_flow, client.3, NULL)',
    server_bytes: 'if(has_flow, server.3, NULL)',
    session_uploads: `uploads + (activity = ${BULK_UPLOAD})`,
    session_downloads: `downloads + (activity = ${BULK_DOWNLOAD})`,
    session_events: 'event_count',
    flow_id: 'control_flow',
    network_community_id: 'community_id',
    session_notes: 'notes',
  })
  const sql = `WITH ${ctes.join(',\n')}
SELECT ${columns}
FROM (
  SELECT *, if(is_ssh, 'ssh', if(tls, 'ftps', 'ftp')) AS service, ${home('client.1')} AS client_home, ${home('server.1')} AS server_home,
    ${rule} AS rule
  FROM all_sessions
  WHERE ${beginsInRange('started', range, bindings)}
)
${PLAN_SETTINGS}`
  return { sql, params: bindings.params }
}
