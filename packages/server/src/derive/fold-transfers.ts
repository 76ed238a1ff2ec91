import { inNetworks } from '../organisation/in-networks.js'
import type { Organisation } from '../organisation/organisation.js'
import { ruleNumber, verdictOf } from '../verdicts/policy.js'
import { Bindings } from './bindings.js'
import { columnsOf, moment } from './columns.js'
import { connectionsCte } from './connections.js'
import { splitsCte } from './control-events.js'
import { PLAN_SETTINGS, type Fold } from './fold.js'
import { ftpDataFlowsCte } from './ftp-data.js'
import { ftpPairsCte } from './ftp-pairing.js'
import { ftpMovesCte, otherFlowsCte } from './ftp-port-match.js'
import { ftpStepsCte } from './ftp-steps.js'
import { beginsInRange, eventsAround, type TimeRange } from './reading-range.js'
import { SESSION_FACTS, sessionsCte } from './sessions.js'
import { activityConfidence, activityWord, BULK_BYTES } from './ssh-activity.js'
import { transfersCte } from './transfers.js'
import { zoneOf } from './zone.js'

/**
 * The transfers that begin in a range, as a SELECT of exactly the columns of
 * `fieldsOf('transfers')`. Like sessions, a function of the set of events.
 * @param split whether flow ids may have to be split (`anySplit`)
 */
export function foldTransfers(range: TimeRange, organisation: Organisation, split = true): Fold {
  const bindings = new Bindings()
  const around = eventsAround(range, bindings)
  const controls = { around, sshBytes: BULK_BYTES }
  const ctes = [
    splitsCte(around, split),
    connectionsCte(controls, SESSION_FACTS.transfers),
    sessionsCte('transfers'),
    ftpStepsCte(around),
    ftpDataFlowsCte(around),
    ftpPairsCte,
    otherFlowsCte(around),
    ftpMovesCte,
    transfersCte(around),
  ]
  const home = (address: string) => inNetworks(address, organisation.home, bindings)
  const rule = ruleNumber(
    organisation.policy,
    { client: 'client_ip', server: 'server_ip', user: 'user', service: 'at_session.service' },
    bindings,
  )
  const verdict = verdictOf(organisation.policy, 'rule', bindings)
  const columns = columnsOf('transfers', {
    start_time: moment('started'),
    end_time: moment('greatest(ended, started)'),
    session_id: 'session_id',
    observer_name: 'observer_name',
    service: `if(in_session, at_session.service, 'ftp')`,
    client_ip: 'client_ip',
    client_port: 'at_session.client_port',
    server_ip: 'server_ip',
    server_port: 'at_session.server_port',
    user_name: 'user',
    client_software: 'at_session.client_software',
    server_software: 'at_session.server_software',
    zone: `if(direction = 'download', ${zoneOf('server_home', 'client_home')}, ${zoneOf('client_home', 'server_home')})`,
    verdict: verdict.verdict,
    verdict_rule: verdict.rule,
    ssh_activity: activityWord('activity'),
    ssh_activity_confidence: activityConfidence('activity', 'certain'),
    ssh_activity_source: `if(activity = 0, '', 'flow totals')`,
    transfer_id: 'transfer_id',
    transfer_direction: 'direction',
    transfer_command: 'command',
    transfer_outcome: 'outcome',
    ftp_completion_code: 'cmd.codes',
    file_name: 'name',
    file_path: 'path',
    file_extension: `if(position(name, '.') > 0, lowerUTF8(extract(name, '[^.]\\\\.([^.]{1,32})$')), '')`,
    file_magic: 'data.magic',
    file_hash_md5: 'data.md5',
    file_hash_sha256: 'data.sha256',
    file_state: 'data.state',
    transfer_bytes: 'bytes',
    transfer_bytes_quality: 'quality',
    transfer_bytes_source: 'size_source',
    transfer_mode: 'mode',
    data_port: 'if(data_port = 0, NULL, data_port)',
    data_flow_id: 'if(has_data, data.flow_id, NULL)',
    transfer_evidence: `multiIf(kind IN ('time', 'session'), kind, has_data, data.evidence, 'none')`,
    flow_id: 'if(in_session, at_session.control_flow, control_flow)',
    transfer_duration: 'intDiv(greatest(ended - started, 0), 1000000)',
  })
  const sql = `WITH ${ctes.join(',\n')}
SELECT ${columns}
FROM (
  SELECT *, ${home('client_ip')} AS client_home, ${home('server_ip')} AS server_home,
    ${rule} AS rule, extract(path, '[^/\\\\\\\\]*$') AS name
  FROM all_transfers
  WHERE ${beginsInRange('started', range, bindings)}
)
${PLAN_SETTINGS}`
  return { sql, params: bindings.params }
}
