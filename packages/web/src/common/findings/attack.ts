/**
 * Names of ATT&CK techniques that hunts speak of, and the tactic under which each is listed here.
 * Source: MITRE ATT&CK for Enterprise, version 17. Many techniques serve several tactics: the one
 * named here is the one that a network sensor usually sees them in.
 */

export interface Tactic {
  readonly id: string
  readonly name: string
}

/** Tactics in the order of the ATT&CK matrix. */
export const TACTICS: readonly Tactic[] = [
  { id: 'TA0043', name: 'Reconnaissance' },
  { id: 'TA0042', name: 'Resource Development' },
  { id: 'TA0001', name: 'Initial Access' },
  { id: 'TA0002', name: 'Execution' },
  { id: 'TA0003', name: 'Persistence' },
  { id: 'TA0004', name: 'Privilege Escalation' },
  { id: 'TA0005', name: 'Defense Evasion' },
  { id: 'TA0006', name: 'Credential Access' },
  { id: 'TA0007', name: 'Discovery' },
  { id: 'TA0008', name: 'Lateral Movement' },
  { id: 'TA0009', name: 'Collection' },
  { id: 'TA0011', name: 'Command and Control' },
  { id: 'TA0010', name: 'Exfiltration' },
  { id: 'TA0040', name: 'Impact' },
]

/** Techniques by tactic; sub-techniques belong to the tactic of their technique. */
const TECHNIQUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  TA0043: { T1590: 'Gather Victim Network Information', T1595: 'Active Scanning' },
  TA0001: {
    T1078: 'Valid Accounts',
    T1133: 'External Remote Services',
    T1190: 'Exploit Public-Facing Application',
    T1200: 'Hardware Additions',
  },
  TA0002: {
    T1053: 'Scheduled Task/Job',
    T1059: 'Command and Scripting Interpreter',
    T1203: 'Exploitation for Client Execution',
    T1204: 'User Execution',
    T1569: 'System Services',
  },
  TA0003: {
    T1098: 'Account Manipulation',
    T1197: 'BITS Jobs',
    T1505: 'Server Software Component',
    T1546: 'Event Triggered Execution',
    T1547: 'Boot or Logon Autostart Execution',
  },
  TA0005: {
    T1027: 'Obfuscated Files or Information',
    T1036: 'Masquerading',
    T1070: 'Indicator Removal',
    T1222: 'File and Directory Permissions Modification',
    T1553: 'Subvert Trust Controls',
    T1564: 'Hide Artifacts',
  },
  TA0006: {
    T1003: 'OS Credential Dumping',
    T1040: 'Network Sniffing',
    T1056: 'Input Capture',
    T1110: 'Brute Force',
    T1187: 'Forced Authentication',
    T1539: 'Steal Web Session Cookie',
    T1552: 'Unsecured Credentials',
    T1555: 'Credentials from Password Stores',
    T1557: 'Adversary-in-the-Middle',
    T1558: 'Steal or Forge Kerberos Tickets',
  },
  TA0007: {
    T1016: 'System Network Configuration Discovery',
    T1046: 'Network Service Discovery',
    T1083: 'File and Directory Discovery',
    T1135: 'Network Share Discovery',
  },
  TA0008: {
    T1021: 'Remote Services',
    T1210: 'Exploitation of Remote Services',
    T1550: 'Use Alternate Authentication Material',
    T1570: 'Lateral Tool Transfer',
  },
  TA0009: {
    T1005: 'Data from Local System',
    T1039: 'Data from Network Shared Drive',
    T1074: 'Data Staged',
    T1113: 'Screen Capture',
    T1114: 'Email Collection',
    T1119: 'Automated Collection',
    T1213: 'Data from Information Repositories',
    T1560: 'Archive Collected Data',
    T1602: 'Data from Configuration Repository',
  },
  TA0011: {
    T1001: 'Data Obfuscation',
    T1071: 'Application Layer Protocol',
    T1090: 'Proxy',
    T1095: 'Non-Application Layer Protocol',
    T1102: 'Web Service',
    T1105: 'Ingress Tool Transfer',
    T1132: 'Data Encoding',
    T1219: 'Remote Access Tools',
    T1568: 'Dynamic Resolution',
    T1571: 'Non-Standard Port',
    T1572: 'Protocol Tunneling',
    T1573: 'Encrypted Channel',
  },
  TA0010: {
    T1011: 'Exfiltration Over Other Network Medium',
    T1020: 'Automated Exfiltration',
    T1029: 'Scheduled Transfer',
    T1030: 'Data Transfer Size Limits',
    T1041: 'Exfiltration Over C2 Channel',
    T1048: 'Exfiltration Over Alternative Protocol',
    T1052: 'Exfiltration Over Physical Medium',
    T1537: 'Transfer Data to Cloud Account',
    T1567: 'Exfiltration Over Web Service',
  },
  TA0040: {
    T1485: 'Data Destruction',
    T1486: 'Data Encrypted for Impact',
    T1496: 'Resource Hijacking',
  },
}

/** What a sub-technique adds to the name of its technique. */
const SUBTECHNIQUES: Readonly<Record<string, string>> = {
  'T1003.001': 'LSASS Memory',
  'T1003.002': 'Security Account Manager',
  'T1003.003': 'NTDS',
  'T1021.001': 'Remote Desktop Protocol',
  'T1021.002': 'SMB/Windows Admin Shares',
  'T1021.004': 'SSH',
  'T1021.005': 'VNC',
  'T1021.006': 'Windows Remote Management',
  'T1036.002': 'Right-to-Left Override',
  'T1036.007': 'Double File Extension',
  'T1036.008': 'Masquerade File Type',
  'T1048.001': 'Exfiltration Over Symmetric Encrypted Non-C2 Protocol',
  'T1048.002': 'Exfiltration Over Asymmetric Encrypted Non-C2 Protocol',
  'T1048.003': 'Exfiltration Over Unencrypted Non-C2 Protocol',
  'T1053.003': 'Cron',
  'T1053.005': 'Scheduled Task',
  'T1056.001': 'Keylogging',
  'T1070.004': 'File Deletion',
  'T1071.001': 'Web Protocols',
  'T1071.002': 'File Transfer Protocols',
  'T1071.004': 'DNS',
  'T1074.001': 'Local Data Staging',
  'T1074.002': 'Remote Data Staging',
  'T1078.001': 'Default Accounts',
  'T1078.002': 'Domain Accounts',
  'T1090.002': 'External Proxy',
  'T1090.003': 'Multi-hop Proxy',
  'T1098.004': 'SSH Authorized Keys',
  'T1102.001': 'Dead Drop Resolver',
  'T1102.002': 'Bidirectional Communication',
  'T1110.001': 'Password Guessing',
  'T1110.003': 'Password Spraying',
  'T1110.004': 'Credential Stuffing',
  'T1114.001': 'Local Email Collection',
  'T1132.001': 'Standard Encoding',
  'T1204.002': 'Malicious File',
  'T1213.003': 'Code Repositories',
  'T1222.002': 'Linux and Mac File and Directory Permissions Modification',
  'T1505.003': 'Web Shell',
  'T1546.004': 'Unix Shell Configuration Modification',
  'T1547.001': 'Registry Run Keys / Startup Folder',
  'T1550.002': 'Pass the Hash',
  'T1552.001': 'Credentials In Files',
  'T1552.003': 'Bash History',
  'T1552.004': 'Private Keys',
  'T1553.005': 'Mark-of-the-Web Bypass',
  'T1555.003': 'Credentials from Web Browsers',
  'T1555.005': 'Password Managers',
  'T1558.003': 'Kerberoasting',
  'T1560.001': 'Archive via Utility',
  'T1564.001': 'Hidden Files and Directories',
  'T1567.002': 'Exfiltration to Cloud Storage',
  'T1567.003': 'Exfiltration to Text Storage Sites',
  'T1567.004': 'Exfiltration Over Webhook',
  'T1568.002': 'Domain Generation Algorithms',
  'T1569.002': 'Service Execution',
  'T1573.001': 'Symmetric Cryptography',
  'T1573.002': 'Asymmetric Cryptography',
  'T1590.002': 'DNS',
  'T1602.001': 'SNMP (MIB Dump)',
  'T1602.002': 'Network Device Configuration Dump',
}

const NAMES = new Map(Object.values(TECHNIQUES).flatMap((names) => Object.entries(names)))
const TACTIC_OF = new Map(
  Object.entries(TECHNIQUES).flatMap(([tactic, names]) =>
    Object.keys(names).map((id) => [id, tactic] as const),
  ),
)

/** `T1048.003` → `T1048`; a technique is its own. */
export function parentOf(id: string): string {
  return id.split('.', 1)[0] ?? id
}

/** Whether an id is a technique or one of its sub-techniques. */
export function isWithin(id: string, technique: string): boolean {
  return id === technique || parentOf(id) === technique
}

/** Name without that of the parent: `Web Shell` of T1505.003. Undefined if it is not known. */
export function shortName(id: string): string | undefined {
  return Object.hasOwn(SUBTECHNIQUES, id) ? SUBTECHNIQUES[id] : NAMES.get(id)
}

/** Whole name: `Server Software Component: Web Shell`. Undefined if it is not known. */
export function techniqueName(id: string): string | undefined {
  const parent = parentOf(id)
  const short = shortName(id)
  if (short === undefined || parent === id) return short
  const above = NAMES.get(parent)
  return above === undefined ? short : `${above}: ${short}`
}

/** Id of the tactic under which a technique is listed; undefined if it is not known. */
export function tacticOf(id: string): string | undefined {
  return TACTIC_OF.get(parentOf(id))
}
