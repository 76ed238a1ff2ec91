import type { QueryProblem } from '@spoor/model'

/** Why a question cannot be answered. The person who asked can do something about each of them. */
export type QuestionErrorCode =
  | 'QUERY_INVALID'
  | 'TIME_INVALID'
  | 'RANGE_INVALID'
  | 'ADDRESS_INVALID'
  | 'KIND_UNKNOWN'
  | 'FIELD_UNKNOWN'
  | 'FIELD_UNFIT'
  | 'CURSOR_INVALID'
  | 'NOT_FOUND'
  | 'TOO_SLOW'
  | 'TOO_LARGE'

/** A question that cannot be answered as it was put; the message says what to do instead. */
export class QuestionError extends Error {
  override readonly name = 'QuestionError'
  constructor(
    readonly code: QuestionErrorCode,
    message: string,
    /** Mistakes in the text of the question, with their places. */
    readonly problems: readonly QueryProblem[] = [],
  ) {
    super(message)
  }
}
