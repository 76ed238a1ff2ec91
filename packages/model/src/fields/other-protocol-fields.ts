import { group } from './build.js'
import type { Field } from './field.js'

const dns = group('DNS')
const tls = group('TLS')
const http = group('HTTP')
const mail = group('Mail')
const smb = group('Windows')
const alert = group('Alert')
const other = group('Other protocols')

/** What sensors say of the protocols around a transfer. */
export const otherProtocolFields: readonly Field[] = [
  dns.keyword('dns.type', 'Query or answer.', 'dns.type', {
    values: ['query', 'answer', 'request', 'response'],
  }),
  dns.text(
    'dns.question.name',
    'Name asked for.',
    ['dns.rrname', 'dns.queries[].rrname', 'dns.query[].rrname'],
    {
      aliases: ['dns.rrname', 'dns.query.rrname'],
      zeek: 'dns:query',
      ocsf: 'query.hostname',
      entity: 'domain',
    },
  ),
  dns.keyword(
    'dns.question.type',
    'Type of record asked for.',
    ['dns.rrtype', 'dns.queries[].rrtype', 'dns.query[].rrtype'],
    { aliases: ['dns.rrtype'], zeek: 'dns:qtype_name' },
  ),
  dns.keyword('dns.response_code', 'Result of the look-up.', 'dns.rcode', {
    aliases: ['dns.rcode'],
    zeek: 'dns:rcode_name',
  }),
  dns.texts('dns.answers.data', 'Data of the answers.', 'dns.answers[].rdata', {
    aliases: ['dns.answers.rdata'],
    zeek: 'dns:answers',
  }),
  tls.text('tls.client.server_name', 'Server name that the client asked for (SNI).', 'tls.sni', {
    aliases: ['tls.sni', 'sni'],
    zeek: 'ssl:server_name',
    entity: 'domain',
  }),
  tls.keyword('tls.version', 'TLS version.', 'tls.version', { zeek: 'ssl:version' }),
  tls.text('tls.server.subject', 'Subject of the certificate.', 'tls.subject', {
    aliases: ['tls.subject'],
    zeek: 'x509:certificate.subject',
  }),
  tls.keyword('tls.server.issuer', 'Issuer of the certificate.', 'tls.issuerdn', {
    aliases: ['tls.issuerdn'],
    zeek: 'x509:certificate.issuer',
  }),
  tls.text('tls.server.fingerprint', 'SHA-1 fingerprint of the certificate.', 'tls.fingerprint', {
    aliases: ['tls.fingerprint'],
    entity: 'fingerprint',
  }),
  tls.text('tls.server.serial', 'Serial number of the certificate.', 'tls.serial', {
    aliases: ['tls.serial'],
  }),
  tls.keyword('tls.server.not_before', 'Start of validity of the certificate.', 'tls.notbefore', {
    aliases: ['tls.notbefore'],
  }),
  tls.keyword('tls.server.not_after', 'End of validity of the certificate.', 'tls.notafter', {
    aliases: ['tls.notafter'],
  }),
  tls.boolean('tls.resumed', 'Whether an earlier session was resumed.', 'tls.session_resumed', {
    aliases: ['tls.session_resumed'],
  }),
  tls.keyword('tls.client.ja3', 'JA3 of the client.', 'tls.ja3.hash', {
    aliases: ['tls.ja3.hash', 'ja3'],
    zeek: 'ssl:ja3',
    entity: 'fingerprint',
  }),
  tls.keyword('tls.server.ja3s', 'JA3S of the server.', 'tls.ja3s.hash', {
    aliases: ['tls.ja3s.hash', 'ja3s'],
    zeek: 'ssl:ja3s',
    entity: 'fingerprint',
  }),
  tls.keyword('tls.client.ja4', 'JA4 of the client.', ['tls.ja4', 'quic.ja4'], {
    aliases: ['tls.ja4', 'ja4'],
    entity: 'fingerprint',
  }),
  http.text(
    'url.domain',
    'Host that the client asked for.',
    ['http.hostname', 'http.request_headers.host'],
    {
      aliases: ['http.hostname'],
      zeek: 'http:host',
      ocsf: 'http_request.url.hostname',
      entity: 'domain',
    },
  ),
  http.text('url.path', 'Path and query asked for.', 'http.url', {
    aliases: ['http.url'],
    zeek: 'http:uri',
    ocsf: 'http_request.url.path',
    entity: 'url',
  }),
  http.text('user_agent.original', 'User agent.', 'http.http_user_agent', {
    aliases: ['http.http_user_agent', 'http.user_agent'],
    zeek: 'http:user_agent',
    entity: 'software',
  }),
  http.keyword('http.request.method', 'Request method.', 'http.http_method', {
    aliases: ['http.http_method', 'http.method'],
    zeek: 'http:method',
  }),
  http.small('http.response.status_code', 'Response status.', 'http.status', {
    aliases: ['http.status'],
    zeek: 'http:status_code',
  }),
  http.keyword(
    'http.response.mime_type',
    'Content type of the response.',
    'http.http_content_type',
    { aliases: ['http.http_content_type'] },
  ),
  http.text('http.response.server', 'Software that the server names.', 'http.server', {
    aliases: ['http.server'],
    entity: 'software',
  }),
  http.big('http.response.body.bytes', 'Bytes of the response body.', 'http.length', {
    aliases: ['http.length'],
    zeek: 'http:response_body_len',
  }),
  http.text('http.request.referrer', 'Referring page.', 'http.http_refer', {
    aliases: ['http.http_refer'],
    zeek: 'http:referrer',
  }),
  http.text('http.redirect', 'Target of a redirect.', 'http.redirect', {}),
  http.keyword('http.version', 'HTTP version.', 'http.protocol', { aliases: ['http.protocol'] }),
  mail.text(
    'email.from',
    'Sender of the envelope or the message.',
    ['smtp.mail_from', 'email.from'],
    { aliases: ['smtp.mail_from'] },
  ),
  mail.texts('email.to', 'Recipients.', ['smtp.rcpt_to[]', 'email.to[]'], {
    aliases: ['smtp.rcpt_to'],
  }),
  mail.text('email.subject', 'Subject.', 'email.subject', {}),
  mail.text('smtp.helo', 'Name in the SMTP greeting.', 'smtp.helo', {}),
  mail.texts('email.attachments', 'Names of attachments.', 'email.attachment[]', {
    aliases: ['email.attachment'],
  }),
  smb.keyword('smb.command', 'SMB command.', 'smb.command', {}),
  smb.keyword('smb.dialect', 'SMB dialect.', 'smb.dialect', {}),
  smb.keyword('smb.status', 'SMB status.', 'smb.status', {}),
  smb.text('smb.share', 'Share.', 'smb.share', {}),
  smb.text('smb.filename', 'File named in the SMB command.', 'smb.filename', { entity: 'file' }),
  smb.text('smb.host', 'Workstation named in NTLM.', 'smb.ntlmssp.host', {
    aliases: ['smb.ntlmssp.host'],
  }),
  smb.text('smb.domain', 'Domain named in NTLM.', 'smb.ntlmssp.domain', {
    aliases: ['smb.ntlmssp.domain'],
  }),
  smb.keyword('krb5.message', 'Kerberos message.', 'krb5.msg_type', { aliases: ['krb5.msg_type'] }),
  smb.text('krb5.client', 'Kerberos client name.', 'krb5.cname', {
    aliases: ['krb5.cname'],
    entity: 'user',
  }),
  smb.text('krb5.service', 'Kerberos service name.', 'krb5.sname', { aliases: ['krb5.sname'] }),
  smb.keyword('krb5.realm', 'Kerberos realm.', 'krb5.realm', {}),
  smb.keyword('krb5.encryption', 'Kerberos encryption.', 'krb5.encryption', {}),
  smb.keyword('krb5.error', 'Kerberos error.', 'krb5.error_code', { aliases: ['krb5.error_code'] }),
  smb.keyword('dcerpc.call', 'DCE/RPC request.', 'dcerpc.request', { aliases: ['dcerpc.request'] }),
  smb.text('rdp.cookie', 'RDP cookie.', 'rdp.cookie', {}),
  smb.text('rdp.client_name', 'RDP client name.', 'rdp.client.client_name', {
    aliases: ['rdp.client.client_name'],
  }),
  alert.text('alert.signature', 'Text of the signature that fired.', 'alert.signature', {
    aliases: ['rule.name'],
    ocsf: 'finding_info.title',
    entity: 'signature',
  }),
  alert.integer('alert.signature_id', 'Number of the signature.', 'alert.signature_id', {
    aliases: ['rule.id', 'sid'],
    entity: 'signature',
  }),
  alert.keyword('alert.category', 'Category of the signature.', 'alert.category', {
    aliases: ['rule.category'],
  }),
  alert.small('alert.severity', 'Severity: 1 is the highest.', 'alert.severity', {
    aliases: ['event.severity'],
  }),
  alert.keyword('alert.action', 'What the sensor did.', 'alert.action', {
    values: ['allowed', 'blocked'],
  }),
  alert.integer('alert.rev', 'Revision of the signature.', 'alert.rev', {}),
  alert.keywords(
    'alert.mitre.technique',
    'ATT&CK techniques that the signature names.',
    'alert.metadata.mitre_technique_id[]',
    { aliases: ['threat.technique.id', 'alert.metadata.mitre_technique_id'] },
  ),
  alert.keywords(
    'alert.mitre.tactic',
    'ATT&CK tactics that the signature names.',
    'alert.metadata.mitre_tactic_id[]',
    { aliases: ['threat.tactic.id'] },
  ),
  alert.keywords(
    'alert.signature_severity',
    'Severity that the signature names.',
    'alert.metadata.signature_severity[]',
    { aliases: ['alert.metadata.signature_severity'] },
  ),
  alert.keywords(
    'alert.attack_target',
    'Target that the signature names.',
    'alert.metadata.attack_target[]',
    { aliases: ['alert.metadata.attack_target'] },
  ),
  alert.keywords(
    'alert.malware_family',
    'Malware family that the signature names.',
    'alert.metadata.malware_family[]',
    { aliases: ['alert.metadata.malware_family'] },
  ),
  alert.keywords('flowbits', 'Flow bits set.', 'metadata.flowbits[]', {
    aliases: ['metadata.flowbits'],
  }),
  alert.keyword('anomaly.type', 'Kind of anomaly.', 'anomaly.type', {
    values: ['decode', 'stream', 'applayer'],
  }),
  alert.keyword('anomaly.event', 'Anomaly.', 'anomaly.event', {}),
  other.keyword('dhcp.type', 'DHCP message.', 'dhcp.dhcp_type', { aliases: ['dhcp.dhcp_type'] }),
  other.text('dhcp.host_name', 'Host name that the client gave.', 'dhcp.hostname', {
    aliases: ['dhcp.hostname'],
  }),
  other.keyword('dhcp.client_mac', 'MAC address of the client.', 'dhcp.client_mac', {
    entity: 'mac',
  }),
  other.keyword('dhcp.assigned_ip', 'Address given.', 'dhcp.assigned_ip', { entity: 'ip' }),
  other.keyword('nfs.procedure', 'NFS procedure.', 'nfs.procedure', {}),
  other.text('nfs.filename', 'File named in NFS.', 'nfs.filename', { entity: 'file' }),
  other.keyword('quic.version', 'QUIC version.', 'quic.version', {}),
  other.text('quic.sni', 'Server name asked for over QUIC.', 'quic.sni', { entity: 'domain' }),
  other.keyword('sip.method', 'SIP method.', 'sip.method', {}),
  other.keyword('snmp.community', 'SNMP community.', 'snmp.community', {}),
  other.keyword('mqtt.type', 'MQTT packet.', 'mqtt.type', {}),
  other.keyword('tunnel.protocol', 'Tunnel that the flow came in.', 'tunnel.proto', {
    aliases: ['tunnel.proto'],
  }),
  other.text('http2.authority', 'HTTP/2 authority.', 'http2.request_headers.authority', {}),
]
