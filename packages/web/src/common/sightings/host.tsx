import type { HostRow } from '@spoor/model'
import { HostileText } from '../hostile/hostile-text.js'
import { PivotValue } from '../pivot/value.js'
import classes from './sightings.module.css'

/** What a host is, as far as it is known: roles, and the network that it is in. */
export interface Standing {
  readonly roles: readonly string[]
  readonly network: string | undefined
}

export function standingOf(host: HostRow | undefined): Standing | undefined {
  if (host === undefined) return undefined
  return { roles: host.roles, network: host.networks.at(-1) }
}

/** Roles and network of a host on one line. Its place is kept while they are not known. */
export function StandingText({ roles, network }: Partial<Standing>) {
  const words = [...(roles ?? []), ...(network === undefined ? [] : [network])]
  return (
    <span className={classes.standing}>
      {words.length === 0 ? '\u00a0' : <HostileText value={words.join(' · ')} most={120} />}
    </span>
  )
}

/** A host's address, a pivot, with what the host is below it. */
export function HostCell({
  address,
  standing,
  tabbable = false,
}: {
  address: string
  standing: Standing | undefined
  tabbable?: boolean
}) {
  return (
    <>
      <div className={classes.address}>
        <PivotValue subject="events" field="source.ip" value={address} tabbable={tabbable} />
      </div>
      <StandingText {...standing} />
    </>
  )
}
