import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { workstations } from './hosts.js'

/** How well roles were inferred, against what the hosts of the office are (`roles.yaml`). */

/** Roles of hosts by address. */
export type HostRoles = ReadonlyMap<string, readonly string[]>

export interface RoleScore {
  readonly role: string
  readonly right: number
  readonly wrong: number
  readonly missed: number
}

/** What the hosts of the office are. @param path of `roles.yaml` */
export async function officeRoles(path: string): Promise<HostRoles> {
  const written = parse(await readFile(path, 'utf8')) as Record<string, string[]>
  const people = workstations('workstation').flatMap(({ address, address6 }) =>
    [address, ...(address6 === undefined ? [] : [address6])].map((one): [string, string[]] => [
      one,
      ['workstation'],
    ]),
  )
  return new Map([...people, ...Object.entries(written)])
}

/**
 * Compares inferred roles with what hosts are, of all hosts of the office that were seen; hosts that
 * the key does not know are left out.
 */
export function scoreRoles(
  seen: readonly string[],
  inferred: HostRoles,
  key: HostRoles,
): RoleScore[] {
  const known = [...new Set(seen)].filter((host) => key.has(host))
  const pairs = known.flatMap((host) => {
    const [is = [], said = []] = [key.get(host), inferred.get(host)]
    return [...new Set([...is, ...said])].map((role) => ({
      role,
      is: is.includes(role),
      said: said.includes(role),
    }))
  })
  const count = (role: string, is: boolean, said: boolean) =>
    pairs.filter((pair) => pair.role === role && pair.is === is && pair.said === said).length
  return [...new Set(pairs.map(({ role }) => role))].toSorted().map((role) => ({
    role,
    right: count(role, true, true),
    wrong: count(role, false, true),
    missed: count(role, true, false),
  }))
}

/** The scores as a table for a terminal. */
export function rolesText(scores: readonly RoleScore[]): string {
  const row = (role: string, ...columns: (string | number)[]) =>
    role.padEnd(20) + columns.map((column) => String(column).padStart(10)).join('')
  const share = (part: number, all: number) =>
    all === 0 ? '–' : `${((100 * part) / all).toFixed(0)} %`
  const line = ({ role, right, wrong, missed }: RoleScore) =>
    row(role, right, wrong, missed, share(right, right + wrong), share(right, right + missed))
  const sum = (pick: (score: RoleScore) => number) =>
    scores.reduce((all, score) => all + pick(score), 0)
  const total = {
    role: 'total',
    right: sum(({ right }) => right),
    wrong: sum(({ wrong }) => wrong),
    missed: sum(({ missed }) => missed),
  }
  return [
    row('role', 'right', 'wrong', 'missed', 'precision', 'recall'),
    ...[...scores, total].map(line),
  ].join('\n')
}
