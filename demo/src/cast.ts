import { canonicalAddress, expandAddress } from './address.js'
import type { Host } from './hosts.js'
import { mulberry32, type Random } from './random.js'
import type { Take } from './takes.js'
import { formatMicros } from './times.js'

const FIRST_PORT = 32768
const PORTS = 60999 - FIRST_PORT + 1
const OFFICE = /^(10\.20\.|fd00:20:)/

/**
 * One performance of a take: who plays which role, when, and with which numbers. It translates
 * what was recorded into what this performance shows. Same input, same output.
 */
export class Cast {
  readonly shift: number
  readonly #addresses = new Map<string, string>()
  readonly #names = new Map<string, string>()
  readonly #flows = new Map<number, number>()
  readonly #communities = new Map<string, string>()
  readonly #portShift: number
  readonly #random: Random

  /**
   * @param shift microseconds to add to every recorded time
   * @param hosts who plays each role of the take
   */
  constructor(take: Take, hosts: Readonly<Record<string, Host>>, shift: number, seed: number) {
    this.shift = shift
    this.#random = mulberry32(seed)
    this.#portShift = this.#random.integer(0, PORTS - 1)
    for (const [name, role] of Object.entries(take.roles)) {
      const host = hosts[name] ?? role
      this.#addresses.set(role.address, host.address)
      if (role.address6 !== undefined && host.address6 !== undefined) {
        this.#addresses.set(role.address6, host.address6)
        this.#addresses.set(expandAddress(role.address6), expandAddress(host.address6))
      }
      this.#names.set(role.hostName, host.hostName)
      this.#names.set(role.dnsName, host.dnsName)
    }
  }

  /** The address that stands for a recorded one, in the same spelling. */
  address(recorded: string): string {
    return this.#addresses.get(recorded) ?? recorded
  }

  /** The host or DNS name that stands for a recorded one. */
  name(recorded: string): string {
    return this.#names.get(recorded) ?? recorded
  }

  /** Ports that clients and passive servers choose are turned by one step; service ports stay. */
  port(recorded: number): number {
    if (recorded < FIRST_PORT || recorded >= FIRST_PORT + PORTS) return recorded
    return FIRST_PORT + ((recorded - FIRST_PORT + this.#portShift) % PORTS)
  }

  /** A 51-bit number of its own for each recorded flow, as large as Suricata's. */
  flow(recorded: number): number {
    let id = this.#flows.get(recorded)
    if (id === undefined) {
      id = this.#random.integer(1, 2 ** 19 - 1) * 2 ** 32 + this.#random.integer(0, 2 ** 32 - 1)
      this.#flows.set(recorded, id)
    }
    return id
  }

  time(recorded: number): string {
    return formatMicros(recorded + this.shift)
  }

  /** The Community ID that stands for a recorded one; made once per flow. */
  community(recorded: string, make: () => string): string {
    let id = this.#communities.get(recorded)
    if (id === undefined) {
      id = make()
      this.#communities.set(recorded, id)
    }
    return id
  }

  /** A MAC address made of the IP address; everybody outside is behind the router's. */
  mac(recorded: string): string {
    const address = canonicalAddress(this.address(recorded))
    if (!OFFICE.test(address)) return '52:54:00:20:00:01'
    // 10.20.30.12 and fd00:20:30::12 are the same host.
    const numbers = address.split(/[.:]/).map(Number)
    const [subnet = 0, low = 0] = [numbers[2], numbers.at(-1)]
    return `02:20:00:00:${hex(subnet)}:${hex(low)}`
  }
}

function hex(value: number): string {
  return (value & 0xff).toString(16).padStart(2, '0')
}
