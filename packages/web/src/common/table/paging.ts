import type { UseInfiniteQueryResult } from '@tanstack/react-query'

/** What a table that grows page by page needs to know of its pages. */
export interface Paging {
  readonly hasMore: boolean
  readonly loadingMore: boolean
  readonly loadFailed: boolean
  /** The rows are those of the question before. */
  readonly stale: boolean
  loadMore(): void
}

/** The state of an answer in pages, as a table takes it. A page that is on its way is not asked for anew. */
export function pagingOf(answer: UseInfiniteQueryResult): Paging {
  return {
    hasMore: answer.hasNextPage,
    loadingMore: answer.isFetchingNextPage,
    loadFailed: answer.isFetchNextPageError,
    stale: answer.isPlaceholderData,
    loadMore: () => void answer.fetchNextPage({ cancelRefetch: false }),
  }
}
