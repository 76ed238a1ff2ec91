import { eventFields, findField } from '@spoor/model'
import type { LogSource } from '../document.js'
import type { SourceMapping } from './log-sources.js'

/** One row of the table of log sources. */
export interface SourceRow {
  readonly source: Omit<LogSource, 'place'>
  readonly mapping: SourceMapping
}

/** Field names of rules, and what they are called here. */
type Names = ReadonlyMap<string, string>

/** Reads `theirs=ours theirs=ours`. */
function names(text: string): Names {
  return new Map(words(text).map((pair) => halves(pair, '=')))
}

const both = (...parts: readonly Names[]): Names => new Map(parts.flatMap((part) => [...part]))
const words = (text: string): string[] => text.trim().split(/\s+/)

function halves(text: string, separator: string): [string, string] {
  const [left = '', ...rest] = text.split(separator)
  return [left.trim(), rest.join(separator).trim()]
}

// What sensors see.

/** Record types of Suricata EVE. */
const EVE_TYPES = words(`
  alert anomaly arp bittorrent_dht dcerpc dhcp dnp3 dns doh2 drop fileinfo flow ftp ftp_data http
  http2 ike krb5 ldap mdns modbus mqtt netflow nfs pgsql pop3 quic rdp rfb sip smb smtp snmp ssh
  stats tftp tls websocket
`)

/** Paths of EVE, from the dictionary: `dns.queries[].rrname` is `dns.queries.rrname` in a rule. */
const EVE: Names = new Map(
  eventFields.flatMap(({ name, suricata = [] }) =>
    suricata.map((listed): [string, string] => {
      const path = listed.replaceAll('[]', '')
      // Two fields may take their value from one path: the one that is called so is meant.
      return [path, findField('events', path)?.name ?? name]
    }),
  ),
)

/** What every Zeek log of a connection begins with. */
const ZEEK_CONNECTION = names(`
  id.orig_h=source.ip id.orig_p=source.port id.resp_h=destination.ip id.resp_p=destination.port
  proto=network.transport community_id=network.community_id
`)

/** Logs of Zeek: the records of that kind, and the fields for which the dictionary has no row. */
const ZEEK_LOGS: readonly (readonly [log: string, where: string, more?: string])[] = [
  // Zeek counts content; the volume of a sensor's flow includes packet headers.
  ['conn', 'event.type:flow', 'orig_bytes=source.bytes resp_bytes=destination.bytes'],
  ['dce_rpc', 'event.type:dcerpc'],
  [
    'dhcp',
    'event.type:dhcp',
    'host_name=dhcp.host_name mac=dhcp.client_mac assigned_addr=dhcp.assigned_ip msg_types=dhcp.type',
  ],
  ['dns', 'event.type:dns', 'trans_id=dns.id TTLs=dns.answers.ttl'],
  ['files', 'event.type:fileinfo'],
  ['ftp', 'event.type:ftp'],
  ['http', 'event.type:http', 'resp_mime_types=http.response.mime_type version=http.version'],
  [
    'kerberos',
    'event.type:krb5',
    'client=krb5.client service=krb5.service cipher=krb5.encryption error_msg=krb5.error',
  ],
  [
    'notice',
    'event.type:alert',
    'msg=alert.signature src=source.ip dst=destination.ip p=destination.port',
  ],
  ['quic', 'event.type:quic', 'server_name=quic.sni version=quic.version'],
  [
    'rdp',
    'event.type:rdp',
    'cookie=rdp.cookie client_name=rdp.client_name keyboard_layout=rdp.client.keyboard_layout',
  ],
  ['rfb', 'event.type:rfb'],
  ['sip', 'event.type:sip', 'method=sip.method'],
  ['smb_files', 'event.type:smb', 'name=smb.filename path=smb.share'],
  ['smb_mapping', 'event.type:smb smb.share:*', 'path=smb.share share_type=smb.share_type'],
  [
    'smtp',
    'event.type:smtp',
    'helo=smtp.helo mailfrom=email.from from=email.from rcptto=email.to to=email.to subject=email.subject',
  ],
  ['snmp', 'event.type:snmp', 'community=snmp.community version=snmp.version'],
  ['ssh', 'event.type:ssh'],
  [
    'ssl',
    'event.type:tls',
    'subject=tls.server.subject issuer=tls.server.issuer resumed=tls.resumed',
  ],
  ['weird', 'event.type:anomaly', 'name=anomaly.event'],
  [
    'x509',
    'event.type:tls',
    `certificate.serial=tls.server.serial certificate.not_valid_before=tls.server.not_before
     certificate.not_valid_after=tls.server.not_after`,
  ],
]

const ZEEK_LOGS_WITHOUT_RECORDS = words(`
  intel known_certs known_hosts known_services ntlm pe radius signatures socks software syslog
  tunnel
`)

/** Fields of a Zeek log, from the dictionary; of all logs where none is given. */
function zeekNames(log?: string): Names {
  const found = new Map(ZEEK_CONNECTION)
  for (const { name, zeek } of eventFields) {
    if (zeek === undefined) continue
    const [of, field] = halves(zeek, ':')
    if (log === undefined || of === log || of === '*') found.set(field, name)
  }
  return found
}

const ADDRESSES = names(`
  src_ip=source.ip src_port=source.port dst_ip=destination.ip dst_port=destination.port
`)

/** Names of the taxonomy for `network` that differ here. */
const CONNECTION = names('event.duration=flow.age network.state=flow.state')
const LOOKUP = names(`
  dns.answers.name=dns.answers.rrname dns.answers.type=dns.answers.rrtype
  dns.header.flags=dns.flags dns.response.code=dns.response_code
`)

const DNS = names(`
  query=dns.question.name record_type=dns.question.type
  answer=dns.answers.data ttl=dns.answers.ttl
`)

/** W3C extended log format. A sensor has path and query in one field. */
const WEB = names(`
  c-ip=source.ip s-ip=destination.ip s-port=destination.port
  c-uri=url.path c-uri-stem=url.path c-uri-query=url.path
  cs-uri=url.path cs-uri-stem=url.path cs-uri-query=url.path
  cs-host=url.domain r-dns=url.domain
  c-useragent=user_agent.original cs-user-agent=user_agent.original
  cs-referer=http.request.referrer cs-referrer=http.request.referrer
  cs-cookie=http.cookie cs-method=http.request.method cs-version=http.version
  sc-status=http.response.status_code sc-bytes=http.response.body.bytes
`)

/** Log sources of any product whose records a sensor has too. */
const SENSED: readonly (readonly [SourceRow['source'], where: string, Names])[] = [
  [{ category: 'network' }, '', both(CONNECTION, LOOKUP)],
  [{ category: 'network', service: 'connection' }, 'event.type:flow', CONNECTION],
  [{ category: 'network', service: 'dns' }, 'event.type:dns', LOOKUP],
  [{ category: 'dns' }, 'event.type:dns', both(ADDRESSES, LOOKUP, DNS)],
  [{ category: 'firewall' }, 'event.type:flow', ADDRESSES],
  [{ category: 'proxy' }, 'event.type:http', both(ADDRESSES, WEB)],
  [{ category: 'webserver' }, 'event.type:http', both(ADDRESSES, WEB)],
]

const SENSOR_ROWS: readonly SourceRow[] = [
  events({ product: 'suricata' }, '', EVE),
  ...EVE_TYPES.map((service) =>
    events({ product: 'suricata', service }, `event.type:${service}`, EVE),
  ),
  events({ product: 'zeek' }, '', zeekNames()),
  ...ZEEK_LOGS.map(([service, where, more]) =>
    events(
      { product: 'zeek', service },
      where,
      more === undefined ? zeekNames(service) : both(zeekNames(service), names(more)),
    ),
  ),
  ...ZEEK_LOGS_WITHOUT_RECORDS.map((service) =>
    absent(
      { product: 'zeek', service },
      `Spoor has no records like those of Zeek's ${service}.log`,
      `zeek.log:${service}`,
      ZEEK_CONNECTION,
      `zeek.${service}`,
    ),
  ),
  ...SENSED.flatMap(([source, where, more]) => [
    events(source, where, more),
    events({ product: 'suricata', ...source }, where, both(EVE, more)),
    events({ product: 'zeek', ...source }, where, both(zeekNames(), more)),
  ]),
  events({ service: 'netflow' }, 'event.type:(flow or netflow)', ADDRESSES),
]

// What Spoor cannot read yet, in the terms of ECS.

/** Names of Sysmon; rules for other hosts use them too. */
const SYSMON = names(`
  UtcTime=@timestamp EventID=event.code Provider_Name=event.provider Message=event.original
  User=user.name ProcessId=process.pid ProcessGuid=process.entity_id
  Image=process.executable CommandLine=process.command_line
  CurrentDirectory=process.working_directory OriginalFileName=process.pe.original_file_name
  Description=process.pe.description Product=process.pe.product Company=process.pe.company
  FileVersion=process.pe.file_version imphash=process.pe.imphash
  md5=process.hash.md5 sha1=process.hash.sha1 sha256=process.hash.sha256
  ParentProcessId=process.parent.pid ParentProcessGuid=process.parent.entity_id
  ParentImage=process.parent.executable ParentCommandLine=process.parent.command_line
  SourceImage=process.executable ImageLoaded=dll.path
  TargetFilename=file.path PipeName=file.name
  TargetObject=registry.path Details=registry.data.strings
  QueryName=dns.question.name Protocol=network.transport
  SourceIp=source.ip SourcePort=source.port SourceHostname=source.domain
  DestinationIp=destination.ip DestinationPort=destination.port
  DestinationHostname=destination.domain
`)

const WINDOWS_NAMES = names(`
  Channel=winlog.channel Computer=winlog.computer_name IpAddress=source.ip IpPort=source.port
  NewProcessName=process.executable ProcessName=process.executable
  ScriptBlockText=powershell.file.script_block_text
`)

/** Categories of Windows that are records of Sysmon, by event code. */
const SYSMON_CATEGORIES = names(`
  process_creation=1 file_change=2 network_connection=3 sysmon_status=4,16 process_termination=5
  driver_load=6 image_load=7 create_remote_thread=8 raw_access_thread=9 process_access=10
  file_event=11 registry_event=12,13,14 registry_add=12 registry_delete=12 registry_set=13
  registry_rename=14 create_stream_hash=15 pipe_created=17,18 wmi_event=19,20,21 dns_query=22
  file_delete=23 clipboard_capture=24 process_tampering=25 file_delete_detected=26
  file_block_executable=27 file_block_shredding=28 file_executable_detected=29 sysmon_error=255
`)

/** Services of Windows, by channel of its event log; `~` is short for `Microsoft-Windows-`. */
const WINDOWS_SERVICES = new Map(
  `
  application = Application
  application-experience = ~Application-Experience/Program-Telemetry, ~Application-Experience/Program-Compatibility-Assistant
  applocker = ~AppLocker/MSI and Script, ~AppLocker/EXE and DLL, ~AppLocker/Packaged app-Deployment, ~AppLocker/Packaged app-Execution
  appmodel-runtime = ~AppModel-Runtime/Admin
  appxdeployment-server = ~AppXDeploymentServer/Operational
  appxpackaging-om = ~AppxPackaging/Operational
  bitlocker = ~BitLocker/BitLocker Management
  bits-client = ~Bits-Client/Operational
  capi2 = ~CAPI2/Operational
  certificateservicesclient-lifecycle-system = ~CertificateServicesClient-Lifecycle-System/Operational
  codeintegrity-operational = ~CodeIntegrity/Operational
  dhcp = ~DHCP-Server/Operational
  diagnosis-scripted = ~Diagnosis-Scripted/Operational
  dns-client = ~DNS Client Events/Operational
  dns-server = DNS Server
  dns-server-analytic = ~DNS-Server/Analytical
  dns-server-audit = ~DNS-Server/Audit
  driver-framework = ~DriverFrameworks-UserMode/Operational
  firewall-as = ~Windows Firewall With Advanced Security/Firewall
  hyper-v-worker = ~Hyper-V-Worker
  iis-configuration = Microsoft-IIS-Configuration/Operational
  kernel-event-tracing = ~Kernel-EventTracing
  kernel-shimengine = ~Kernel-ShimEngine/Operational, ~Kernel-ShimEngine/Diagnostic
  ldap = ~LDAP-Client/Debug
  lsa-server = ~LSA/Operational
  microsoft-servicebus-client = Microsoft-ServiceBus-Client/Operational, Microsoft-ServiceBus-Client/Admin
  msexchange-management = MSExchange Management
  ntfs = ~Ntfs/Operational
  ntlm = ~NTLM/Operational
  openssh = OpenSSH/Operational
  powershell = ~PowerShell/Operational, PowerShellCore/Operational
  powershell-classic = Windows PowerShell
  printservice-admin = ~PrintService/Admin
  printservice-operational = ~PrintService/Operational
  security = Security
  security-mitigations = ~Security-Mitigations/Kernel Mode, ~Security-Mitigations/User Mode
  sense = ~SENSE/Operational
  servicebus-client = Microsoft-ServiceBus-Client/Operational, Microsoft-ServiceBus-Client/Admin
  shell-core = ~Shell-Core/Operational
  smbclient-connectivity = ~SmbClient/Connectivity
  smbclient-security = ~SmbClient/Security
  smbserver-connectivity = ~SMBServer/Connectivity
  sysmon = ~Sysmon/Operational
  system = System
  taskscheduler = ~TaskScheduler/Operational
  terminalservices-localsessionmanager = ~TerminalServices-LocalSessionManager/Operational
  vhdmp = ~VHDMP/Operational
  windefend = ~Windows Defender/Operational
  wmi = ~WMI-Activity/Operational
`
    .trim()
    .split('\n')
    .map((line) => halves(line, '=')),
)

/** The part of a question that asks for channels of the Windows event log. */
function channels(list: string): string {
  return `winlog.channel:${anyOf(list.split(', ').map(channelName))}`
}

const channelName = (text: string): string => `"${text.replace('~', 'Microsoft-Windows-')}"`
const anyOf = (values: readonly string[]): string =>
  values.length === 1 ? values.join('') : `(${values.join(' or ')})`

const POWERSHELL = '~PowerShell/Operational, PowerShellCore/Operational'

const WINDOWS: readonly (readonly [SourceRow['source'], where: string])[] = [
  [{}, 'winlog.channel:*'],
  ...[...SYSMON_CATEGORIES].map(
    ([category, codes]) =>
      [
        { category },
        `${channels('~Sysmon/Operational')} event.code:${anyOf(codes.split(','))}`,
      ] as const,
  ),
  [{ category: 'file_access' }, 'event.provider:"Microsoft-Windows-Kernel-File"'],
  [{ category: 'file_rename' }, 'event.provider:"Microsoft-Windows-Kernel-File"'],
  [{ category: 'ps_classic_start' }, 'winlog.channel:"Windows PowerShell" event.code:400'],
  [{ category: 'ps_classic_provider_start' }, 'winlog.channel:"Windows PowerShell" event.code:600'],
  [{ category: 'ps_classic_script' }, 'winlog.channel:"Windows PowerShell" event.code:800'],
  [{ category: 'ps_module' }, `${channels(POWERSHELL)} event.code:4103`],
  [{ category: 'ps_script' }, `${channels(POWERSHELL)} event.code:4104`],
  ...[...WINDOWS_SERVICES].map(([service, list]) => [{ service }, channels(list)] as const),
]

/** Categories of records of any host. */
const HOST_CATEGORIES = names(`
  process_creation=event.category:process network_connection=event.category:network
  file_event=event.category:file
`)

const LINUX_SERVICES = names(`
  auth=event.dataset:system.auth clamav=process.name:clam* cron=process.name:cron*
  guacamole=process.name:guacd sshd=process.name:sshd sudo=process.name:sudo
  syslog=event.dataset:system.syslog vsftpd=process.name:vsftpd
`)

const AUDITD = names(`
  type=auditd.message_type exe=process.executable comm=process.name pid=process.pid
  ppid=process.parent.pid cwd=process.working_directory name=file.path
`)

const OPENCANARY = names(`
  src_host=source.ip src_port=source.port dst_host=destination.ip dst_port=destination.port
  logdata.USERNAME=user.name
`)

const ANTIVIRUS = names('Filename=file.path Signature=alert.signature Action=event.action')

/** Network equipment: product, its vendor, and the services that rules name. */
const EQUIPMENT: readonly (readonly [product: string, vendor: string, services: string[]])[] = [
  ['checkpoint', 'checkpoint', []],
  ['cisco', 'cisco', ['aaa', 'asa', 'bgp', 'ldp', 'syslog']],
  ['fortigate', 'fortinet', ['event', 'traffic']],
  ['fortinet', 'fortinet', []],
  ['fortios', 'fortinet', ['sslvpnd']],
  ['huawei', 'huawei', ['bgp', 'ldp']],
  ['juniper', 'juniper', ['bgp', 'ldp']],
  ['paloalto', 'paloalto', ['globalprotect']],
]

const NO_WINDOWS = 'Spoor does not read Windows logs yet'
const NO_HOSTS = 'Spoor does not read the logs of hosts yet'
const NO_EQUIPMENT = 'Spoor does not read the logs of network equipment yet'
const NO_WEB_SERVERS = 'Spoor does not read the logs of web servers yet'
const NO_OPENCANARY = 'Spoor does not read OpenCanary logs yet'
const NO_SCANNERS = 'Spoor does not read the logs of virus scanners yet'

/** Names of an unread source that are not in its map; ECS keeps fields of one's own there. */
const OWN = 'labels'
const NONE: Names = new Map()

const UNREAD_ROWS: readonly SourceRow[] = [
  ...WINDOWS.map(([source, where]) =>
    absent(
      { product: 'windows', ...source },
      NO_WINDOWS,
      where,
      both(SYSMON, WINDOWS_NAMES),
      'winlog.event_data',
    ),
  ),
  ...[...HOST_CATEGORIES].map(([category, where]) => absent({ category }, NO_HOSTS, where, SYSMON)),
  ...['sshd', 'vsftpd'].map((service) =>
    absent({ service }, NO_HOSTS, `process.name:${service}`, NONE),
  ),
  ...unixHost('linux', 'Linux'),
  ...unixHost('macos', 'macOS'),
  ...EQUIPMENT.flatMap(([product, vendor, services]) =>
    [{}, { category: 'firewall' }, ...services.map((service) => ({ service }))].map((more) =>
      absent({ product, ...more }, NO_EQUIPMENT, `observer.vendor:${vendor}`, ADDRESSES),
    ),
  ),
  ...['appliance', 'file_event'].map((category) =>
    absent(
      { product: 'paloalto', category, service: 'globalprotect' },
      NO_EQUIPMENT,
      'observer.vendor:paloalto',
      SYSMON,
    ),
  ),
  ...[{}, { category: 'application' }].map((more) =>
    absent(
      { product: 'opencanary', ...more },
      NO_OPENCANARY,
      'event.module:opencanary',
      OPENCANARY,
      'opencanary',
    ),
  ),
  ...[{ category: 'antivirus' }, { product: 'antivirus' }].map((source) =>
    absent(source, NO_SCANNERS, 'event.category:malware', ANTIVIRUS),
  ),
  ...['apache', 'nginx'].flatMap((product) =>
    [
      { product },
      { service: product },
      { product, category: 'webserver' },
      { product, service: 'access' },
      { product, service: 'error' },
    ].map((source) => absent(source, NO_WEB_SERVERS, `event.module:${product}`, WEB)),
  ),
]

function unixHost(product: string, title: string): SourceRow[] {
  const why = `Spoor does not read ${title} logs yet`
  const here = `host.os.type:${product}`
  const rows = [
    absent({ product }, why, here, SYSMON),
    ...[...HOST_CATEGORIES].map(([category, where]) =>
      absent({ product, category }, why, `${here} ${where}`, SYSMON),
    ),
  ]
  if (product !== 'linux') return rows
  return [
    ...rows,
    ...[...LINUX_SERVICES].map(([service, where]) =>
      absent({ product, service }, why, `${here} ${where}`, NONE),
    ),
    absent(
      { product, service: 'auditd' },
      why,
      `${here} event.module:auditd`,
      AUDITD,
      'auditd.data',
    ),
  ]
}

/** All log sources that Spoor knows, its own first. */
export const SOURCE_ROWS: readonly SourceRow[] = [
  {
    source: { product: 'spoor', service: 'session' },
    mapping: { subject: 'sessions', where: '', fields: NONE },
  },
  {
    source: { product: 'spoor', service: 'transfer' },
    mapping: { subject: 'transfers', where: '', fields: NONE },
  },
  events({ product: 'spoor', service: 'event' }, '', NONE),
  ...SENSOR_ROWS,
  ...UNREAD_ROWS,
]

function events(source: SourceRow['source'], where: string, fields: Names): SourceRow {
  return { source, mapping: { subject: 'events', where, fields } }
}

function absent(
  source: SourceRow['source'],
  why: string,
  where: string,
  fields: Names,
  prefix = OWN,
): SourceRow {
  return { source, mapping: { subject: 'events', where, fields, prefix, absent: why } }
}
