import { alertFlow, head, tcpVolume, type Flow } from './record.js'
import type { World } from './world.js'

interface Signature {
  id: number
  text: string
  category: string
  severity: 1 | 2 | 3
  metadata: string
}

function signature(
  id: number,
  text: string,
  category: string,
  severity: 1 | 2 | 3,
  attack = '',
): Signature {
  const level = { 1: 'Major', 2: 'Minor', 3: 'Informational' }[severity]
  const metadata =
    id >= 2_200_000 && id < 2_300_000
      ? ''
      : `,"metadata":{"confidence":["Medium"],"created_at":["2019_07_26"]${attack},` +
        `"signature_severity":["${level}"],"updated_at":["2024_03_22"]}`
  return { id, text, category, severity, metadata }
}

const EXFILTRATION =
  ',"mitre_tactic_id":["TA0010"],"mitre_tactic_name":["Exfiltration"],' +
  '"mitre_technique_id":["T1048"],"mitre_technique_name":["Exfiltration_Over_Alternative_Protocol"]'
const LEAK = 'Attempted Information Leak'
const PRIVACY = 'Potential Corporate Privacy Violation'
const DECODE = 'Generic Protocol Command Decode'

/** Well-known Emerging Threats and Suricata rules, and one local rule with ATT&CK metadata, by what they look at. */
const SIGNATURES = {
  http: [
    signature(2013028, 'ET POLICY curl User-Agent Outbound', LEAK, 2),
    signature(2002823, 'ET POLICY POSSIBLE Web Crawl using Wget', LEAK, 2),
    signature(2013031, 'ET POLICY Python-urllib/ Suspicious User Agent', LEAK, 2),
    signature(
      2006380,
      'ET POLICY Outgoing Basic Auth Base64 HTTP Password detected unencrypted',
      PRIVACY,
      1,
    ),
    signature(2018959, 'ET POLICY PE EXE or DLL Windows file download HTTP', PRIVACY, 1),
    signature(2010794, 'ET WEB_SERVER DFind w00tw00t GET-Requests', LEAK, 2),
    signature(
      2009361,
      'ET WEB_SERVER cmd.exe In URI - Possible Command Execution Attempt',
      LEAK,
      2,
    ),
  ],
  tls: [
    signature(2230010, 'SURICATA TLS invalid record/traffic', DECODE, 3),
    signature(
      2027695,
      'ET POLICY Observed Cloudflare DNS over HTTPS Domain (cloudflare-dns .com in TLS SNI)',
      'Misc activity',
      3,
    ),
  ],
  scan: [signature(2402000, 'ET DROP Dshield Block Listed Source group 1', 'Misc Attack', 2)],
  scan22: [signature(2001219, 'ET SCAN Potential SSH Scan', LEAK, 2)],
  scan445: [
    signature(
      2001569,
      'ET SCAN Behavioral Unusual Port 445 traffic Potential Scan or Infection',
      'Misc activity',
      3,
    ),
  ],
  scan1433: [
    signature(
      2010935,
      'ET SCAN Suspicious inbound to MSSQL port 1433',
      'Potentially Bad Traffic',
      2,
    ),
  ],
  scan3306: [
    signature(
      2010937,
      'ET SCAN Suspicious inbound to mySQL port 3306',
      'Potentially Bad Traffic',
      2,
    ),
  ],
  ssh: [
    signature(2001219, 'ET SCAN Potential SSH Scan', LEAK, 2),
    signature(2003068, 'ET SCAN Potential SSH Scan OUTBOUND', LEAK, 2),
    signature(
      2006546,
      'ET SCAN LibSSH Based Frequent SSH Connections Likely BruteForce Attack',
      LEAK,
      2,
    ),
  ],
  ftp: [
    signature(
      2002383,
      'ET SCAN Potential FTP Brute-Force attempt response',
      'Unsuccessful User Privilege Gain',
      1,
    ),
    signature(
      2010642,
      'ET SCAN Multiple FTP Root Login Attempts from Single Source - Possible Brute Force Attempt',
      LEAK,
      2,
    ),
  ],
  ftpUpload: [
    signature(2102338, 'GPL FTP LIST buffer overflow attempt', 'Misc Attack', 2),
    signature(
      1000101,
      'LOCAL Archive uploaded by FTP to an external host',
      'Potentially Bad Traffic',
      2,
      EXFILTRATION,
    ),
  ],
  decode: [signature(2260002, 'SURICATA Applayer Detect protocol only one direction', DECODE, 3)],
} as const satisfies Record<string, readonly Signature[]>

/**
 * Writes one alert on a flow and marks the flow as alerted.
 * @param kind which signatures fit
 * @param app `"http":{…},` or the like of the transaction, then app_proto and its companions; may be empty
 * @param transaction the tx_id, when the rule looked at a transaction
 */
export function alert(
  world: World,
  flow: Flow,
  time: number,
  kind: keyof typeof SIGNATURES,
  app = '',
  toServer = true,
  transaction?: number,
): void {
  const tx = transaction === undefined ? '' : `"tx_id":${transaction},`
  const choices: readonly Signature[] = SIGNATURES[kind]
  // The square favours the first, as few rules write most alerts.
  const chosen = choices[Math.floor(world.rng.float() ** 2 * choices.length)] as Signature
  const { id, text, category, severity, metadata } = chosen
  const revision = metadata === '' ? 1 : 3
  flow.alerted = true
  world.emit(
    time,
    `${head(flow, time, 'alert', toServer)}${tx}"alert":{"action":"allowed","gid":1,"signature_id":${id},"rev":${revision},` +
      `"signature":"${text}","category":"${category}","severity":${severity}${metadata}},${app}` +
      `"direction":"${toServer ? 'to_server' : 'to_client'}",${alertFlow(flow, tcpVolume(app === '' ? 0 : 420, 0))}}`,
  )
}

/** Whether the rules have a scan signature of their own for this port. */
export function scanKind(port: number): 'scan' | 'scan22' | 'scan445' | 'scan1433' | 'scan3306' {
  if (port === 22 || port === 445 || port === 1433 || port === 3306) return `scan${port}`
  return 'scan'
}

/** Writes one anomaly event of the given kind. */
export function anomaly(
  world: World,
  flow: Flow,
  time: number,
  text: string,
  toServer = true,
): void {
  world.emit(time, `${head(flow, time, 'anomaly', toServer)}"anomaly":{${text}}}`)
}

const STREAM_EVENTS = [
  'stream.pkt_spurious_retransmission',
  'stream.pkt_broken_ack',
  'stream.pkt_invalid_ack',
  'stream.est_packet_out_of_window',
  'stream.est_invalid_ack',
  'stream.closewait_pkt_before_last_ack',
]

/** Writes an anomaly of the stream engine, the commonest sort on a live link. */
export function streamAnomaly(world: World, flow: Flow, time: number): void {
  const event = world.rng.pick(STREAM_EVENTS)
  anomaly(world, flow, time, `"type":"stream","event":"${event}"`, world.rng.chance(0.5))
}
