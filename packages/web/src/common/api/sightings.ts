import type {
  HostRow,
  HostsAnswer,
  OutliersAnswer,
  SightingKindChanged,
  SightingKindsAnswer,
  SightingsAnswer,
  SpreadAnswer,
} from '@spoor/model'
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { condition } from '../query/language.js'
import { getJson, sendJson, type Params } from './client.js'
import { ASKING, type Asked } from './queries.js'

const PAGE = 100

/** What narrows sightings and outliers, in the names of the API. */
export type SightingsFilter = Params

/** One page of a list; `fetchNextPage` follows the cursor. */
function useList<Answer extends { readonly next?: string }>(
  path: 'sightings' | 'outliers',
  { from, to, run }: Asked,
  filter: SightingsFilter,
) {
  return useInfiniteQuery({
    queryKey: [ASKING, path, from, to, filter, run],
    queryFn: ({ pageParam, signal }) =>
      getJson<Answer>(path, { from, to, ...filter, limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Answer) => page.next,
    placeholderData: keepPreviousData,
  })
}

/** Values that were never seen before. */
export function useSightings(asked: Asked, filter: SightingsFilter) {
  return useList<SightingsAnswer>('sightings', asked, filter)
}

/** What hosts never did before in this part of the day and week. */
export function useOutliers(asked: Asked, filter: SightingsFilter) {
  return useList<OutliersAnswer>('outliers', asked, filter)
}

/** Kinds of sightings with their learning windows, and how many there are of each. */
export function useSightingKinds({ from, to, run }: Asked, filter: SightingsFilter) {
  return useQuery({
    queryKey: [ASKING, 'sightings', 'kinds', from, to, filter, run],
    queryFn: ({ signal }) =>
      getJson<SightingKindsAnswer>('sightings/kinds', { from, to, ...filter }, signal),
    placeholderData: keepPreviousData,
  })
}

/** Changes how many days values of a kind are learnt; null is back to the default. */
export function useChangeLearning(kind: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (days: number | null) =>
      sendJson<SightingKindChanged>('PUT', `sightings/kinds/${encodeURIComponent(kind)}`, {
        learning_days: days,
      }),
    onSuccess: () => {
      void client.invalidateQueries({
        predicate: ({ queryKey: [, path] }) => path === 'sightings' || path === 'outliers',
      })
    },
  })
}

/** Which hosts met a value, in which order; not asked for without one. */
export function useSpread(
  ask: { readonly of: string; readonly value: string } | undefined,
  filter: SightingsFilter,
  run: number,
) {
  return useQuery({
    queryKey: [ASKING, 'spread', ask, filter, run],
    queryFn: ({ signal }) =>
      getJson<SpreadAnswer>('sightings/spread', { ...ask, ...filter }, signal),
    placeholderData: keepPreviousData,
    enabled: ask !== undefined,
  })
}

/** Hosts that one question names at most. */
const MOST_NAMED = 50

/**
 * What is known of these hosts now, by address, the first of them asked for first. A failure leaves out
 * what would only stand beside their addresses.
 */
export function useKnownHosts(addresses: readonly string[]): ReadonlyMap<string, HostRow> {
  const named = [...new Set(addresses)]
  const chunks = Array.from({ length: Math.ceil(named.length / MOST_NAMED) }, (_, at) =>
    named.slice(at * MOST_NAMED, (at + 1) * MOST_NAMED),
  )
  return useQueries({
    queries: chunks.map((chunk) => {
      const q = chunk.map((address) => condition('host.ip', address)).join(' or ')
      return {
        queryKey: ['known-hosts', q],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          getJson<HostsAnswer>('hosts', { q, limit: MOST_NAMED }, signal),
        staleTime: 300_000,
        retry: false,
      }
    }),
    combine: byAddress,
  })
}

function byAddress(answers: readonly { readonly data?: HostsAnswer }[]) {
  return new Map(
    answers.flatMap(({ data }) => data?.rows.map((row) => [row.ip, row] as const) ?? []),
  )
}
