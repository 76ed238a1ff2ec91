import type { GenerateOptions } from './generate.js'

/** The log over which the benchmark measures; the values in SEEDED are of its population. */
export const BENCH_LOG = {
  seed: 7,
  events: 2_000_000,
  start: new Date('2026-06-22T00:00:00Z'),
  days: 2,
} satisfies GenerateOptions

/** So many logs, each of the two days after the one before: the first is BENCH_LOG. */
export function logsInARow(count: number): GenerateOptions[] {
  return Array.from({ length: count }, (_, n) => ({
    ...BENCH_LOG,
    seed: BENCH_LOG.seed + n,
    start: new Date(BENCH_LOG.start.getTime() + n * BENCH_LOG.days * 86_400_000),
  }))
}

/** Values that follow from the seed of BENCH_LOG; the test looks each of them up in the log. */
export const SEEDED = {
  outsideServer: '169.134.235.161',
  ja3: '812be089fa5ada8d9c58b6494e75e19d',
  sha256: 'ae626e49141017d3f3f9765de15dc6fc77944c50f44344fb9530309e868dade9',
} as const

export interface HuntingQuery {
  /** Short and stable: the benchmark's table shows it. */
  name: string
  /** The question in Spoor's query text. */
  text: string
  /** What a hunter wants to know, and what the question asks of the store. */
  why: string
}

/** Twenty questions that hunters of file transfer ask, from a single host to a word anywhere. */
export const HUNTING_QUERIES: readonly HuntingQuery[] = [
  {
    name: 'ftp-uploads',
    text: 'ftp.command:(STOR or STOU or APPE)',
    why: 'All uploads: a group of exact values on a field that one event in sixty has.',
  },
  {
    name: 'ftp-upload-outside',
    text: 'ftp.command:STOR and not destination.ip:10.0.0.0/8',
    why: 'Uploads that leave the organisation: a negated network on top of a rare value.',
  },
  {
    name: 'one-host',
    text: 'source.ip:10.20.16.5 or destination.ip:10.20.16.5',
    why: 'Everything of one workstation: two address columns, many rows of every type.',
  },
  {
    name: 'one-outside-server',
    text: `destination.ip:${SEEDED.outsideServer} and network.protocol:tls`,
    why: 'Who talks to a suspected server: the most frequent outside address, so many rows.',
  },
  {
    name: 'inbound-admin-ports',
    text: 'destination.ip:10.20.1.0/24 and not source.ip:10.20.0.0/16 and destination.port:(22 or 445 or 3389)',
    why: 'Administration ports of the servers tried from outside: two networks and a group of numbers.',
  },
  {
    name: 'archives-by-ftp',
    text: 'network.protocol:ftp-data and file.name:(*.zip or *.7z or *.tar.gz or *.sql.gz)',
    why: 'Archives and dumps in motion: wildcards at the front, where no index helps.',
  },
  {
    name: 'file-hash',
    text: `file.hash.sha256:${SEEDED.sha256}`,
    why: 'Where else has this file been: an exact needle, a handful of rows in two million.',
  },
  {
    name: 'failed-logins',
    text: 'event.type:ftp "Login incorrect."',
    why: 'Refused logins by what the server said: a quoted phrase in the raw line.',
  },
  {
    name: 'privileged-logins',
    text: 'ftp.command:USER and user.name:(root or admin or backup)',
    why: 'Powerful accounts over clear text: users whom a sensor only sees on control events.',
  },
  {
    name: 'ssh-guessers',
    text: 'ssh.client.software_version:(libssh_* or libssh-* or Go)',
    why: 'Libraries of password guessers: wildcards at the end.',
  },
  {
    name: 'ssh-transfer-clients',
    text: 'ssh.client.software_version:/^(WinSCP|FileZilla|rclone|libssh2)/',
    why: 'Programs that only move files: a regular expression over the banner.',
  },
  {
    name: 'ssh-odd-port',
    text: 'network.protocol:ssh and not destination.port:22',
    why: 'SSH where nobody expects it: a negated number on a protocol of a fiftieth of the flows.',
  },
  {
    name: 'ssh-bulk-upload',
    text: 'event.type:flow and network.protocol:ssh and source.bytes:>100000000',
    why: 'More than 100 MB sent over SSH: a range on a counter.',
  },
  {
    name: 'cloud-names-ipv6',
    text: 'tls.client.server_name:*-cloud.example and source.ip:2001:db8:20::/48',
    why: 'Cloud services reached over IPv6: a suffix among twenty thousand names and an IPv6 network.',
  },
  {
    name: 'ja3',
    text: `tls.client.ja3:${SEEDED.ja3} and not destination.port:443`,
    why: 'One TLS library on odd ports: a common fingerprint cut down by a negation.',
  },
  {
    name: 'dns-pattern',
    text: 'dns.question.name:/^(update|telemetry)[.].*-(cloud|soft)[.]example$/',
    why: 'Names that look made by a pattern: a regular expression over a quarter of all events.',
  },
  {
    name: 'scripts-posting',
    text: 'http.request.method:POST and url.domain:api.* and not user_agent.original:Mozilla*',
    why: 'Programs that post to web interfaces: exact value, prefix and negated prefix.',
  },
  {
    name: 'alerts',
    text: 'alert.signature_id:(2002383 or 2010642) or (alert.severity:1 and not alert.signature:*POLICY*)',
    why: 'FTP brute force by rule number, or anything grave that is no policy: groups under an or.',
  },
  {
    name: 'word-anywhere',
    text: 'WinSCP',
    why: 'A word in any field of any event: the search of the raw lines.',
  },
  {
    name: 'night-uploads',
    text: '@timestamp:[2026-06-22T22:00:00Z TO 2026-06-23T05:00:00Z] and file.name:* and network.protocol:ftp-data',
    why: 'Files moved at night: a time range and the existence of a field.',
  },
]
