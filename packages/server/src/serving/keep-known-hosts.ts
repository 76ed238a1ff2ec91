import { keepGeoFacts } from '../hosts/geo/geo-facts.js'
import { keepHosts } from '../hosts/index.js'
import { decisionsOf } from '../hunts/tuning/index.js'
import type { Installation } from '../installation.js'
import { learningDaysOf } from '../sightings/index.js'

/** What is needed to infer what hosts are. */
type Ground = Pick<
  Installation,
  'events' | 'state' | 'organisation' | 'calendar' | 'lists' | 'risk' | 'geo'
>

/** Infers anew what hosts are, from the facts and findings that are kept. @throws StoreError */
export async function keepKnownHosts(ground: Ground): Promise<void> {
  if (ground.geo) await keepGeoFacts(ground.events, ground.geo)
  await keepHosts({
    store: ground.events,
    now: new Date(),
    home: ground.organisation.home,
    learningDays: await learningDaysOf(ground.state),
    risk: ground.risk,
    decisions: () => decisionsOf(ground),
  })
}
