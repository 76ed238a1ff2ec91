import type { Query, Subject } from '@spoor/model'
import { joinParts, opposite } from './part.js'
import type { Part } from './part.js'
import { fieldPart } from './field-part.js'
import { wordPart } from './word-part.js'

/**
 * A question as parts of a rule, without what is suspended; undefined if all of it is.
 * @throws SigmaWriteError for a part that a rule cannot ask
 */
export function partOf(query: Query, subject: Subject): Part | undefined {
  switch (query.kind) {
    case 'all':
      return { kind: 'everything' }
    case 'suspended':
      return undefined
    case 'not': {
      const part = partOf(query.item, subject)
      return part && opposite(part)
    }
    case 'and':
    case 'or': {
      const parts = query.items.flatMap((item) => partOf(item, subject) ?? [])
      return parts.length === 0 ? undefined : joinParts(query.kind, parts)
    }
    case 'field':
      return fieldPart(query, subject)
    case 'word':
      return wordPart(query, subject)
  }
}
