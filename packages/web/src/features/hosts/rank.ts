import type { HostsSort } from '@spoor/model'

/** By which column hosts come, and which end first. */
export interface Rank {
  readonly sort: HostsSort
  readonly order: 'ascending' | 'descending'
}

const SORTS: ReadonlySet<string> = new Set<HostsSort>([
  'risk',
  'last_seen',
  'first_seen',
  'ip',
  'events',
  'flows',
  'days',
  'bytes_out',
  'bytes_in',
  'outside_bytes_out',
  'outside_bytes_in',
  'alerts',
])

function isSort(name: string): name is HostsSort {
  return SORTS.has(name)
}

/** The gravest first, unless the URL says otherwise. */
export function rankOf(text: string | undefined): Rank {
  const order = text?.startsWith('-') ? 'ascending' : 'descending'
  const sort = text?.replace(/^-/, '') ?? ''
  return isSort(sort) ? { sort, order } : { sort: 'risk', order: 'descending' }
}

/** What the URL says of a rank; undefined for the usual one. */
export function rankText({ sort, order }: Rank): string | undefined {
  if (sort === 'risk' && order === 'descending') return undefined
  return order === 'descending' ? sort : `-${sort}`
}

/** The rank after the header of a column was pressed: addresses begin with the least, else the most. */
export function nextRank({ sort, order }: Rank, pressed: HostsSort): Rank {
  if (sort === pressed) {
    return { sort, order: order === 'descending' ? 'ascending' : 'descending' }
  }
  return { sort: pressed, order: pressed === 'ip' ? 'ascending' : 'descending' }
}
