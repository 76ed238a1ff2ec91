import type { Outlier, Sighting } from '@spoor/model'
import { partName } from './day-parts.js'
import type { Kind } from './kinds.js'

const numbers = new Intl.NumberFormat('en-US')

function counted(count: number, one: string, many = `${one}s`): string {
  return `${numbers.format(count)} ${count === 1 ? one : many}`
}

type Newness = Pick<
  Sighting,
  'scope' | 'group' | 'hosts' | 'hosts_total' | 'learning' | 'learning_window'
>

/** Why a value is listed as new, in one sentence. */
export function whyNew(
  kind: Kind,
  host: string,
  known: Newness,
  patientZero: { readonly host: string } | undefined,
): string {
  return `${whatIsNew(kind, host, known, patientZero?.host ?? host)}; ${learningWords(known)}.`
}

function whatIsNew(kind: Kind, host: string, known: Newness, first: string): string {
  const { hosts, hosts_total: total, group } = known
  if (kind.attribute === undefined) {
    return `${host} was never seen before; ${counted(total, 'host is', 'hosts are')} known`
  }
  if (known.scope === 'host') {
    const others = hosts - 1
    const elsewhere =
      others === 0
        ? `no other of ${counted(total, 'host')} has it`
        : `${counted(others, 'other')} of ${counted(total, 'host')} ${others === 1 ? 'has' : 'have'} it${first === host ? '' : `, ${first} was the first`}`
    return `New on ${host}, which ${kind.did}; ${elsewhere}`
  }
  const where = group ? ` in the ${group.kind} ${group.name}` : ''
  const since = hosts > 1 ? `, and ${counted(hosts - 1, 'other has', 'others have')} it since` : ''
  return `First of ${counted(total, 'host')}${where}: ${host} ${kind.did}${since}`
}

/** Whether it was seen while values were learnt, and since when they are. */
function learningWords({
  learning,
  learning_window: { since, until, days },
}: Pick<Newness, 'learning' | 'learning_window'>): string {
  if (days === 0) return 'nothing is learnt of this kind'
  const day = since.slice(0, 10)
  return learning
    ? `seen while learning, from ${day} until ${until.slice(0, 10)}`
    : `learning since ${day}, done on ${until.slice(0, 10)}`
}

type Unusual = Pick<
  Outlier,
  'host' | 'part' | 'new_value' | 'usual_parts' | 'learning' | 'learning_window'
>

/** Why a value is listed as an outlier, in one sentence. */
export function whyUnusual(kind: Kind, one: Unusual): string {
  const parts = one.usual_parts.filter(({ value }) => one.new_value || value)
  const usual = parts.map(({ part }) => partName(part)).join(', ')
  const before = one.new_value
    ? `it was never active in this part, only in: ${usual}`
    : `before, it had it only in: ${usual}`
  return `First time that ${one.host} ${kind.did} in the ${partName(one.part.part)}: ${before}; ${learningWords(one)}.`
}
