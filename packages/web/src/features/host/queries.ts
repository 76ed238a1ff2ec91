import type {
  FirstsAnswer,
  HostAnswer,
  HostCountsAnswer,
  HostFilesAnswer,
  InsightsAnswer,
  PeersAnswer,
  RhythmAnswer,
  VolumeAnswer,
} from '@spoor/model'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ApiError, getJson, type Params } from '../../common/api/client.js'
import { ASKING, type Asked } from '../../common/api/queries.js'

/** Rows of one page of a list. */
const PAGE = 100

function pathOf(ip: string, below = ''): string {
  return `hosts/${encodeURIComponent(ip)}${below}`
}

/** What cannot be had of an address is not asked for again. */
function worthRetry(count: number, error: Error): boolean {
  return count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500)
}

function useOfHost<Answer>(path: string, params: Params, run: number, enabled = true) {
  return useQuery({
    queryKey: [ASKING, path, params, run],
    queryFn: ({ signal }) => getJson<Answer>(path, params, signal),
    placeholderData: keepPreviousData,
    retry: worthRetry,
    enabled,
  })
}

export function useHost(ip: string, asOf: string | undefined, run: number) {
  return useOfHost<HostAnswer>(pathOf(ip), { as_of: asOf }, run)
}

/** Counted once it is known that there is such a host. */
export function useHostCounts(ip: string, asOf: string | undefined, run: number, enabled: boolean) {
  return useOfHost<HostCountsAnswer>(pathOf(ip, '/counts'), { as_of: asOf }, run, enabled)
}

export function useInsights(
  ip: string,
  params: { readonly as_of?: string; readonly find?: string; readonly limit?: number },
  run: number,
) {
  return useOfHost<InsightsAnswer>(pathOf(ip, '/insights'), params, run)
}

/** More values of one attribute; asked for once somebody wants them. */
export function useInsight(
  ip: string,
  params: { readonly as_of?: string; readonly attribute: string; readonly limit: number },
  enabled: boolean,
) {
  const path = pathOf(ip, '/insights')
  return useQuery({
    queryKey: [ASKING, path, params],
    queryFn: ({ signal }) => getJson<InsightsAnswer>(path, params, signal),
    enabled,
    retry: worthRetry,
  })
}

export function useVolume(ip: string, { from, to, run }: Asked) {
  return useOfHost<VolumeAnswer>(pathOf(ip, '/volume'), { from, to }, run)
}

export function useRhythm(ip: string, { from, to, run }: Asked, timeZone: string | undefined) {
  return useOfHost<RhythmAnswer>(pathOf(ip, '/rhythm'), { from, to, time_zone: timeZone }, run)
}

export function usePeers(ip: string, { from, to, run }: Asked, limit: number) {
  return useOfHost<PeersAnswer>(pathOf(ip, '/peers'), { from, to, limit }, run)
}

function usePages<Answer extends { readonly next?: string }>(
  path: string,
  params: Params,
  run: number,
) {
  return useInfiniteQuery({
    queryKey: [ASKING, path, params, run],
    queryFn: ({ pageParam, signal }) =>
      getJson<Answer>(path, { ...params, limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Answer) => page.next,
    placeholderData: keepPreviousData,
    retry: worthRetry,
  })
}

export function useFirsts(
  ip: string,
  params: { readonly as_of?: string; readonly order: 'newest' | 'oldest' },
  run: number,
) {
  return usePages<FirstsAnswer>(pathOf(ip, '/firsts'), params, run)
}

export function useHostFiles(ip: string, { from, to, run }: Asked, find: string | undefined) {
  return usePages<HostFilesAnswer>(pathOf(ip, '/files'), { from, to, find }, run)
}
