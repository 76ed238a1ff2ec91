import { useMemo } from 'react'
import { useStatus } from '../api/queries.js'

/** Kinds of records that there are, by the status; undefined while it is not known. */
export function useSeenKinds(): ReadonlySet<string> | undefined {
  const status = useStatus()
  const kinds = status.data?.events.by_type.map(({ type }) => type).join(' ')
  return useMemo(() => (kinds === undefined ? undefined : new Set(kinds.split(' '))), [kinds])
}
