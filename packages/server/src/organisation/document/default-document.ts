import type { NetworkNode, OrganisationDocument } from '@spoor/model'
import { DEFAULT_CALENDAR, writtenCalendar, type Calendar } from '../calendar.js'
import { prefixText, readPrefix } from '../prefix.js'
import { USUAL_LISTS, type SavedLists } from '../saved-lists.js'

/**
 * What holds until an organisation is saved, as a document to begin with: home, calendar and lists of
 * the configuration.
 */
export function defaultDocument({
  home,
  calendar = DEFAULT_CALENDAR,
  lists = new Map(),
}: {
  readonly home: readonly string[]
  readonly calendar?: Calendar
  readonly lists?: SavedLists
}): OrganisationDocument {
  const usual = USUAL_LISTS.filter((name) => !lists.has(name)).map((name) => ({ name, values: [] }))
  const configured = [...lists].filter(([name]) => name !== 'home')
  return {
    networks: [root('Home', home), root('Internet', [])],
    host_groups: [],
    user_groups: [],
    roles: [],
    sites: [{ name: 'Main', default: true, ...writtenCalendar(calendar) }],
    lists: [...configured.map(([name, values]) => ({ name, values: [...values] })), ...usual],
  }
}

function root(label: string, networks: readonly string[]): NetworkNode {
  const texts = networks.map((text) => prefixText(readPrefix(text.trim())))
  return { label, networks: [...new Set(texts)], children: [] }
}
