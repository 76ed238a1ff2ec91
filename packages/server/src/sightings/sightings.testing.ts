import { DEFAULT_HOME } from '../organisation/organisation.js'
import { askingOf } from '../questions/test-store.testing.js'
import type { EventStore } from '../store/event-store.js'
import type { SightingsAsking } from './request.js'

/** What a test asks with: home as it is by default, and windows as kinds have them. */
export function sightingsAsking(
  store: EventStore,
  more: Partial<SightingsAsking> = {},
): SightingsAsking {
  return { ...askingOf(store), home: DEFAULT_HOME, learningDays: new Map(), ...more }
}

/** Places of the organisation, straight into the store: prefixes with labels and groups. */
export async function insertPlaces(
  store: EventStore,
  places: readonly {
    readonly prefix: string
    readonly path: readonly string[]
    readonly groups?: readonly string[]
  }[],
): Promise<void> {
  await store.insert(
    'places',
    places.map(({ path, groups = [] }, index) => ({
      place: index + 1,
      path,
      network: path.at(-1) ?? '',
      groups,
      roles: [],
      site: '',
    })),
  )
  await store.insert(
    'place_prefixes',
    places.map(({ prefix }, index) => ({ prefix, place: index + 1 })),
  )
  await store.run('SYSTEM RELOAD DICTIONARY place_of')
}
