import type { GivenRole, HostGroup, NamedList, Site, UserGroup } from '@spoor/model'
import { parseCalendar, writtenCalendar } from '../calendar.js'
import { OrganisationError } from '../organisation.js'
import { ORGANISATION_LIMITS as LIMITS } from './limits.js'
import { Spot } from './problems.js'
import type { Reading } from './read-values.js'

/** What a part has under one name. */
type Named = Readonly<Record<string, unknown>>

/** Reads a list of maps, each with a name of its own. */
function readNamed<T>(
  reading: Reading,
  part: string,
  input: unknown,
  most: number,
  { key = 'name', keys }: { readonly key?: string; readonly keys: readonly string[] },
  read: (spot: Spot, found: Named, name: string) => T,
): T[] {
  const list = Spot.of(part)
  const names = new Set<string>()
  return reading.list(list, input, most, part.replaceAll('_', ' ')).map((one, index) => {
    const found = reading.map(list.at(index), one, [key, ...keys])
    const name = reading.name(list.at(index).at(key), found[key], '?')
    const folded = name.toLowerCase()
    if (name !== '?' && names.has(folded)) {
      reading.problems.add(list.at(index), `there are two of the name ${name}`)
    }
    names.add(folded)
    const spot = name === '?' ? list.at(index) : list.at(index, `${part}.${name}`)
    return read(spot, found, name)
  })
}

export function readHostGroups(reading: Reading, input: unknown): HostGroup[] {
  const keys = ['networks', 'note']
  return readNamed(reading, 'host_groups', input, LIMITS.groups, { keys }, (spot, found, name) => ({
    name,
    networks: unique(reading.prefixes(spot.at('networks'), found['networks'])),
    ...reading.note(spot.at('note'), found['note']),
  }))
}

export function readRoles(reading: Reading, input: unknown): GivenRole[] {
  const shape = { key: 'role', keys: ['networks', 'note'] }
  return readNamed(reading, 'roles', input, LIMITS.groups, shape, (spot, found, role) => ({
    role,
    networks: unique(reading.prefixes(spot.at('networks'), found['networks'])),
    ...reading.note(spot.at('note'), found['note']),
  }))
}

export function readUserGroups(reading: Reading, input: unknown): UserGroup[] {
  const keys = ['users', 'note']
  let left: number = LIMITS.users
  return readNamed(reading, 'user_groups', input, LIMITS.groups, { keys }, (spot, found, name) => {
    const users = reading.values(spot.at('users'), found['users'], left, 'users left to it')
    left -= users.length
    return { name, users, ...reading.note(spot.at('note'), found['note']) }
  })
}

export function readLists(reading: Reading, input: unknown): NamedList[] {
  const keys = ['values', 'note']
  let left: number = LIMITS.values
  return readNamed(reading, 'lists', input, LIMITS.lists, { keys }, (spot, found, name) => {
    if (name !== '?' && !/^[A-Za-z0-9_.-]+$/.test(name)) {
      reading.problems.add(spot.at('name'), 'is made of letters, digits, _ . and - alone')
    }
    if (name === 'home') {
      reading.problems.add(spot.at('name'), 'home is always the networks below Home')
    }
    const values = reading.values(spot.at('values'), found['values'], left, 'values left to it')
    left -= values.length
    return { name, values, ...reading.note(spot.at('note'), found['note']) }
  })
}

const CALENDAR_KEYS = ['time_zone', 'from', 'to', 'days', 'holidays'] as const

export function readSites(reading: Reading, input: unknown): Site[] {
  const keys = ['default', ...CALENDAR_KEYS]
  const sites = readNamed(reading, 'sites', input, LIMITS.sites, { keys }, (spot, found, name) => ({
    name,
    ...isDefault(reading, spot.at('default'), found['default']),
    ...calendarOf(reading, spot, found),
  }))
  if (sites.filter((site) => site.default).length > 1) {
    reading.problems.add(Spot.of('sites'), 'more than one is the default')
  }
  return sites
}

/** In YAML, where all is read as text, `true` is one. */
function isDefault(reading: Reading, spot: Spot, input: unknown): { default?: true } {
  if (input === true || input === 'true') return { default: true }
  if (input !== undefined && input !== false && input !== 'false') {
    reading.problems.add(spot, 'must be true or false')
  }
  return {}
}

function calendarOf(
  reading: Reading,
  spot: Spot,
  found: Named,
): ReturnType<typeof writtenCalendar> {
  const given = CALENDAR_KEYS.filter((key) => found[key] !== undefined)
  try {
    const input = Object.fromEntries(given.map((key) => [key, found[key]]))
    return writtenCalendar(parseCalendar(input, ''))
  } catch (error) {
    if (!(error instanceof OrganisationError)) throw error
    const [, key, item, message = error.message] =
      /^\.?([a-z_]*)(?:\[(\d+)\])?: (.*)$/s.exec(error.message) ?? []
    const at = key ? spot.at(key) : spot
    reading.problems.add(item === undefined ? at : at.at(Number(item)), message)
    return writtenCalendar(parseCalendar(undefined))
  }
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}
