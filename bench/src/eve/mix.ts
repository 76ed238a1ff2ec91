import { dcerpc, dhcp, krb5, rdp, smb, smtp } from './office.js'
import { icmp, ntp, refused, scan, snmp, stats, unknownTcp, unknownUdp } from './background.js'
import { ftp, ftpGuessing } from './ftp.js'
import { ssh, sshGuessing } from './ssh.js'
import { dns, http, quic, tls } from './web.js'
import type { Random } from './random.js'
import type { World } from './world.js'

/** Writes all lines of one conversation that begins at `start` (microseconds since 1970). */
type Conversation = (world: World, start: number) => void

/** How many of 10,000 conversations are of each kind; bench/README.md gives the reasons. */
const CONVERSATIONS: readonly (readonly [Conversation, number])[] = [
  [dns, 2_900],
  [tls, 1_450],
  [scan, 1_019],
  [unknownUdp, 2_200],
  [http, 300],
  [ntp, 480],
  [unknownTcp, 280],
  [quic, 300],
  [refused, 180],
  [icmp, 350],
  [ssh, 145],
  [snmp, 120],
  [smb, 45],
  [krb5, 55],
  [dhcp, 55],
  [smtp, 40],
  [ftp, 30],
  [dcerpc, 12],
  [stats, 20],
  [rdp, 10],
  [sshGuessing, 6],
  [ftpGuessing, 3],
]

/** No conversation writes more lines than this. */
export const LARGEST_CONVERSATION = 80

/** A conversation of exactly one line, which fills a log up to its exact length. */
export const SINGLE_LINE: Conversation = scan

/**
 * Expected share of each event type, in percent of the events. The generator's test holds it to this.
 * Types below 0.1 % are left out.
 */
export const EVENT_SHARES: Readonly<Record<string, number>> = {
  flow: 49.6,
  dns: 29.3,
  tls: 7.13,
  http: 2.75,
  fileinfo: 2.46,
  ftp: 1.66,
  quic: 1.47,
  smb: 1.1,
  ssh: 1.08,
  anomaly: 0.79,
  snmp: 0.59,
  alert: 0.58,
  dhcp: 0.54,
  krb5: 0.27,
  ftp_data: 0.21,
  smtp: 0.2,
  stats: 0.1,
  rdp: 0.1,
}

/** Expected mean length of a line with its line end, in bytes. */
export const MEAN_LINE_BYTES = 560

/**
 * An endless shuffled deck of conversations. Dealing from a deck instead of rolling a die keeps the mix
 * even in short logs.
 */
export function* dealt(rng: Random): Generator<Conversation, never> {
  const deck = CONVERSATIONS.flatMap(([kind, count]) => Array.from({ length: count }, () => kind))
  for (;;) {
    for (let last = deck.length - 1; last > 0; last--) {
      const other = rng.below(last + 1)
      const kept = deck[last] as Conversation
      deck[last] = deck[other] as Conversation
      deck[other] = kept
    }
    yield* deck
  }
}
