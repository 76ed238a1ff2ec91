import type { OrganisationProblem } from '@spoor/model'

export type OrganisationRefusalCode = 'ORGANISATION_INVALID' | 'NOT_FOUND' | 'CHANGED_MEANWHILE'

/** A change of the organisation that cannot be made; the message says what to do instead. */
export class OrganisationRefusal extends Error {
  override readonly name = 'OrganisationRefusal'
  constructor(
    readonly code: OrganisationRefusalCode,
    message: string,
    /** Mistakes in a document, if that is why. */
    readonly problems: readonly OrganisationProblem[] = [],
  ) {
    super(message)
  }
}
