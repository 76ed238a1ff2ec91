import type {
  Finding,
  FindingsAnswer,
  FindingsSort,
  HistogramAnswer,
  ListAnswer,
  QuarantineAnswer,
  RecordAnswer,
  RelatedAnswer,
  StatusAnswer,
  Subject,
  TodayAnswer,
  TopAnswer,
  TrailAnswer,
} from '@spoor/model'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getJson, type Params } from './client.js'

/** The question with its range pinned to moments, as the API takes it. */
export interface Asked {
  readonly q?: string
  readonly from?: string
  readonly to?: string
  /** Counts up when the person asks again, so that nothing old is shown as new. */
  readonly run: number
}

const PAGE = 200

/** First word of the keys of queries that a person may want to cancel. */
export const ASKING = 'asking'

/** Asks a resource with the question, and keeps the answer before while the next comes. */
export function useAsked<Answer>(path: string, asked: Asked, params: Params, enabled = true) {
  const { run, ...question } = asked
  return useQuery({
    queryKey: [ASKING, path, question, params, run],
    queryFn: ({ signal }) => getJson<Answer>(path, { ...question, ...params }, signal),
    placeholderData: keepPreviousData,
    enabled,
  })
}

/** State of the store and its sources; asked for again every few seconds. */
export function useStatus() {
  return useQuery({
    queryKey: ['status'],
    queryFn: ({ signal }) => getJson<StatusAnswer>('status', {}, signal),
    refetchInterval: 10_000,
  })
}

export function useToday(asked: Asked) {
  return useAsked<TodayAnswer>('today', { ...asked, q: undefined }, {})
}

/** The whole library against one thing; not asked for without one. */
export function useTrail(asked: Asked, entity: string | undefined) {
  return useAsked<TrailAnswer>(
    'trail',
    { ...asked, q: undefined },
    { entity },
    entity !== undefined,
  )
}

export function useHistogram(subject: Subject, asked: Asked, by: string | undefined) {
  return useAsked<HistogramAnswer>(`${subject}/histogram`, asked, { by, buckets: 80 })
}

export function useTop(subject: Subject, asked: Asked, fields: readonly string[], limit = 8) {
  return useAsked<TopAnswer>(
    `${subject}/top`,
    asked,
    { fields: fields.join(','), limit },
    fields.length > 0,
  )
}

/** Records in pages: `fetchNextPage` follows the cursor. */
export function useRecords(
  subject: Subject,
  asked: Asked,
  fields: readonly string[],
  order: 'newest' | 'oldest',
) {
  const { run, ...question } = asked
  return useInfiniteQuery({
    queryKey: [ASKING, subject, question, fields, order, run],
    queryFn: ({ pageParam, signal }) =>
      getJson<ListAnswer>(
        subject,
        { ...question, fields: fields.join(','), order, limit: PAGE, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: ListAnswer) => page.next,
    placeholderData: keepPreviousData,
  })
}

export function useRecord(subject: Subject, id: string, at: string | undefined) {
  const path = `${subject}/${encodeURIComponent(id)}`
  return useQuery({
    queryKey: ['record', path, at],
    queryFn: ({ signal }) => getJson<RecordAnswer>(path, { at }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function useRelated(id: string, at: string | undefined) {
  const path = `events/${encodeURIComponent(id)}/related`
  return useQuery({
    queryKey: ['related', id, at],
    queryFn: ({ signal }) => getJson<RelatedAnswer>(path, { at }, signal),
    staleTime: 60_000,
  })
}

export function useFindings(
  asked: Asked,
  filter: {
    level?: string
    hunt?: string
    entity?: string
    review?: string
    suppressed?: string
  },
  sort: FindingsSort,
) {
  const { run, from, to } = asked
  return useInfiniteQuery({
    queryKey: [ASKING, 'findings', from, to, filter, sort, run],
    queryFn: ({ pageParam, signal }) =>
      getJson<FindingsAnswer>(
        'findings',
        { from, to, ...filter, sort, limit: PAGE, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: FindingsAnswer) => page.next,
    placeholderData: keepPreviousData,
  })
}

/** Most findings of a hunt that one answer has. */
export const MOST_FINDINGS = 1000

/** The newest findings of one hunt. */
export function useFindingsOfHunt(asked: Asked, hunt: string) {
  return useAsked<FindingsAnswer>(
    'findings',
    { ...asked, q: undefined },
    { hunt, sort: 'newest', limit: MOST_FINDINGS },
  )
}

/** One finding, for a link to it; not asked for while the list has it. */
export function useFinding(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ['finding', id],
    queryFn: ({ signal }) => getJson<Finding>(`findings/${encodeURIComponent(id)}`, {}, signal),
    enabled,
  })
}

export function useQuarantine(source: string | undefined, run: number) {
  return useInfiniteQuery({
    queryKey: [ASKING, 'quarantine', source, run],
    queryFn: ({ pageParam, signal }) =>
      getJson<QuarantineAnswer>('quarantine', { source, limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: QuarantineAnswer) => page.next,
    placeholderData: keepPreviousData,
  })
}
