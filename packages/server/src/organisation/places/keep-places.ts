import type { OrganisationDocument } from '@spoor/model'
import { createHash } from 'node:crypto'
import type { EventStore } from '../../store/event-store.js'
import { placesOf, type Place } from './places.js'

/**
 * Gives the engine the places of an organisation, unless it has them. From then on questions see
 * all that is stored as this organisation has it.
 *
 * Readers see each address as the organisation before has it, or as this one. A place that is the same
 * in both keeps its number, and places of the organisation before are kept until the next change; so
 * numbers and places that are looked up one after the other fit. Only a question that began before the
 * new places were written, and goes on after the dictionary was loaded anew, may miss those.
 *
 * @throws StoreError; it can be called again after that
 */
export async function keepPlaces(store: EventStore, document: OrganisationDocument): Promise<void> {
  const digest = digestOf(document)
  if ((await keptDigest(store)) === digest) return
  // Should this break off, it is done anew next time, whatever holds then.
  await store.run('TRUNCATE TABLE places_kept')
  const { places, prefixes } = placesOf(document)
  const numbers = await addPlaces(store, places)
  await fill(
    store,
    'place_prefixes_next',
    prefixes.map(({ prefix, place }) => ({ prefix, place: numbers[place] })),
  )
  await fill(store, 'user_groups_next', userGroupsOf(document))
  await store.run('TRUNCATE TABLE places_next')
  await store.run(
    `INSERT INTO places_next SELECT * FROM places
     WHERE place IN (SELECT place FROM place_prefixes)
       OR place IN (SELECT place FROM place_prefixes_next)`,
  )
  await replace(store, 'place_prefixes')
  await store.run('SYSTEM RELOAD DICTIONARY place_of')
  await replace(store, 'places')
  await replace(store, 'user_groups')
  await store.run(`INSERT INTO places_kept SELECT now64(6, 'UTC'), {digest:String}`, {
    params: { digest },
  })
}

/** Adds the places that are not there yet; answers the numbers of all. */
async function addPlaces(store: EventStore, places: readonly Place[]): Promise<number[]> {
  const rows = await store.rows<Place & { place: number }>(
    'SELECT place, path, groups, roles, site FROM places',
  )
  const known = new Map(rows.map((row) => [placeKey(row), row.place]))
  let last = rows.reduce((most, { place }) => Math.max(most, place), 0)
  const added: object[] = []
  const numbers = places.map((place) => {
    const number = known.get(placeKey(place))
    if (number !== undefined) return number
    last += 1
    added.push({ place: last, ...place, network: place.path.join('/') })
    return last
  })
  await insert(store, 'places', added)
  return numbers
}

function placeKey({ path, groups, roles, site }: Place): string {
  return JSON.stringify([path, groups, roles, site])
}

/** Which organisation the engine has, if it has one as a whole. */
async function keptDigest(store: EventStore): Promise<string | undefined> {
  const [row] = await store.rows<{ digest: string }>(
    'SELECT digest FROM places_kept ORDER BY at DESC LIMIT 1',
  )
  return row?.digest
}

function userGroupsOf({ user_groups }: OrganisationDocument): { user: string; group: string }[] {
  return user_groups.flatMap(({ name, users }) => users.map((user) => ({ user, group: name })))
}

const ROWS_AT_ONCE = 20_000

async function fill(store: EventStore, table: string, rows: readonly object[]): Promise<void> {
  await store.run(`TRUNCATE TABLE ${table}`)
  await insert(store, table, rows)
}

async function insert(store: EventStore, table: string, rows: readonly object[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await store.insert(table, rows.slice(at, at + ROWS_AT_ONCE))
  }
}

/** Replaces the rows of a table by those of its twin, at once. */
async function replace(store: EventStore, table: string): Promise<void> {
  const [row] = await store.rows<{ n: number }>(`SELECT toFloat64(count()) AS n FROM ${table}_next`)
  if (row?.n === 0) await store.run(`TRUNCATE TABLE ${table}`)
  else await store.run(`ALTER TABLE ${table} REPLACE PARTITION tuple() FROM ${table}_next`)
  await store.run(`TRUNCATE TABLE ${table}_next`)
}

function digestOf(document: OrganisationDocument): string {
  const { networks, host_groups, user_groups, roles } = document
  const text = JSON.stringify({ networks, host_groups, user_groups, roles })
  return createHash('sha256').update(text).digest('hex')
}
