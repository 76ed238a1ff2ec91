/**
 * What the shape of an SSH flow looks like, from its totals alone.
 *
 * Thresholds come from a laboratory measurement with OpenSSH 9.2 and 12 other clients
 * (MTU 1500): uploads of 2 MB and more had 10 to 1000 times as much content from the client as
 * from the server and 1233 to 1436 bytes per data packet; people at a shell sent 45 and received
 * 127 to 174 bytes per packet; a refused login sent 3.1 kB and received 3.0 kB. Half of the packets
 * of the receiving side are bare acknowledgements, so the ratio of bytes comes first and the mean
 * size of packets second. All figures are content, without headers.
 *
 * What totals cannot tell: SFTP from SCP, rsync or a pipe, a bulk port forwarding from a transfer,
 * and small files from a remote command. So no protocol is ever named here.
 */

/** A login and nothing more: less content than this from either side. */
const AUTH_ONLY_BYTES = 6_000
/** … and no more packets than this from the client, bare acknowledgements included. */
const AUTH_ONLY_PACKETS = 40

/** Less may be anything: a listing, a key exchange with large keys, a page of text. */
export const BULK_BYTES = 1_000_000
/** How much more the one side sends than the other. */
const BULK_RATIO = 10
/** Mean content of the packets of the sending side. */
const BULK_MEAN_BYTES = 1_000

/** From here on, bulk is certain as far as totals go. */
const CERTAIN_BULK_BYTES = 10_000_000
const CERTAIN_BULK_RATIO = 50

/** People need time to type … */
const INTERACTIVE_SECONDS = 10
/** … press one key at a time and get short answers … */
const INTERACTIVE_MEAN_BYTES = 200
/** … slowly. Content per second, both sides together. */
const INTERACTIVE_BYTES_PER_SECOND = 5_000

export interface SshTotals {
  /** Content from the client and from the server, in bytes. */
  readonly clientContent: string
  readonly serverContent: string
  readonly clientPackets: string
  readonly serverPackets: string
  readonly seconds: string
}

/** The classes by number, as `sshActivityNumber` gives them. 0 is none. */
const CLASSES = `['bulk_upload', 'bulk_download', 'auth_only', 'interactive_like', 'mixed']`
export const BULK_UPLOAD = 1
export const BULK_DOWNLOAD = 2
const AUTH_ONLY = 3
const INTERACTIVE_LIKE = 4
const MIXED = 5

/** SQL of the number of the class. */
export function sshActivityNumber(totals: SshTotals): string {
  const { clientContent: c, serverContent: s, seconds } = totals
  const { clientPackets: cp, serverPackets: sp } = totals
  const bulk = (sent: string, packets: string, received: string) =>
    `${sent} >= greatest(${BULK_BYTES}, ${BULK_RATIO} * ${received}, ${BULK_MEAN_BYTES} * ${packets})`
  return `multiIf(
      ${bulk(c, cp, s)}, ${BULK_UPLOAD},
      ${bulk(s, sp, c)}, ${BULK_DOWNLOAD},
      greatest(${c}, ${s}) < ${AUTH_ONLY_BYTES} AND ${cp} <= ${AUTH_ONLY_PACKETS}, ${AUTH_ONLY},
      ${seconds} >= greatest(${INTERACTIVE_SECONDS}, (${c} + ${s}) / ${INTERACTIVE_BYTES_PER_SECOND})
        AND ${c} < ${INTERACTIVE_MEAN_BYTES} * ${cp} AND ${s} < ${INTERACTIVE_MEAN_BYTES} * ${sp}, ${INTERACTIVE_LIKE},
      ${MIXED})`
}

/** SQL that is true if bulk movement is as certain as totals can make it. */
export function certainBulk({ clientContent: c, serverContent: s }: SshTotals): string {
  return `greatest(${c}, ${s}) >= greatest(${CERTAIN_BULK_BYTES}, ${CERTAIN_BULK_RATIO} * least(${c}, ${s}))`
}

/** SQL of the word for a class. */
export function activityWord(number: string): string {
  return `${CLASSES}[${number}]`
}

/** SQL of the confidence: totals tell bulk well, logins and typing fairly, and the rest not at all. */
export function activityConfidence(number: string, certain: string): string {
  return `multiIf(${number} = 0, '', ${number} <= ${BULK_DOWNLOAD} AND ${certain}, 'high', ${number} = ${MIXED}, 'low', 'medium')`
}
