import { fieldsOf, findField, type QuerySubject } from '@spoor/model'
import type { View } from '../url/search-state.js'
import type { PagePath } from '../url/use-view.js'
import { renameFields } from './language.js'

/** What the question of a page is asked of; undefined if the page answers none. */
export function pageSubject(page: string): QuerySubject | undefined {
  switch (page) {
    case '/explorer':
      return 'events'
    case '/transfers':
      return 'transfers'
    case '/sessions':
      return 'sessions'
    case '/hosts':
      return 'hosts'
    default:
      return undefined
  }
}

/** The page that answers questions of a subject. */
export function pageOf(subject: QuerySubject): PagePath {
  switch (subject) {
    case 'events':
      return '/explorer'
    case 'transfers':
      return '/transfers'
    case 'sessions':
      return '/sessions'
    case 'hosts':
      return '/hosts'
  }
}

/**
 * The name under which one subject knows a field of another, by the dictionary's aliases:
 * `client.ip` of a transfer is `source.ip` of an event. Unchanged if there is none.
 */
export function fieldFor(name: string, from: QuerySubject, to: QuerySubject): string {
  if (from === to) return name
  const same = findField(to, name)
  if (same !== undefined) return same.name
  const field = findField(from, name)
  if (field === undefined) return name
  const known = field.aliases?.find((alias) => findField(to, alias) !== undefined)
  if (known !== undefined) return findField(to, known)?.name ?? known
  const reverse = fieldsOf(to).find((other) => other.aliases?.includes(field.name))
  return reverse?.name ?? name
}

/** Rewrites the question for the page that it goes to. */
export function translateView(
  view: View,
  from: QuerySubject | undefined,
  to: QuerySubject | undefined,
): View {
  if (view.q === undefined || from === undefined || to === undefined || from === to) return view
  return { ...view, q: renameFields(view.q, from, (name) => fieldFor(name, from, to)) }
}
