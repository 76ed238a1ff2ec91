import { parseNetwork } from './networks.js'

/** One rule of the policy. A list that is left out matches everything. */
export interface PolicyRule {
  /** Shown as the reason of a verdict. */
  readonly name: string
  readonly effect: 'allow' | 'deny'
  /** Networks of clients. */
  readonly clients?: readonly string[]
  /** Networks of servers. */
  readonly servers?: readonly string[]
  /** User names, compared without regard to case. */
  readonly users?: readonly string[]
  /** Transfer services: `ftp`, `ftps`, `ssh`, … */
  readonly services?: readonly string[]
}

/** What is known of the organisation that is watched. */
export interface Organisation {
  /** Networks that are home, in CIDR notation. */
  readonly home: readonly string[]
  /** The first rule that matches decides. */
  readonly policy: readonly PolicyRule[]
}

/** RFC 1918, RFC 4193 (unique local), link-local and loopback addresses. */
export const DEFAULT_HOME: readonly string[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '127.0.0.0/8',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
]

export const DEFAULT_ORGANISATION: Organisation = { home: DEFAULT_HOME, policy: [] }

/** More would make every question slow. */
const MAX_NETWORKS = 50_000
const MAX_RULES = 500

/** An organisation that cannot be used, and where in it the mistake is. */
export class OrganisationError extends Error {
  override readonly name = 'OrganisationError'
}

/**
 * Reads an organisation from plain objects, such as a part of `spoor.yaml`.
 * `home` defaults to private networks, `policy` to no rules.
 * @throws OrganisationError that names the place of the mistake
 */
export function parseOrganisation(input: unknown): Organisation {
  const { home, policy, ...unknown } = objectAt('organisation', input ?? {})
  refuseUnknown('organisation', unknown)
  const rules = policy === undefined ? [] : arrayAt('organisation.policy', policy)
  if (rules.length > MAX_RULES) {
    throw new OrganisationError(`organisation.policy: more than ${MAX_RULES} rules`)
  }
  const parsed = rules.map((rule, index) => parseRule(`organisation.policy[${index}]`, rule))
  const names = new Set<string>()
  for (const { name } of parsed) {
    if (names.has(name)) {
      throw new OrganisationError(`organisation.policy: two rules are named "${name}"`)
    }
    names.add(name)
  }
  return {
    home: home === undefined ? DEFAULT_HOME : networksAt('organisation.home', home),
    policy: parsed,
  }
}

function parseRule(place: string, input: unknown): PolicyRule {
  const { name, effect, clients, servers, users, services, ...unknown } = objectAt(place, input)
  refuseUnknown(place, unknown)
  if (typeof name !== 'string' || name.trim() === '') {
    throw new OrganisationError(`${place}.name: must be a text`)
  }
  if (effect !== 'allow' && effect !== 'deny') {
    throw new OrganisationError(`${place}.effect: must be allow or deny`)
  }
  return {
    name,
    effect,
    ...(clients !== undefined && { clients: networksAt(`${place}.clients`, clients) }),
    ...(servers !== undefined && { servers: networksAt(`${place}.servers`, servers) }),
    ...(users !== undefined && { users: textsAt(`${place}.users`, users) }),
    ...(services !== undefined && { services: textsAt(`${place}.services`, services) }),
  }
}

function objectAt(place: string, input: unknown): Record<string, unknown> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new OrganisationError(`${place}: must be an object`)
  }
  return { ...input }
}

function refuseUnknown(place: string, rest: Record<string, unknown>): void {
  const [key] = Object.keys(rest)
  if (key !== undefined) throw new OrganisationError(`${place}.${key}: is not known`)
}

function arrayAt(place: string, input: unknown): readonly unknown[] {
  if (!Array.isArray(input)) throw new OrganisationError(`${place}: must be a list`)
  return input
}

function textsAt(place: string, input: unknown): readonly string[] {
  const list = arrayAt(place, input)
  // An empty list reads like "nobody" and would match nobody: more likely a mistake.
  if (list.length === 0)
    throw new OrganisationError(`${place}: is empty; leave it out to match all`)
  return list.map((text, index) => {
    if (typeof text !== 'string' || text === '') {
      throw new OrganisationError(`${place}[${index}]: must be a text`)
    }
    return text
  })
}

function networksAt(place: string, input: unknown): readonly string[] {
  const texts = textsAt(place, input)
  if (texts.length > MAX_NETWORKS) {
    throw new OrganisationError(`${place}: more than ${MAX_NETWORKS} networks`)
  }
  texts.forEach((text, index) => {
    try {
      parseNetwork(text)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new OrganisationError(`${place}[${index}]: ${reason}`, { cause: error })
    }
  })
  return texts
}
