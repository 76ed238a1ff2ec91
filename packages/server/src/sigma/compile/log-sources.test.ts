import { eventFields, findField, parseQuery } from '@spoor/model'
import { describe, expect, it } from 'vitest'
import { SigmaError } from '../document.js'
import type { LogSource } from '../document.js'
import { SOURCE_ROWS } from './log-source-table.js'
import { fieldOf, listLogSources, mappingOf } from './log-sources.js'

const place = { file: 'hunt.yml', line: 4 }
const source = (attributes: Omit<LogSource, 'place'>): LogSource => ({ place, ...attributes })

describe('mappingOf', () => {
  it.each<[Omit<LogSource, 'place'>, string, string]>([
    [{ product: 'spoor', service: 'session' }, 'sessions', ''],
    [{ product: 'spoor', service: 'transfer' }, 'transfers', ''],
    [{ product: 'spoor', service: 'event' }, 'events', ''],
    [{ product: 'suricata' }, 'events', ''],
    [{ product: 'suricata', service: 'ftp_data' }, 'events', 'event.type:ftp_data'],
    [{ product: 'Suricata', service: 'ALERT' }, 'events', 'event.type:alert'],
    [{ product: 'zeek' }, 'events', ''],
    [{ product: 'zeek', service: 'conn' }, 'events', 'event.type:flow'],
    [{ product: 'zeek', service: 'ssl' }, 'events', 'event.type:tls'],
    [{ product: 'zeek', service: 'files' }, 'events', 'event.type:fileinfo'],
    [{ category: 'network' }, 'events', ''],
    [{ category: 'network', service: 'connection' }, 'events', 'event.type:flow'],
    [{ product: 'zeek', category: 'network', service: 'dns' }, 'events', 'event.type:dns'],
    [{ category: 'dns' }, 'events', 'event.type:dns'],
    [{ category: 'proxy' }, 'events', 'event.type:http'],
    [{ category: 'webserver' }, 'events', 'event.type:http'],
    [{ category: 'firewall' }, 'events', 'event.type:flow'],
    [{ service: 'netflow' }, 'events', 'event.type:(flow or netflow)'],
  ])('says what %o means', (attributes, subject, where) => {
    const mapping = mappingOf(source(attributes))
    expect(mapping).toMatchObject({ subject, where })
    expect(mapping.absent).toBeUndefined()
  })

  it.each<[Omit<LogSource, 'place'>, string, string]>([
    [
      { product: 'windows', category: 'registry_event' },
      'winlog.channel:"Microsoft-Windows-Sysmon/Operational" event.code:(12 or 13 or 14)',
      'Spoor does not read Windows logs yet',
    ],
    [
      { product: 'windows', service: 'security' },
      'winlog.channel:"Security"',
      'Spoor does not read Windows logs yet',
    ],
    [{ product: 'windows' }, 'winlog.channel:*', 'Spoor does not read Windows logs yet'],
    [
      { product: 'linux', service: 'sshd' },
      'host.os.type:linux process.name:sshd',
      'Spoor does not read Linux logs yet',
    ],
    [
      { product: 'macos', category: 'process_creation' },
      'host.os.type:macos event.category:process',
      'Spoor does not read macOS logs yet',
    ],
    [{ service: 'vsftpd' }, 'process.name:vsftpd', 'Spoor does not read the logs of hosts yet'],
    [
      { product: 'opencanary', category: 'application' },
      'event.module:opencanary',
      'Spoor does not read OpenCanary logs yet',
    ],
    [
      { product: 'cisco', service: 'aaa' },
      'observer.vendor:cisco',
      'Spoor does not read the logs of network equipment yet',
    ],
    [
      { product: 'zeek', service: 'intel' },
      'zeek.log:intel',
      "Spoor has no records like those of Zeek's intel.log",
    ],
  ])('says why %o has no records', (attributes, where, absent) => {
    expect(mappingOf(source(attributes))).toMatchObject({ subject: 'events', where, absent })
  })

  it.each<[Omit<LogSource, 'place'>, string]>([
    [{ product: 'azure', service: 'signinlogs' }, 'product azure, service signinlogs'],
    [{ product: 'windows', service: 'no-such' }, 'product windows, service no-such'],
    [
      { product: 'windows', category: 'process_creation', service: 'sysmon' },
      'product windows, category process_creation, service sysmon',
    ],
    [{ product: 'spoor' }, 'product spoor'],
    [{ category: 'database' }, 'category database'],
    // Names of attributes inside a value are no attributes.
    [{ product: 'zeek","service":"dns' }, 'product zeek","service":"dns'],
  ])('refuses %o', (attributes, named) => {
    let thrown: unknown
    try {
      mappingOf(source(attributes))
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(SigmaError)
    expect((thrown as SigmaError).problem).toEqual({
      place,
      message: `Spoor does not know the log source ${named}.`,
      hint: 'docs/sigma.md lists the log sources that Spoor knows.',
    })
  })
})

describe('fieldOf', () => {
  it.each<[Omit<LogSource, 'place'>, string, string | undefined]>([
    [{ product: 'spoor', service: 'transfer' }, 'transfer.bytes', 'transfer.bytes'],
    [{ product: 'spoor', service: 'transfer' }, 'filename', 'file.name'],
    [{ product: 'spoor', service: 'session' }, 'no.such', undefined],
    [{ product: 'spoor', service: 'event' }, 'stats.detect.alerts', 'stats.detect.alerts'],
    [{ product: 'spoor', service: 'event' }, 'nosuch', undefined],
    [{ product: 'suricata' }, 'dest_ip', 'destination.ip'],
    [{ product: 'suricata' }, 'DESTINATION.IP', 'destination.ip'],
    [{ product: 'suricata', service: 'dns' }, 'dns.queries.rrname', 'dns.question.name'],
    [{ product: 'suricata', service: 'flow' }, 'flow.src_ip', 'flow.source_ip'],
    [{ product: 'suricata', service: 'smb' }, 'smb.filename', 'smb.filename'],
    [{ product: 'suricata', service: 'smb' }, 'smb.tree_id', 'smb.tree_id'],
    [{ product: 'zeek', service: 'conn' }, 'id.orig_h', 'source.ip'],
    [{ product: 'zeek', service: 'conn' }, 'service', 'network.protocol'],
    [{ product: 'zeek', service: 'x509' }, 'id.resp_p', 'destination.port'],
    [{ product: 'zeek', service: 'dns' }, 'query', 'dns.question.name'],
    [{ product: 'zeek', service: 'ssl' }, 'server_name', 'tls.client.server_name'],
    [{ product: 'zeek', service: 'smb_files' }, 'name', 'smb.filename'],
    [{ product: 'zeek', service: 'ssh' }, 'ts', '@timestamp'],
    [{ product: 'zeek', service: 'dce_rpc' }, 'operation', undefined],
    [{ product: 'zeek', service: 'conn' }, 'query', undefined],
    [{ product: 'zeek' }, 'reply_msg', 'ftp.reply'],
    [{ category: 'network', service: 'connection' }, 'event.duration', 'flow.age'],
    [{ category: 'network', service: 'connection' }, 'source.bytes', 'source.bytes'],
    [{ category: 'network', service: 'dns' }, 'dns.response.code', 'dns.response_code'],
    [{ category: 'dns' }, 'record_type', 'dns.question.type'],
    [{ category: 'proxy' }, 'C-URI', 'url.path'],
    [{ category: 'proxy' }, 'c-uri-extension', undefined],
    [{ category: 'webserver' }, 'cs-host', 'url.domain'],
    [{ category: 'firewall' }, 'dst_port', 'destination.port'],
    [{ category: 'firewall' }, 'blocked', undefined],
    [{ product: 'windows', category: 'process_creation' }, 'Image', 'process.executable'],
    [{ product: 'windows', category: 'process_creation' }, 'commandline', 'process.command_line'],
    [{ product: 'windows', service: 'security' }, 'LogonType', 'winlog.event_data.LogonType'],
    // An alias of the dictionary is another thing in a Windows record.
    [{ product: 'windows', service: 'security' }, 'Sid', 'winlog.event_data.Sid'],
    [{ product: 'windows', service: 'security' }, 'file.path', 'file.path'],
    [{ product: 'linux', service: 'auditd' }, 'a0', 'auditd.data.a0'],
  ])('%o: %s is %s', (attributes, name, expected) => {
    expect(fieldOf(mappingOf(source(attributes)), name)).toBe(expected)
  })

  it.each(eventFields.flatMap(({ suricata = [] }) => suricata))(
    'finds the EVE path %s in the dictionary',
    (path) => {
      const field = fieldOf(mappingOf(source({ product: 'suricata' })), path.replaceAll('[]', ''))
      expect(eventFields.map(({ name }) => name)).toContain(field)
    },
  )

  const connRows = eventFields.flatMap(({ name, zeek = '' }) =>
    zeek.startsWith('conn:') ? [[zeek.slice('conn:'.length), name] as const] : [],
  )
  it.each(connRows)('finds %s of a Zeek connection as %s', (field, name) => {
    expect(fieldOf(mappingOf(source({ product: 'zeek', service: 'conn' })), field)).toBe(name)
  })
})

describe('the table', () => {
  it.each(SOURCE_ROWS.map(({ source, mapping }) => [source, mapping] as const))(
    'asks for %o in words that Spoor understands',
    (_source, { subject, where, fields, prefix }) => {
      expect(parseQuery(where, subject)).toMatchObject({ ok: true })
      for (const name of [...fields.values(), ...(prefix === undefined ? [] : [`${prefix}.x`])]) {
        const known = findField(subject, name)
        if (known === undefined) expect(name).toMatch(/^[\w-]+(\.[\w-]+)+$/)
        else expect(name).toBe(known.name)
        expect(parseQuery(`${name}:*`, subject)).toMatchObject({ ok: true })
      }
    },
  )

  it('has each log source once', () => {
    const sources = listLogSources().map((row) => row.source)
    expect(sources).toEqual([...new Set(sources)])
  })

  it('lists log sources as rules write them', () => {
    expect(listLogSources()).toContainEqual({
      source: 'product: zeek, service: ssl',
      subject: 'events',
      where: 'event.type:tls',
    })
    expect(listLogSources()).toContainEqual({
      source: 'category: antivirus',
      subject: 'events',
      where: 'event.category:malware',
      absent: 'Spoor does not read the logs of virus scanners yet',
    })
  })
})
