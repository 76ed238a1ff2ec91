import { findField, parseAddress, type QuerySubject } from '@spoor/model'
import { condition } from '../query/language.js'
import type { Pivot } from './pivot-context.js'

/** A question on another page that a value leads to. */
export interface Target {
  readonly label: string
  readonly subject: QuerySubject
  readonly q: string
}

const either = (...conditions: string[]) => conditions.join(' or ')

/** Where else a value leads, by the kind of thing that it names. */
export function targetsOf({ subject, field, value }: Pivot): Target[] {
  if (value === undefined) return []
  switch (findField(subject, field)?.entity) {
    case 'ip':
      return [
        {
          label: 'Transfers with it as client',
          subject: 'transfers',
          q: condition('client.ip', value),
        },
        {
          label: 'Transfers with it as server',
          subject: 'transfers',
          q: condition('server.ip', value),
        },
        {
          label: 'Sessions of it',
          subject: 'sessions',
          q: either(condition('client.ip', value), condition('server.ip', value)),
        },
        {
          label: 'Events of it',
          subject: 'events',
          q: either(condition('source.ip', value), condition('destination.ip', value)),
        },
      ]
    case 'user':
      return [
        { label: 'Transfers by this user', subject: 'transfers', q: condition('user.name', value) },
        { label: 'Sessions of this user', subject: 'sessions', q: condition('user.name', value) },
      ]
    case 'file':
      return [
        {
          label: 'Transfers of this file',
          subject: 'transfers',
          q: condition(fileField(field), value),
        },
        { label: 'Events of this file', subject: 'events', q: condition('file.name', value) },
      ]
    case 'hash':
      if (subject === 'hosts') return hashTargets(value)
      return fileHash(field)
        ? [
            {
              label: 'Transfers of this content',
              subject: 'transfers',
              q: condition(field, value),
            },
            { label: 'Events of this content', subject: 'events', q: condition(field, value) },
          ]
        : [{ label: 'Sessions with it', subject: 'sessions', q: condition(field, value) }]
    case 'software':
      return [
        {
          label: 'Sessions with this software',
          subject: 'sessions',
          q: either(condition('client.software', value), condition('server.software', value)),
        },
      ]
    case 'session':
      return field.startsWith('network.community_id')
        ? [{ label: 'Events of this connection', subject: 'events', q: condition(field, value) }]
        : flowTargets(field, value)
    default:
      return []
  }
}

/** What a value is called where its trail is asked for; undefined if it has none. */
export function trailEntityOf({ subject, field, value }: Pivot): string | undefined {
  if (value === undefined || value === '') return undefined
  const known = findField(subject, field)
  switch (known?.entity) {
    case 'ip':
      return value
    case 'user':
      return `user:${value}`
    case 'file':
      return known.name === 'file.name' ? `file:${value}` : undefined
    case 'hash':
      return known.name.startsWith('file.hash.') ? value : undefined
    default:
      return undefined
  }
}

/** The address whose host can be opened; undefined if the value is none. */
export function hostOf({ subject, field, value }: Pivot): string | undefined {
  if (value === undefined || parseAddress(value) === undefined) return undefined
  return findField(subject, field)?.entity === 'ip' ? value : undefined
}

function fileField(field: string): string {
  return field === 'file.path' ? 'file.path' : 'file.name'
}

function fileHash(field: string): boolean {
  return field === 'file.hash.md5' || field === 'file.hash.sha256'
}

/** A host's hash is of either kind: its length says which. */
function hashTargets(value: string): Target[] {
  const q = condition(value.length === 32 ? 'file.hash.md5' : 'file.hash.sha256', value)
  return [
    { label: 'Transfers of this content', subject: 'transfers', q },
    { label: 'Events of this content', subject: 'events', q },
  ]
}

function flowTargets(field: string, value: string): Target[] {
  if (field === 'session.id') {
    return [
      { label: 'Session', subject: 'sessions', q: condition(field, value) },
      { label: 'Transfers of this session', subject: 'transfers', q: condition(field, value) },
    ]
  }
  return [
    {
      label: 'Events of this flow and its data connections',
      subject: 'events',
      q: either(condition('flow.id', value), condition('flow.parent_id', value)),
    },
  ]
}
