import { alert } from './alerts.js'
import type { Host } from './network.js'
import { clientPort, closeFlow, head, MILLISECOND, openFlow, SECOND, tcpVolume } from './record.js'
import { SSH_CLIENTS, SSH_GUESSERS, SSH_SERVERS, SSH_TRANSFER_CLIENTS } from './ssh-software.js'
import type { World } from './world.js'

/** What a connection did after the key exchange: payload bytes each way and seconds. */
interface Shape {
  software: readonly string[]
  sent: number
  received: number
  seconds: number
}

function shape(world: World): Shape {
  const { rng } = world
  const kind = rng.float()
  // Interactive shells: small bytes each way, minutes to hours.
  if (kind < 0.4) {
    return {
      software: SSH_CLIENTS,
      sent: rng.heavy(9_000, 1, 1e6),
      received: rng.heavy(40_000, 1.4, 1e7),
      seconds: rng.heavy(300, 1.5, 28_800),
    }
  }
  // Short remote commands of automation.
  if (kind < 0.7) {
    return {
      software: SSH_CLIENTS,
      sent: rng.heavy(6_000, 0.5, 1e5),
      received: rng.heavy(6_500, 0.7, 1e5),
      seconds: rng.heavy(3, 0.8, 60),
    }
  }
  const bulk = rng.heavy(4_000_000, 2, 4e10)
  const rest = Math.ceil(bulk / 90)
  const seconds = Math.ceil(bulk / 4e6) + rng.between(1, 20)
  const software = rng.chance(0.6) ? SSH_TRANSFER_CLIENTS : SSH_CLIENTS
  return kind < 0.86
    ? { software, sent: bulk, received: rest, seconds }
    : { software, sent: rest, received: bulk, seconds }
}

function connection(
  world: World,
  start: number,
  from: Host,
  to: Host,
  port: number,
  what: Shape,
): number {
  const { rng } = world
  const flow = openFlow(world, start, 'TCP', [from, clientPort(world)], [to, port])
  // The square favours the commonest program; a machine keeps to one server program.
  const client = what.software[Math.floor(rng.float() ** 2 * what.software.length)] as string
  const server = SSH_SERVERS[to.profile % SSH_SERVERS.length] as string
  const seen = start + rng.heavy(160 * MILLISECOND, 0.7, 3000 * MILLISECOND)
  const object = `"ssh":{"client":${client},"server":${server}}`
  if (what.software === SSH_GUESSERS && rng.chance(0.1)) {
    alert(world, flow, seen, 'ssh', `${object},"app_proto":"ssh",`, true, 0)
  }
  world.emit(seen, `${head(flow, seen, 'ssh')}"tx_id":0,${object}}`)
  const end = seen + what.seconds * SECOND + rng.below(SECOND)
  const kex = tcpVolume(what.sent + 2_100, what.received + 2_400)
  closeFlow(world, flow, end, kex, rng.chance(0.95) ? 'closed' : 'open', 'ssh')
  return end
}

/** One SSH connection: administration, automation or a bulk transfer, inside or to the outside. */
export function ssh(world: World, start: number): void {
  const { rng } = world
  const outward = rng.chance(0.25)
  const to = outward ? world.sshOutside.next() : world.servers.next()
  const port = rng.chance(0.94) ? 22 : rng.pick([2222, 443, 8022, 2200])
  connection(world, start, world.clients.next(), to, port, shape(world))
}

/** A run of password guesses from one source against one server: each is a connection of its own. */
export function sshGuessing(world: World, start: number): void {
  const { rng } = world
  const from = world.scanners.next()
  const to = world.servers.next()
  let time = start
  for (let guess = rng.between(5, 20); guess > 0; guess--) {
    const what = {
      software: SSH_GUESSERS,
      sent: rng.between(900, 1500),
      received: 1_100,
      seconds: rng.between(2, 6),
    }
    time =
      connection(world, time, from, to, 22, what) + rng.between(10 * MILLISECOND, 900 * MILLISECOND)
  }
}
