import type { SigmaProblem } from '../../sigma/document.js'

/** Why a change to hunts is refused. Whoever asked for it can do something about each of them. */
export type TuningErrorCode =
  | 'HUNT_INVALID'
  | 'TUNING_INVALID'
  | 'NOT_FOUND'
  | 'NAME_TAKEN'
  | 'CHANGED_MEANWHILE'
  | 'TOO_MANY'
  | 'BUSY'

/** A change that cannot be made as it was asked for; the message says what to do instead. */
export class TuningError extends Error {
  override readonly name = 'TuningError'
  constructor(
    readonly code: TuningErrorCode,
    message: string,
    /** Mistakes in the text of a document, with their lines. */
    readonly problems: readonly SigmaProblem[] = [],
  ) {
    super(message)
  }
}

export function noHunt(id: string): TuningError {
  return new TuningError('NOT_FOUND', `There is no hunt ${JSON.stringify(id.slice(0, 80))}.`)
}
