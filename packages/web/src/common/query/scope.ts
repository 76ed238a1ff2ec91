import type { QuerySubject } from '@spoor/model'
import { condition, queryOf } from './language.js'

/**
 * A question narrowed to a network of the organisation. A question with mistakes stays as it is, so
 * that they are shown at their places.
 */
export function scopedQuestion(
  q: string | undefined,
  network: string | undefined,
  subject: QuerySubject,
): string | undefined {
  if (network === undefined) return q
  const scope = condition('network', network)
  const query = queryOf(q ?? '', subject)
  if (query === undefined) return q
  switch (query.kind) {
    case 'all':
      return scope
    case 'or':
      return `(${q}) and ${scope}`
    default:
      return `${q} and ${scope}`
  }
}
