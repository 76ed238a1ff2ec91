import { readFileSync } from 'node:fs'
import type { Subject } from '@spoor/model'
import { describe, expect, it } from 'vitest'
import { ruleOf } from './typed-rule.testing.js'

describe('a rule', () => {
  it('has what it is about before what it asks, and attributes of its own last', () => {
    const text = ruleOf('transfer.direction:upload', 'transfers', {
      title: 'Upload: to a server that is not ours',
      id: '5d2e9f0c-7d3b-4f9e-8f0a-0d7b3a7f6c11',
      name: 'upload-not-ours',
      description: 'Files leave.\nWhere to?',
      level: 'medium',
      status: 'experimental',
      tags: ['attack.exfiltration'],
      falsePositives: ['Backups.'],
      custom: { hunt: { question: 'Who?', needs: ['ftp'] } },
    })
    expect(text).toBe(`title: 'Upload: to a server that is not ours'
id: 5d2e9f0c-7d3b-4f9e-8f0a-0d7b3a7f6c11
name: upload-not-ours
status: experimental
description: |-
  Files leave.
  Where to?
level: medium
tags:
  - attack.exfiltration
falsepositives:
  - Backups.
logsource:
  product: spoor
  service: transfer
detection:
  selection:
    transfer.direction: upload
  condition: selection
hunt:
  question: Who?
  needs:
    - ftp
`)
  })

  it.each<[string, Subject, string]>([
    ['event.type:ftp', 'events', 'event'],
    ['user.name:root', 'sessions', 'session'],
    ['user.name:root', 'transfers', 'transfer'],
  ])('%s of %s is for the service %s', (text, subject, service) => {
    expect(ruleOf(text, subject)).toContain(`\n  product: spoor\n  service: ${service}\n`)
  })
})

describe('a detection', () => {
  it.each<[string, Subject, string]>([
    [
      'transfer.direction:upload and service:ftp and not server.ip:(@home or @approved-servers)',
      'transfers',
      String.raw`
  selection:
    transfer.direction: upload
    service: ftp
  filter_server_ip:
    server.ip|expand:
      - '%home%'
      - '%approved-servers%'
  condition: selection and not filter_server_ip
`,
    ],
    [
      'transfer.direction:upload and not user.name:backup and not (server.port:21 and zone:lateral)',
      'transfers',
      String.raw`
  selection:
    transfer.direction: upload
  filter_user_name:
    user.name: backup
  filter_server_port:
    server.port: 21
    zone: lateral
  condition: selection and not 1 of filter_*
`,
    ],
    [
      'not user.name:backup',
      'sessions',
      String.raw`
  filter_user_name:
    user.name: backup
  condition: not filter_user_name
`,
    ],
    [
      'file.name:(*.zip or *.7z)',
      'transfers',
      String.raw`
  selection:
    file.name|endswith:
      - .zip
      - .7z
  condition: selection
`,
    ],
    [
      'file.name:(*.zip or a.rar or "100%*?")',
      'transfers',
      String.raw`
  selection:
    file.name:
      - '*.zip'
      - a.rar
      - 100%\*\?
  condition: selection
`,
    ],
    [
      'file.name:*a* file.name:*b* and not file.name:*c*',
      'transfers',
      String.raw`
  selection:
    file.name|contains|all:
      - a
      - b
  filter_file_name:
    file.name|contains: c
  condition: selection and not filter_file_name
`,
    ],
    [
      String.raw`file.path:C\:\Temp\\* or file.name:"a\\*b"`,
      'transfers',
      String.raw`
  selection:
    - file.path|startswith: C:\Temp\
    - file.name: a\\\*b
  condition: selection
`,
    ],
    [
      'transfer.bytes:[1MB TO 1GB} and server.port:(21 or 9*) and @timestamp.hour:>=22 and @timestamp.month:(6 or 7)',
      'transfers',
      String.raw`
  selection:
    transfer.bytes|gte: 1000000
    transfer.bytes|lt: 1000000000
    server.port:
      - 21
      - 9*
    '@timestamp|hour|gte': 22
    '@timestamp|month':
      - 6
      - 7
  condition: selection
`,
    ],
    [
      String.raw`file.name:/(?i)\.zip$/ and server.ip:(10.0.0.0/8 or 2001:db8::/32) and user.name:=file.name*`,
      'transfers',
      String.raw`
  selection:
    file.name|re|i: \.zip$
    server.ip|cidr:
      - 10.0.0.0/8
      - 2001:db8::/32
    user.name|fieldref|startswith: file.name
  condition: selection
`,
    ],
    [
      'session.tls:true and user.name:* and not client.ip:* and not zone:"" and suspended(server.port:22)',
      'sessions',
      String.raw`
  selection:
    session.tls: true
    user.name|exists: true
    client.ip|exists: false
  filter_zone:
    zone: ''
  condition: selection and not filter_zone
`,
    ],
    [
      '@timestamp:2026-06-01',
      'sessions',
      String.raw`
  selection:
    '@timestamp': 2026-06-01
  condition: selection
`,
    ],
    [
      'user.name:root or file.name:*.zip or (zone:egress and service:ftp)',
      'transfers',
      String.raw`
  selection:
    - user.name: root
    - file.name|endswith: .zip
    - zone: egress
      service: ftp
  condition: selection
`,
    ],
    [
      'zone:egress and (user.name:root or server.port:<1024) and not (service:ftp and (user.name:a or not file.name:*))',
      'transfers',
      String.raw`
  selection:
    zone: egress
  either:
    - user.name: root
    - server.port|lt: 1024
  service:
    service: ftp
  either_2:
    - user.name: a
    - file.name|exists: false
  condition: selection and either and not (service and either_2)
`,
    ],
    [
      'user.name:root or (zone:egress and not service:ftp) or server.port:22',
      'transfers',
      String.raw`
  either:
    - user.name: root
    - server.port: 22
  zone:
    zone: egress
  service:
    service: ftp
  condition: either or (zone and not service)
`,
    ],
    [
      `root and "say 'hi'" and not /adm[0-9]/`,
      'sessions',
      String.raw`
  keywords:
    '|all':
      - root
      - say 'hi'
  filter_keywords:
    '|re': adm[0-9]
  condition: keywords and not filter_keywords
`,
    ],
    [
      'root or admin or user.name:root',
      'sessions',
      String.raw`
  selection:
    - root
    - admin
    - user.name: root
  condition: selection
`,
    ],
    [
      'STOR and not "/srv"',
      'events',
      String.raw`
  keywords:
    '|re|i': (?:^|[^0-9A-Za-z\x{80}-\x{10FFFF}])stor(?:[^0-9A-Za-z\x{80}-\x{10FFFF}]|$)
  keywords_2:
    - /srv
  keywords_3:
    '|re|i': (?:^|[^0-9A-Za-z\x{80}-\x{10FFFF}])srv(?:[^0-9A-Za-z\x{80}-\x{10FFFF}]|$)
  condition: keywords and not (keywords_2 and keywords_3)
`,
    ],
    [
      'rep*.zip',
      'events',
      String.raw`
  keywords:
    '|re|i': (?:^|[^0-9A-Za-z\x{80}-\x{10FFFF}])rep[^\s"]*\.zip(?:[^0-9A-Za-z\x{80}-\x{10FFFF}]|$)
  condition: keywords
`,
    ],
    [
      'event.type:alert and x.y:443 and stats.up:true and x.z:"443"',
      'events',
      String.raw`
  selection:
    event.type: alert
    x.y: 443
    stats.up: true
    x.z: '443'
  condition: selection
`,
    ],
  ])('%s', (text, subject, detection) => {
    expect(ruleOf(text, subject).split('detection:\n')[1]).toBe(detection.replace(/^\n/, ''))
  })
})

it('docs/sigma.md shows a rule as it is written', () => {
  const doc = readFileSync(new URL('../../../../../docs/sigma.md', import.meta.url), 'utf8')
  const section = doc.split('## Exported rules')[1] ?? ''
  const [, question = '', rule = ''] = /```\n([^]*?)```\n\n```yaml\n([^]*?)```/.exec(section) ?? []
  expect(ruleOf(question, 'transfers').split('id: i\n')[1]).toBe(rule)
})
