import classes from './findings.module.css'

/** Names of the ATT&CK techniques that hunts on file transfer speak of. */
const NAMES: Readonly<Record<string, string>> = {
  T1020: 'Automated Exfiltration',
  T1021: 'Remote Services',
  'T1021.004': 'Remote Services: SSH',
  T1030: 'Data Transfer Size Limits',
  T1040: 'Network Sniffing',
  T1041: 'Exfiltration Over C2 Channel',
  T1048: 'Exfiltration Over Alternative Protocol',
  'T1048.001': 'Exfiltration Over Symmetric Encrypted Non-C2 Protocol',
  'T1048.002': 'Exfiltration Over Asymmetric Encrypted Non-C2 Protocol',
  'T1048.003': 'Exfiltration Over Unencrypted Non-C2 Protocol',
  'T1056.001': 'Input Capture: Keylogging',
  'T1071.002': 'Application Layer Protocol: File Transfer Protocols',
  T1078: 'Valid Accounts',
  'T1078.001': 'Valid Accounts: Default Accounts',
  'T1098.004': 'Account Manipulation: SSH Authorized Keys',
  T1105: 'Ingress Tool Transfer',
  T1110: 'Brute Force',
  'T1110.001': 'Brute Force: Password Guessing',
  'T1110.003': 'Brute Force: Password Spraying',
  'T1110.004': 'Brute Force: Credential Stuffing',
  T1133: 'External Remote Services',
  'T1505.003': 'Server Software Component: Web Shell',
  T1552: 'Unsecured Credentials',
  'T1552.001': 'Unsecured Credentials: Credentials In Files',
  T1555: 'Credentials from Password Stores',
  'T1560.001': 'Archive Collected Data: Archive via Utility',
  T1567: 'Exfiltration Over Web Service',
  T1570: 'Lateral Tool Transfer',
  T1571: 'Non-Standard Port',
  T1572: 'Protocol Tunneling',
}

function nameOf(id: string): string {
  return `ATT&CK ${id}: ${NAMES[id] ?? 'see attack.mitre.org'}`
}

/** ATT&CK techniques by their ids; the name on hover. Where there are too many, the last says so. */
export function Techniques({
  ids,
  most = Number.POSITIVE_INFINITY,
}: {
  ids: readonly string[]
  most?: number
}) {
  const shown = ids.length <= most ? ids : ids.slice(0, most - 1)
  const more = ids.slice(shown.length)
  return (
    <span className={classes.techniques}>
      {shown.map((id) => (
        <span key={id} className={classes.technique} title={nameOf(id)}>
          {id}
        </span>
      ))}
      {more.length > 0 && (
        <span className={classes.technique} title={more.map(nameOf).join('\n')}>
          {more.length} more
        </span>
      )}
    </span>
  )
}
