import { ADDRESSES, NONE, WEB, absent, both, halves, names } from './source-rows.js'
import type { SourceRow } from './source-rows.js'

/** Log sources that Spoor cannot read yet. What they mean is said in the terms of ECS. */

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

export const UNREAD_ROWS: readonly SourceRow[] = [
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
