import type { HuntDetail, HuntFiltersAnswer, HuntsAnswer, SuppressionsAnswer } from '@spoor/model'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { askAnew } from './ask-anew.js'
import { getJson } from './client.js'
import { ASKING, type Asked } from './queries.js'

/** How often it is looked whether a changed hunt has been tried again, in milliseconds. */
const DUE = 2_000

/** Once changed hunts have been tried again, what they found is asked for again. */
function useTried(isDue: boolean): void {
  const client = useQueryClient()
  const was = useRef(isDue)
  useEffect(() => {
    if (was.current && !isDue) askAnew(client)
    was.current = isDue
  }, [isDue, client])
}

function anyDue(answer: HuntsAnswer | undefined): boolean {
  return answer?.hunts.some((hunt) => hunt.is_due) ?? false
}

/** The library, as it is for this site. Looked at again while changed hunts are being tried. */
export function useHunts({ from, to, run }: Asked) {
  const answer = useQuery({
    queryKey: [ASKING, 'hunts', from, to, run],
    queryFn: ({ signal }) => getJson<HuntsAnswer>('hunts', { from, to }, signal),
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => (anyDue(state.data) ? DUE : false),
  })
  useTried(anyDue(answer.data))
  return answer
}

export function huntPath(id: string): string {
  return `hunts/${encodeURIComponent(id)}`
}

/** One hunt with everything about it; not asked for again once it is being deleted. */
export function useHuntDetail(id: string, { from, to, run }: Asked, enabled = true) {
  const answer = useQuery({
    queryKey: [ASKING, 'hunt', id, from, to, run],
    queryFn: ({ signal }) => getJson<HuntDetail>(huntPath(id), { from, to }, signal),
    placeholderData: (before) => (before?.hunt.id === id ? before : undefined),
    refetchInterval: ({ state }) => (state.data?.hunt.is_due ? DUE : false),
    enabled,
  })
  useTried(answer.data?.hunt.is_due ?? false)
  return answer
}

/** Suppressions of a hunt and of all hunts; ended ones too. */
export function useSuppressions(hunt: string) {
  return useQuery({
    queryKey: ['suppressions', hunt],
    queryFn: ({ signal }) =>
      getJson<SuppressionsAnswer>('suppressions', { hunt, ended: 'true' }, signal),
  })
}

export function useHuntFilters() {
  return useQuery({
    queryKey: ['hunt-filters'],
    queryFn: ({ signal }) => getJson<HuntFiltersAnswer>('hunt-filters', {}, signal),
  })
}
