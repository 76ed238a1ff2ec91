import { factAttributes } from '@spoor/model'
import type { Calendar } from '../../organisation/calendar.js'
import { inNetworks } from '../../organisation/in-networks.js'
import type { Organisation } from '../../organisation/organisation.js'
import { Bindings } from '../bindings.js'
import type { Fold } from '../fold.js'
import { isHostAddress } from './addresses.js'
import { inBlocks, type BlockRange } from './blocks.js'
import { NO_PART, partOfDayAndWeek } from './day-part.js'
import { flowObservations } from './flow-observations.js'
import { nameObservations } from './name-observations.js'
import type { Observation } from './observation.js'
import { protocolObservations } from './protocol-observations.js'

/** Characters of a value that are kept. */
export const VALUE_CHARACTERS = 1000

const OBSERVATIONS = [...flowObservations, ...protocolObservations, ...nameObservations]

const WITH_PARTS = new Set(
  factAttributes.filter(({ hasParts }) => hasParts).map(({ name }) => name),
)

/** What facts depend on besides events. */
export interface FactsContext {
  readonly organisation: Organisation
  readonly calendar: Calendar
}

/** Observations that are asked for in one statement, so that several can be made side by side. */
const OBSERVATIONS_PER_STATEMENT = 8

/**
 * The facts of events of some types: (attribute, value, host, source, part, first, last, count).
 * A fact may stand in several rows. No statement if no event of these types says anything of hosts.
 */
export function selectEventFacts(
  range: BlockRange,
  types: ReadonlySet<string>,
  context: FactsContext,
): Fold[] {
  const present = OBSERVATIONS.map((observation) => ({
    ...observation,
    types: observation.types.filter((type) => types.has(type)),
  })).filter((observation) => observation.types.length > 0)
  const count = Math.ceil(present.length / OBSERVATIONS_PER_STATEMENT)
  return Array.from({ length: count }, (_, at) =>
    // The costly ones stand together: every statement gets some of them.
    selectAll(
      present.filter((_observation, place) => place % count === at),
      range,
      context,
    ),
  )
}

function selectAll(
  observations: readonly Observation[],
  range: BlockRange,
  { organisation, calendar }: FactsContext,
): Fold {
  const bindings = new Bindings()
  const part = partOfDayAndWeek('ts', calendar, bindings)
  const isHome = (address: string) => inNetworks(address, organisation.home, bindings)
  const within = inBlocks(range, bindings)
  const selects = observations.map((observation) =>
    selectObserved(observation, { part, isHome, within }),
  )
  const sql = `SELECT fact.1 AS attribute, leftUTF8(fact.2, ${VALUE_CHARACTERS}) AS value, fact.4 AS host, source, fact.3 AS part,
  first, last, count
FROM (
  SELECT arrayJoin(facts) AS fact, source, first, last, count
  FROM (${selects.join('\nUNION ALL\n')})
)
WHERE fact.2 != '' AND ${isHostAddress('host')}`
  return { sql, params: bindings.params }
}

interface Parts {
  readonly part: string
  readonly isHome: (address: string) => string
  readonly within: string
}

/** One observation: few layers and few names, because the engine plans each of them anew. */
function selectObserved(observation: Observation, { part, isHome, within }: Parts): string {
  const { types, where, host, keys, facts } = observation
  const hasParts = facts.some(({ attribute }) => WITH_PARTS.has(attribute))
  const [type = ''] = types
  const grouped = Object.entries({
    // The fewer keys, the faster.
    ...(types.length > 1 && { event_type: 'events.event_type' }),
    ...keys,
    ...(hasParts && { day_part: part }),
  })
  const tuples = facts.map(({ attribute, value, host: own = host }) => {
    const kept = WITH_PARTS.has(attribute) ? 'day_part' : `toUInt8(${NO_PART})`
    return `('${attribute}', ${withHome(value, isHome)}, ${kept}, ifNull(${own}, toIPv6('::')))`
  })
  return `SELECT [${tuples.join(', ')}] AS facts,
  ${types.length > 1 ? 'toString(event_type)' : `'${type}'`} AS source, first, last, count
FROM (
  SELECT ${grouped.map(([name, sql]) => `${sql} AS ${name}`).join(', ')}, min(ts) AS first, max(ts) AS last, count() AS count
  FROM events
  WHERE event_type IN (${types.map((name) => `'${name}'`).join(', ')}) AND ${within} AND ${where}
  GROUP BY ${grouped.map(([name]) => name).join(', ')}
)`
}

/** Writes out `is_home(address)` of a value. */
function withHome(value: string, isHome: (address: string) => string): string {
  return value.replaceAll(/is_home\((\w+)\)/g, (_, address: string) => isHome(address))
}
