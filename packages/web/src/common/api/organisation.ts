import type { LabelsAnswer, LabelsRequest } from '@spoor/model'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getJson } from './client.js'

/** First word of the keys of what hangs on the organisation. */
export const ORGANISATION = 'organisation'

/** Names of networks, groups, sites and lists, for choosing one. */
export function useLabels(request: LabelsRequest, enabled = true) {
  return useQuery({
    queryKey: [ORGANISATION, 'labels', request],
    queryFn: ({ signal }) => getJson<LabelsAnswer>('organisation/labels', { ...request }, signal),
    placeholderData: keepPreviousData,
    enabled,
  })
}
