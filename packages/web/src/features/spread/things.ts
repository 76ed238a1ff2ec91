import { factAttributes } from '@spoor/model'
import { byGroup } from '../../common/sightings/by-group.js'

/** What people call things; each stands for all attributes in which hosts meet one. */
export const THINGS: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'hash', label: 'File hash' },
  { value: 'file', label: 'File name' },
  { value: 'user', label: 'User' },
  { value: 'server', label: 'Server address' },
  { value: 'domain', label: 'Domain' },
  { value: 'sni', label: 'TLS server name (SNI)' },
  { value: 'software', label: 'Client software' },
]

/** All that can be asked for, in groups; one that is not among them is put first. */
export function choicesFor(of: string) {
  const groups = [
    { group: 'Things', items: [...THINGS] },
    ...byGroup(factAttributes).map(([group, attributes]) => ({
      group: `Attributes: ${group}`,
      items: attributes.map(({ name }) => ({ value: name, label: name })),
    })),
  ]
  const known = groups.some(({ items }) => items.some(({ value }) => value === of))
  return known ? groups : [{ group: 'Asked for', items: [{ value: of, label: of }] }, ...groups]
}

/** How a host met a value, in words: `file sent`. */
export function attributeWords(attribute: string): string {
  return attribute.replaceAll('_', ' ')
}
