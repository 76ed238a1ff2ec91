import type {
  DocumentAnswer,
  Finding,
  FromQuestionRequest,
  HuntDetail,
  HuntFilter,
  OwnHuntRequest,
  PreviewAnswer,
  PreviewRequest,
  RemovedAnswer,
  ReviewRequest,
  Suppression,
  SuppressionRequest,
  TuningRequest,
} from '@spoor/model'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { askAnew } from './ask-anew.js'
import { sendJson } from './client.js'
import { huntPath } from './hunts.js'

/** What people change: every change makes what hangs on it be asked for again. */

function useChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({ mutationFn: change, onSuccess: () => askAnew(client) })
}

const reviewPath = (finding: string) => `findings/${encodeURIComponent(finding)}/review`

/** Says of a finding what it is; null takes it back. */
export function useReview(finding: string) {
  return useChange((review: ReviewRequest | null) =>
    review === null
      ? sendJson<Finding>('DELETE', reviewPath(finding))
      : sendJson<Finding>('PUT', reviewPath(finding), review),
  )
}

export function useSuppress() {
  return useChange((request: SuppressionRequest) =>
    sendJson<Suppression>('POST', 'suppressions', request),
  )
}

export function useEndSuppression() {
  return useChange((id: string) =>
    sendJson<Suppression>('DELETE', `suppressions/${encodeURIComponent(id)}`),
  )
}

/** Tunes a hunt; null is back to what the hunt says itself. */
export function useTune(hunt: string) {
  return useChange((tuning: TuningRequest | null) =>
    tuning === null
      ? sendJson<HuntDetail>('DELETE', `${huntPath(hunt)}/tuning`)
      : sendJson<HuntDetail>('PUT', `${huntPath(hunt)}/tuning`, tuning),
  )
}

/** Saves an own hunt: a new one, or the one with this id. */
export function useSaveHunt(id: string | undefined) {
  return useChange((request: OwnHuntRequest) =>
    id === undefined
      ? sendJson<HuntDetail>('POST', 'hunts', request)
      : sendJson<HuntDetail>('PUT', huntPath(id), request),
  )
}

/** Deletes an own hunt. */
export function useRemoveHunt() {
  return useChange((id: string) => sendJson<RemovedAnswer>('DELETE', huntPath(id)))
}

export function useSaveFilter() {
  return useChange((text: string) => sendJson<HuntFilter>('POST', 'hunt-filters', { text }))
}

export function useRemoveFilter() {
  return useChange((id: string) =>
    sendJson<RemovedAnswer>('DELETE', `hunt-filters/${encodeURIComponent(id)}`),
  )
}

/** What a hunt would find; nothing is kept of it. */
export function usePreview() {
  return useMutation({
    mutationFn: (request: PreviewRequest) =>
      sendJson<PreviewAnswer>('POST', 'hunts/preview', request),
  })
}

/** The text of a hunt that asks a question; nothing is saved. */
export function useWriteHunt() {
  return useMutation({
    mutationFn: (request: FromQuestionRequest) =>
      sendJson<DocumentAnswer>('POST', 'hunts/from-question', request),
  })
}
