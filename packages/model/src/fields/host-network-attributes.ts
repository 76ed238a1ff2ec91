import { valuesIn, type HostAttribute } from './host-attribute.js'

const identity = valuesIn('Identity')
const services = valuesIn('Services')
const network = valuesIn('Network')
const http = valuesIn('HTTP')
const tls = valuesIn('TLS')
const names = valuesIn('DNS and DHCP')
const windows = valuesIn('Windows')
const mail = valuesIn('Mail')
const alerts = valuesIn('Alerts')

/** What hosts are, and what they do besides transferring files: observed in events. */
export const hostNetworkAttributes: readonly HostAttribute[] = [
  identity(
    'hostname',
    'dns dhcp smb rdp tls http mqtt',
    'Names of the host: DNS answers that hold its address, DHCP, NTLM, RDP, and the names by which clients asked it over TLS and HTTP.',
    { entity: 'domain' },
  ),
  identity(
    'username',
    'smb krb5 rdp pgsql nfs snmp ftp',
    'Users who acted from the host, over any protocol that names them.',
    { entity: 'user', source: 'user.name', hasParts: true },
  ),
  identity('mac', 'flow dhcp', 'MAC addresses. Behind a router, that of the router.', {
    entity: 'mac',
    source: 'source.mac',
  }),
  identity('vlan', 'flow alert', 'VLANs in which it was seen.', { source: 'vlan.id' }),
  identity('sensor', 'flow alert', 'Sensors that saw it.', { source: 'observer.name' }),
  identity('interface', 'flow alert', 'Interfaces of sensors on which it was seen.', {
    source: 'observer.ingress.interface.name',
  }),
  identity(
    'asn',
    'flow',
    'Autonomous systems of outside addresses that it spoke with; of an outside host, its own. With GeoIP only.',
  ),
  identity(
    'country',
    'flow',
    'Countries of outside addresses that it spoke with; of an outside host, its own. With GeoIP only.',
  ),

  services('client_service', 'flow', 'Application protocols that it used as a client.', {
    source: 'network.protocol',
    hasParts: true,
  }),
  services('service', 'flow', 'Application protocols that it offered: it answered.', {
    destination: 'network.protocol',
    hasParts: true,
  }),
  services(
    'service_port',
    'flow',
    'Transport and port at which it answered as a server, such as `tcp/21`.',
  ),
  services(
    'service_on_port',
    'flow',
    'Protocol that it offered with transport and port, such as `ftp tcp/21`.',
  ),
  services(
    'odd_port_service',
    'flow',
    'Services that it offered on ports that are not usual for them, such as `ssh tcp/2222`.',
    { hasParts: true },
  ),
  services(
    'client_port',
    'flow',
    'Transport and port at which servers answered it, such as `tcp/21`.',
  ),
  services(
    'client_odd_port',
    'flow',
    'Services that it used on ports that are not usual for them, such as `ssh tcp/2222`.',
    { hasParts: true },
  ),

  network('peer_inside', 'flow', 'Home addresses that it spoke with: both sides sent.', {
    entity: 'ip',
  }),
  network('peer_outside', 'flow', 'Outside addresses that it spoke with: both sides sent.', {
    entity: 'ip',
  }),
  network('anomaly', 'anomaly', 'Anomalies of the protocol in what it sent.', {
    source: 'anomaly.event',
  }),

  http('user_agent', 'http', 'User agents that it sent.', {
    entity: 'software',
    source: 'user_agent.original',
    hasParts: true,
  }),
  http('http_host', 'http http2', 'Hosts that it asked for.', {
    entity: 'domain',
    source: 'url.domain',
  }),
  http('http_host_served', 'http', 'Hosts that clients asked it for.', {
    entity: 'domain',
    destination: 'url.domain',
  }),
  http('http_server', 'http', 'Server software that it named in answers.', {
    entity: 'software',
    destination: 'http.response.server',
  }),
  http('http_method', 'http', 'Request methods that it used.', { source: 'http.request.method' }),
  http('http_method_served', 'http', 'Request methods that it answered.', {
    destination: 'http.request.method',
  }),
  http('http_type_received', 'http', 'Content types that it received.', {
    source: 'http.response.mime_type',
  }),
  http('http_type_served', 'http', 'Content types that it answered with.', {
    destination: 'http.response.mime_type',
  }),

  tls('tls_sni', 'tls quic', 'Server names (SNI) that it asked for.', {
    entity: 'domain',
    source: 'tls.client.server_name',
  }),
  tls('tls_sni_served', 'tls', 'Server names (SNI) under which clients asked it.', {
    entity: 'domain',
    destination: 'tls.client.server_name',
  }),
  tls('tls_version', 'tls', 'TLS versions that it used.', { source: 'tls.version' }),
  tls('tls_version_served', 'tls', 'TLS versions that it offered.', {
    destination: 'tls.version',
  }),
  tls('ja3', 'tls', 'JA3 of its TLS clients.', {
    entity: 'fingerprint',
    source: 'tls.client.ja3',
    hasParts: true,
  }),
  tls('ja3s', 'tls', 'JA3S of its TLS servers.', {
    entity: 'fingerprint',
    destination: 'tls.server.ja3s',
  }),
  tls('ja4', 'tls quic', 'JA4 of its TLS clients.', {
    entity: 'fingerprint',
    source: 'tls.client.ja4',
    hasParts: true,
  }),
  tls('certificate_fingerprint', 'tls', 'Fingerprints of certificates that it served.', {
    entity: 'fingerprint',
    destination: 'tls.server.fingerprint',
  }),
  tls('certificate_subject', 'tls', 'Subjects of certificates that it served.', {
    destination: 'tls.server.subject',
  }),
  tls('certificate_issuer', 'tls', 'Issuers of certificates that it served.', {
    destination: 'tls.server.issuer',
  }),
  tls('certificate_issuer_seen', 'tls', 'Issuers of certificates that servers showed it.', {
    source: 'tls.server.issuer',
  }),

  names('dns_query', 'dns', 'Names that it asked for.', {
    entity: 'domain',
    source: 'dns.question.name',
    bound: 5000,
  }),
  names('dns_type', 'dns', 'Types of records that it asked for.', { source: 'dns.question.type' }),
  names('dns_server', 'dns', 'DNS servers that it asked.', {
    entity: 'ip',
    source: 'destination.ip',
  }),
  names('dhcp_name', 'dhcp', 'Names that it gave when it asked for an address.', {
    source: 'dhcp.host_name',
  }),
  names('dhcp_server', 'dhcp', 'Servers that gave it an address.', { entity: 'ip' }),

  windows('smb_share', 'smb', 'SMB shares that it used.', { source: 'smb.share' }),
  windows('smb_share_served', 'smb', 'SMB shares that it offered.', { destination: 'smb.share' }),
  windows('smb_file', 'smb', 'Files that it opened over SMB.', {
    entity: 'file',
    source: 'smb.filename',
    bound: 5000,
  }),
  windows('smb_dialect', 'smb', 'SMB dialects that it spoke as a client.', {
    source: 'smb.dialect',
  }),
  windows('smb_dialect_served', 'smb', 'SMB dialects that it spoke as a server.', {
    destination: 'smb.dialect',
  }),
  windows('windows_domain', 'smb', 'Domains that it named in NTLM.', { source: 'smb.domain' }),
  windows('krb_name', 'krb5', 'Kerberos names that it asked tickets for.', {
    entity: 'user',
    source: 'krb5.client',
    hasParts: true,
  }),
  windows('krb_realm', 'krb5', 'Kerberos realms that it asked.', { source: 'krb5.realm' }),
  windows('krb_service', 'krb5', 'Kerberos services that it asked tickets for.', {
    source: 'krb5.service',
  }),
  windows('krb_encryption', 'krb5', 'Encryption of its Kerberos tickets.', {
    source: 'krb5.encryption',
  }),
  windows('rdp_cookie', 'rdp', 'Names in the first packet of its RDP connections.', {
    entity: 'user',
    source: 'rdp.cookie',
  }),

  mail('mail_helo', 'smtp', 'Names by which it greeted mail servers.', { source: 'smtp.helo' }),
  mail('mail_from', 'smtp', 'Senders of mail that it handed over.', { source: 'email.from' }),
  mail('mail_to', 'smtp', 'Recipients of mail that it handed over.', { source: 'email.to' }),

  alerts('alert_caused', 'alert', 'Signatures that fired on what it sent.', {
    entity: 'signature',
    source: 'alert.signature',
    hasParts: true,
  }),
  alerts('alert_received', 'alert', 'Signatures that fired on what was sent to it.', {
    entity: 'signature',
    destination: 'alert.signature',
  }),
  alerts('alert_category', 'alert', 'Categories of signatures that fired on what it sent.', {
    source: 'alert.category',
  }),
  alerts('alert_technique', 'alert', 'ATT&CK techniques of signatures that fired on it.', {
    source: 'alert.mitre.technique',
  }),
  alerts('alert_malware', 'alert', 'Malware families of signatures that fired on it.', {
    source: 'alert.malware_family',
  }),
]
