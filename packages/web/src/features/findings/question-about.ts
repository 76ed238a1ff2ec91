import type { HuntDescription } from '@spoor/model'
import { partyFields } from '../../common/findings/parties.js'
import { changed } from '../../common/query/language.js'

/** A hunt's question, narrowed to one client; unchanged if there is none. */
export function questionAbout(
  { q, subject }: Pick<HuntDescription, 'q' | 'subject'>,
  client: string,
): string {
  if (client === '') return q
  const field = partyFields(subject).client
  return changed(q, { subject, field, value: client }, 'include')
}
