import type {
  NetworksAnswer,
  NetworksRequest,
  OrganisationAnswer,
  OrganisationCheck,
  OrganisationCheckAnswer,
  OrganisationPut,
  OrganisationRestore,
  OrganisationSaved,
  OrganisationVersionAnswer,
  OrganisationVersionsAnswer,
} from '@spoor/model'
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { getJson, sendJson } from '../../common/api/client.js'
import { ORGANISATION } from '../../common/api/organisation.js'

/** Of what nobody stops waiting for. */
const UNSTOPPED = new AbortController().signal

/** All but the tree of networks, which can be large. */
export function useOrganisation() {
  return useQuery({
    queryKey: [ORGANISATION, 'document'],
    queryFn: ({ signal }) =>
      getJson<OrganisationAnswer>('organisation', { networks: 'false' }, signal),
  })
}

/** Everything, the tree too: for what cannot do with less. */
export function getWholeOrganisation(signal = UNSTOPPED): Promise<OrganisationAnswer> {
  return getJson<OrganisationAnswer>('organisation', {}, signal)
}

export function getNetworks(request: NetworksRequest, signal = UNSTOPPED) {
  return getJson<NetworksAnswer>('organisation/networks', { ...request }, signal)
}

/** Nodes of the tree whose label, note or networks have a text. */
export function useFoundNetworks(find: string, limit: number, enabled = true) {
  return useInfiniteQuery({
    queryKey: [ORGANISATION, 'found', find, limit],
    queryFn: ({ pageParam, signal }) =>
      getNetworks({ find, limit, ...(pageParam !== undefined && { cursor: pageParam }) }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: NetworksAnswer) => page.next,
    placeholderData: keepPreviousData,
    enabled,
  })
}

/** What would come of a document or file; nothing is saved. */
export function check(request: OrganisationCheck): Promise<OrganisationCheckAnswer> {
  return sendJson<OrganisationCheckAnswer>('POST', 'organisation/check', request)
}

/** What is to be looked at in what is saved, such as overlaps. */
export function useWarnings(version: number, enabled: boolean) {
  return useQuery({
    queryKey: [ORGANISATION, 'warnings', version],
    queryFn: async () => {
      const { warnings, warnings_total: total } = await check({ document: {} })
      return { warnings, total }
    },
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  })
}

const PAGE = 50

export function useVersions() {
  return useInfiniteQuery({
    queryKey: [ORGANISATION, 'versions'],
    queryFn: ({ pageParam, signal }) =>
      getJson<OrganisationVersionsAnswer>(
        'organisation/versions',
        { limit: PAGE, before: pageParam },
        signal,
      ),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ versions }: OrganisationVersionsAnswer) => {
      const last = versions.at(-1)?.number ?? 1
      return versions.length < PAGE || last === 1 ? undefined : last
    },
  })
}

/** What a version changed; its document, which can be large, is not kept. */
export function useVersionDiff(number: number) {
  return useQuery({
    queryKey: [ORGANISATION, 'diff', number],
    queryFn: async ({ signal }) => {
      const path = `organisation/versions/${number}`
      const { version, diff } = await getJson<OrganisationVersionAnswer>(path, {}, signal)
      return { version, diff }
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** A change takes effect on history too: everything is asked for again. */
function useOrganisationChange<Input>(change: (input: Input) => Promise<OrganisationSaved>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [ORGANISATION, 'document'] })
      void client.invalidateQueries()
    },
  })
}

export function useSave() {
  return useOrganisationChange((request: OrganisationPut) =>
    sendJson<OrganisationSaved>('PUT', 'organisation', request),
  )
}

export function useRestore(number: number) {
  return useOrganisationChange((request: OrganisationRestore) =>
    sendJson<OrganisationSaved>('POST', `organisation/versions/${number}/restore`, request),
  )
}
