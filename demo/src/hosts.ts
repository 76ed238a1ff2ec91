import { canonicalAddress } from './address.js'
import type { Random } from './random.js'
import type { Place, Role, Take } from './takes.js'

/** Somebody who can stand in a role of a take. */
export interface Host {
  address: string
  address6?: string
  hostName: string
  dnsName: string
}

const DEPARTMENTS = {
  finance: { subnet: 10, short: 'FIN', first: 11, last: 36 },
  engineering: { subnet: 20, short: 'ENG', first: 11, last: 44 },
  sales: { subnet: 30, short: 'SAL', first: 11, last: 30 },
} as const
const INTERNET = ['203.0.113', '192.0.2', '198.51.100']

function workstation(department: keyof typeof DEPARTMENTS, number: number): Host {
  const { subnet, short } = DEPARTMENTS[department]
  const hostName = `${short}-WS-${String(number).padStart(3, '0')}`
  return {
    address: `10.20.${subnet}.${number}`,
    address6: `fd00:20:${subnet}::${number}`,
    hostName,
    dnsName: `${hostName.toLowerCase()}.corp.example`,
  }
}

/** All workstations of a department, or of the whole office. */
export function workstations(place: 'workstation' | keyof typeof DEPARTMENTS): Host[] {
  const departments =
    place === 'workstation' ? (['finance', 'engineering', 'sales'] as const) : [place]
  return departments.flatMap((department) => {
    const { first, last } = DEPARTMENTS[department]
    return Array.from({ length: last - first + 1 }, (_, index) =>
      workstation(department, first + index),
    )
  })
}

/** Addresses that belong to somebody in some take and must not be given to anybody else. */
export function takenAddresses(takes: Iterable<Take>): Set<string> {
  const taken = new Set<string>()
  for (const take of takes) {
    for (const role of Object.values(take.roles)) {
      if (role.place === 'fixed' || role.place === 'other') taken.add(role.address)
    }
  }
  return taken
}

/**
 * Chooses hosts for roles. With `unique` nobody is chosen twice, and nobody who is chosen without:
 * strangers with odd addresses are kept for that.
 */
export class Casting {
  readonly #random: Random
  readonly #taken: Set<string>
  readonly #pools = new Map<Place, Host[]>()

  constructor(random: Random, taken: ReadonlySet<string>) {
    this.#random = random
    this.#taken = new Set(taken)
  }

  /** A host for one role. Throws RangeError when a pool of unique hosts has run dry. */
  choose(role: Role, unique: boolean): Host {
    if (role.place === 'fixed' || role.place === 'other') return role
    if (role.place === 'internet') return this.#stranger(role, unique)
    const pool = this.#pool(role.place).filter((host) => !this.#taken.has(host.address))
    const host = this.#random.pick(pool)
    if (unique) this.#taken.add(host.address)
    return host
  }

  #pool(place: Exclude<Place, 'fixed' | 'other' | 'internet'>): Host[] {
    const known = this.#pools.get(place)
    if (known !== undefined) return known
    const pool = workstations(place)
    this.#pools.set(place, pool)
    return pool
  }

  /** A host on the Internet, with the recorded name made its own by a number. */
  #stranger(role: Role, unique: boolean): Host {
    let address: string
    do {
      address = `${this.#random.pick(INTERNET)}.${2 * this.#random.integer(1, 126) + (unique ? 1 : 0)}`
    } while (this.#taken.has(address))
    if (unique) this.#taken.add(address)
    const [first = '', domain = '', ...rest] = role.dnsName.split('.')
    const number = this.#random.integer(100, 999)
    const stranger: Host = {
      address,
      hostName: role.hostName,
      dnsName: [first, `${domain}${number}`, ...rest].join('.'),
    }
    if (role.address6 !== undefined) {
      const group = this.#random.integer(0x100, 0xffff).toString(16)
      stranger.address6 = canonicalAddress(`2001:db8:${group}::${this.#random.integer(10, 99)}`)
    }
    return stranger
  }
}
