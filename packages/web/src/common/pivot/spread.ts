import { factAttributes, findField, findHostAttribute, type Field } from '@spoor/model'
import type { Pivot } from './pivot-context.js'

/** What a value is called where it is asked who else had it, and in words. */
export interface SpreadLead {
  readonly of: string
  readonly label: string
}

/** Entities of which it is worth to know who else had one. */
const TOLD: ReadonlySet<string> = new Set(['fingerprint', 'software', 'domain'])

/** Under which one name a thing is met in several attributes: a file's hash is sent and received. */
function commonName({ name, entity }: Field): string | undefined {
  switch (entity) {
    case 'hash':
      return name.startsWith('file.hash.') ? 'hash' : undefined
    case 'file':
      return name === 'file.path' ? undefined : 'file'
    case 'user':
      return 'user'
    case 'domain':
      return 'domain'
    case 'ip':
      return name === 'destination.ip' || name === 'server.ip' ? 'server' : undefined
    default:
      return name === 'client.software' ? 'software' : undefined
  }
}

const WHO = 'Who else had it'

/** Where it can be asked who else had a value: one question, or one for each way to have had it. */
export function spreadLeads({ subject, field, value }: Pivot): SpreadLead[] {
  if (value === undefined || value === '' || value.length > 1_000) return []
  const known = findField(subject, field)
  if (known === undefined) return []
  if (subject === 'hosts') {
    const attribute = findHostAttribute(known.name.replace(/^host\./, ''))
    return attribute?.kind === 'values' ? [{ of: attribute.name, label: WHO }] : []
  }
  const common = commonName(known)
  if (common !== undefined) {
    return [{ of: common, label: common === 'server' ? 'Who else used this server' : WHO }]
  }
  if (known.entity === undefined || !TOLD.has(known.entity)) return []
  const attributes = factAttributes.filter(({ pivot }) => pivot?.field === known.name)
  return attributes.map(({ name }) => ({
    of: name,
    label: attributes.length === 1 ? WHO : `${WHO}: ${name}`,
  }))
}
