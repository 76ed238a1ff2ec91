import type { Sighting } from '@spoor/model'
import { HostileText } from '../../common/hostile/hostile-text.js'

/** Where a value is new, in words. */
export function SightingWhere({ sighting: { scope, group, host } }: { sighting: Sighting }) {
  if (group !== undefined) {
    return (
      <>
        in the {group.kind} <HostileText value={group.name} most={80} />
      </>
    )
  }
  return scope === 'host' ? <>on {host}</> : <>in the whole network</>
}
