import { allOf, anyOf, findField } from '@spoor/model'
import type { Query, QuerySubject } from '@spoor/model'

/**
 * A query that holds wherever another one does, and is cheaper to ask of many rows: where tests that
 * must hold together name a port or a value that few rows have, searches in texts can wait for these
 * rows. The query itself where there is no such test.
 */
export function gateOf(query: Query, subject: QuerySubject): Query {
  switch (query.kind) {
    case 'and': {
      const parts = query.items.map((item) => gateOf(item, subject))
      if (!parts.some((part) => isTelling(part, subject))) return query
      return allOf(parts.filter((part) => isCheap(part, subject)))
    }
    case 'or':
      return anyOf(query.items.map((item) => gateOf(item, subject)))
    default:
      return query
  }
}

/** Whether few rows meet it: a number, or a value of a field that has many. */
function isTelling(query: Query, subject: QuerySubject): boolean {
  if (query.kind === 'or') return query.items.every((item) => isTelling(item, subject))
  if (query.kind !== 'field' || query.test.op !== 'equals' || query.test.value === '') return false
  const field = findField(subject, query.field)
  if (field?.lookup) return false
  return field?.kind === 'integer' || (field?.type === 'String' && field.kind === 'keyword')
}

/** Whether it takes no search in a text. */
function isCheap(query: Query, subject: QuerySubject): boolean {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.items.every((item) => isCheap(item, subject))
    case 'not':
      return isCheap(query.item, subject)
    case 'field':
      return (
        isOwnField(subject, query.field) && !['wildcard', 'regex', 'same'].includes(query.test.op)
      )
    default:
      return false
  }
}

function isOwnField(subject: QuerySubject, name: string): boolean {
  const field = findField(subject, name)
  return field !== undefined && field.lookup === undefined
}
