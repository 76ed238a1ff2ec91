import { useStatus } from '../api/queries.js'
import { formatCount } from '../bytes/format.js'

/** Says how many events hosts and sightings do not know yet, if there are any. */
export function FactsLag() {
  const count = useStatus().data?.lag.events_without_facts ?? 0
  if (count === 0) return null
  return (
    <span
      className="dim"
      title="Facts are taken from events after the hunts ran. While a source is read at full speed they lag behind."
    >
      {count === 1 ? '1 new event is' : `${formatCount(count)} new events are`} not in here yet
    </span>
  )
}
