import type {
  HostFacetsAnswer,
  HostNetworksAnswer,
  HostsAnswer,
  HostSide,
  PeerGraphAnswer,
  Subject,
} from '@spoor/model'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { getJson } from '../../common/api/client.js'
import { ASKING, useAsked, type Asked } from '../../common/api/queries.js'
import { useAskedQuestion } from '../../common/url/asked.js'
import { subjectOf } from '../../common/url/search-state.js'
import { useView } from '../../common/url/use-view.js'
import type { Rank } from './rank.js'

const PAGE = 100

/** Which hosts are meant: the question, the time range, and the records that they take part in. */
export interface AskedHosts extends Asked {
  readonly of?: Subject
  readonly of_q?: string
  readonly side?: HostSide
}

/** The hosts that the URL means. */
export function useAskedHosts(): AskedHosts {
  const asked = useAskedQuestion()
  const view = useView()
  const of = subjectOf(view)
  const { of_q, side } = view
  return useMemo(
    () => (of === undefined ? asked : { ...asked, of, of_q, side }),
    [asked, of, of_q, side],
  )
}

/** Hosts in pages: `fetchNextPage` follows the cursor. */
export function useHosts(asked: AskedHosts, { sort, order }: Rank) {
  const { run, ...question } = asked
  return useInfiniteQuery({
    queryKey: [ASKING, 'hosts', question, sort, order, run],
    queryFn: ({ pageParam, signal }) =>
      getJson<HostsAnswer>(
        'hosts',
        { ...question, sort, order, limit: PAGE, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: HostsAnswer) => page.next,
    placeholderData: keepPreviousData,
  })
}

export function useHostFacets(asked: AskedHosts, attributes: readonly string[]) {
  return useAsked<HostFacetsAnswer>('hosts/facets', asked, {
    attributes: attributes.join(','),
    limit: 8,
  })
}

export function useHostNetworks(asked: AskedHosts) {
  return useAsked<HostNetworksAnswer>('hosts/networks', asked, { limit: 1000 })
}

/** Who transfers with whom; the question is asked of transfers. */
export function usePeerGraph(asked: Asked, limit: number) {
  return useAsked<PeerGraphAnswer>('peers', asked, { limit })
}
