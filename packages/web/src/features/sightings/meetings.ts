import type { Sighting } from '@spoor/model'

/** The hosts of a sighting that are named, each once, in the order in which they met the value. */
export function meetingsOf({
  host,
  first_seen,
  next,
}: Pick<Sighting, 'host' | 'first_seen' | 'next'>): Sighting['next'] {
  const met = [{ host, first_seen }, ...next.filter((one) => one.host !== host)]
  return met.toSorted((a, b) => Date.parse(a.first_seen) - Date.parse(b.first_seen))
}
