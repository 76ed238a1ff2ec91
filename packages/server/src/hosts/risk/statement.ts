import { LEVELS } from '../../hunts/levels.js'
import { suppressing, type Decisions } from '../../hunts/tuning/index.js'
import { inNetworks } from '../../organisation/in-networks.js'
import { Params } from '../../query/params.js'
import type { Fragment } from '../../query/fragment.js'
import { microsOfSqlTime, type Micros } from '../../questions/moment.js'
import type { EventStore } from '../../store/event-store.js'
import { KINDS } from '../../sightings/kinds.js'
import { daysOf, type LearningDays } from '../../sightings/learning.js'
import { PROPERTIES } from './properties.js'
import type { RiskRules } from './rules.js'

/** What risk is reckoned with. */
export interface RiskAsking {
  readonly store: EventStore
  readonly now: Date
  /** Networks of the organisation, as CIDR. */
  readonly home: readonly string[]
  readonly learningDays: LearningDays
  readonly risk: RiskRules
  /** What people suppressed and reviewed; nothing if absent. */
  decisions?(): Promise<Decisions>
}

/** Which hosts are meant, and when. */
export interface RiskScope {
  /** In the engine's form; all if absent. */
  readonly hosts?: readonly string[]
  /** Absent: when the last event was, so that old records are not judged as if nothing came since. */
  readonly asOf?: Micros
}

/** After so many half-lives less than a thousandth of the weight is left. */
const MOST_HALF_LIVES = 10
/** Of each part so many findings or values are named. */
const MOST_NAMED = 5
const DAY_MS = 86_400_000

/**
 * SQL of the parts of risk: `host`, `kind`, `id`, `level`, `things`, `confirmed` and `as_server` (how many
 * of these), `hundredths` of a point, `named`, `met` and `seen` (when first and last), and of the newest
 * finding `subject`, `q`, `from`, `to`. Points are whole hundredths, so that every sum of them is exact.
 */
export async function riskParts(asking: RiskAsking, scope: RiskScope): Promise<Fragment> {
  const params = new Params()
  const { start, last } = await boundsOf(asking)
  const builder = new PartsBuilder(
    asking,
    { at: scope.asOf ?? last, start, hosts: scope.hosts },
    params,
  )
  const findings = await builder.findings()
  const parts = [findings.sql, builder.sightings(), builder.properties()]
  return { sql: parts.join('\nUNION ALL\n'), params: { ...findings.params, ...params.values } }
}

/** SQL of `host`, `risk`: the score of every host that has one above 0. */
export async function riskByHost(asking: RiskAsking, scope: RiskScope = {}): Promise<Fragment> {
  const { sql, params } = await riskParts(asking, scope)
  const { findings, sightings, properties } = asking.risk
  const caps = `multiIf(kind = 'finding', ${tenths(findings.cap)}, kind = 'sighting', ${tenths(sightings.cap)}, ${tenths(properties.cap)})`
  return {
    sql: `SELECT host, toUInt8(least(100, intDiv(sum(tenths) + 5, 10))) AS risk FROM (
  SELECT host, kind, least(${caps}, sum(intDiv(hundredths + 5, 10))) AS tenths
  FROM (${sql}) GROUP BY host, kind
) GROUP BY host HAVING risk > 0`,
    params,
  }
}

/** Whole tenths of a point. */
export function tenths(points: number): number {
  return Math.round(points * 10)
}

/** Moments that risk is reckoned from, in microseconds. */
interface Bounds {
  /** When the first event of a host at home was. */
  readonly start: Micros
  /** When the last event was; now if there is none, or if it lies in the future. */
  readonly last: Micros
}

async function boundsOf({ store, home, now }: RiskAsking): Promise<Bounds> {
  const params = new Params()
  const isHome = inNetworks('host', home, binderOf(params))
  const startOn = async (days: string) => {
    const [row] = await store.rows<{ start: string; n: string }>(
      `SELECT toString(min(first)) AS start, count() AS n FROM host_days WHERE ${days} AND ${isHome}`,
      { params: params.values },
    )
    return row && Number(row.n) > 0 ? microsOfSqlTime(row.start) : undefined
  }
  const [all] = await store.rows<{ last: string; day: string; n: string }>(
    `SELECT toString(max(last)) AS last, toString(min(day)) AS day, count() AS n FROM host_days`,
  )
  const moment = now.getTime() * 1000
  if (!all || Number(all.n) === 0) return { start: moment, last: moment }
  // Mostly home is there from the first day on; only else all days are read.
  const start = (await startOn(`day = '${all.day}'`)) ?? (await startOn('1')) ?? moment
  return { start, last: Math.min(microsOfSqlTime(all.last), moment) }
}

function binderOf(params: Params) {
  return { bind: (type: string, value: unknown) => params.bind(type as never, value as never) }
}

class PartsBuilder {
  constructor(
    private readonly asking: RiskAsking,
    private readonly scope: {
      readonly at: Micros
      readonly start: Micros
      readonly hosts?: readonly string[]
    },
    private readonly params: Params,
  ) {}

  async findings(): Promise<Fragment> {
    const { findings: rules, halfLifeDays } = this.asking.risk
    const decisions = await this.asking.decisions?.()
    const suppressor = suppressing(decisions?.suppressions ?? [])
    const oldest = Math.ceil(halfLifeDays * MOST_HALF_LIVES)
    const first = new Date(this.scope.at / 1000 - (oldest + 1) * DAY_MS).toISOString().slice(0, 10)
    const { confirmed, dismissed } = (await decisions?.reviewed({ first })) ?? {
      confirmed: [],
      dismissed: [],
    }
    const isConfirmed = `id IN ${this.params.bind('Array(String)', confirmed)}`
    const levels = this.params.bind('Array(String)', LEVELS)
    const weights = `[${LEVELS.map((level) => `toFloat64(${rules.weights[level]})`).join(', ')}]`
    const weight = `weights[indexOf(${levels}, level)]`
    const sql = `SELECT host, 'finding' AS kind, hunt AS id, level, count() AS things,
  countIf(is_confirmed) AS confirmed, countIf(is_server) AS as_server,
  toUInt64(-arraySum(groupArraySorted(${rules.repeats})(-toInt64(points)))) AS hundredths,
  arrayMap(one -> one.2, groupArraySorted(${MOST_NAMED})((-toInt64(points), finding))) AS named,
  min(first_seen) AS met, max(last_seen) AS seen, argMax(subject, (last_seen, finding)) AS subject,
  argMax(q, (last_seen, finding)) AS q, argMax(toString(first_seen), (last_seen, finding)) AS from,
  argMax(toString(evidence_to), (last_seen, finding)) AS to
FROM (
  SELECT assumeNotNull(side.1) AS host, toString(findings_of.hunt) AS hunt, toString(level) AS level,
    id AS finding, is_confirmed, side.2 AS is_server, last_seen, first_seen, toString(subject) AS subject,
    q, evidence_to, ${this.points(`${weight} * if(is_confirmed, ${rules.confirmed}, 1) * if(is_server, ${rules.serverShare}, 1)`, 'last_seen')} AS points
  FROM (
    SELECT *, ${isConfirmed} AS is_confirmed, ${weights} AS weights,
      arrayJoin(${SIDES}) AS side
    FROM findings FINAL
    WHERE ${suppressor.sql} = 0 AND id NOT IN ${this.params.bind('Array(String)', dismissed)}
      AND first_seen <= ${this.moment} AND last_seen >= ${this.moment} - toIntervalDay(${oldest})
  ) AS findings_of
  WHERE ${this.meant('side.1')}
)
WHERE points > 0
GROUP BY host, hunt, level`
    return { sql, params: suppressor.params }
  }

  /** Values that no host at home had before, first met after their learning window. */
  sightings(): string {
    const { sightings: rules } = this.asking.risk
    const kinds = KINDS.flatMap(({ kind, attribute, ...rest }) => {
      const weight = rules.weights[kind] ?? 0
      return attribute !== undefined && weight > 0
        ? [
            {
              kind,
              attribute,
              weight,
              days: daysOf({ kind, attribute, ...rest }, this.asking.learningDays),
            },
          ]
        : []
    })
    const attributes = this.params.bind(
      'Array(String)',
      kinds.map(({ attribute }) => attribute),
    )
    const of = <T>(values: readonly T[], type: string, none: string) =>
      `transform(toString(attribute), ${attributes}, [${values.map((value) => `${type}(${String(value)})`).join(', ')}], ${none})`
    const weight = of(
      kinds.map((one) => one.weight),
      'toFloat64',
      'toFloat64(0)',
    )
    const days = of(
      kinds.map((one) => one.days),
      'toUInt64',
      'toUInt64(0)',
    )
    const names = this.params.bind(
      'Array(String)',
      kinds.map(({ kind }) => kind),
    )
    const isHome = inNetworks('host', this.asking.home, binderOf(this.params))
    const known = `FROM facts WHERE attribute IN ${attributes} AND value != '' AND first <= ${this.moment}`
    const from = `${this.moment} - toIntervalDay(${rules.days})`
    // Of a few hosts only the values that they met lately are looked up; of all, everything is read once.
    const candidates =
      this.scope.hosts === undefined
        ? '1'
        : `(attribute, value) IN (SELECT attribute, value ${known} AND first >= ${from} AND ${this.meant('host')})`
    const start = `fromUnixTimestamp64Micro(${this.params.bind('Int64', this.scope.start)}, 'UTC')`
    return `SELECT host, 'sighting' AS kind, transform(toString(attribute), ${attributes}, ${names}, '') AS id,
  '' AS level, count() AS things, 0 AS confirmed, 0 AS as_server,
  toUInt64(-arraySum(groupArraySorted(${rules.repeats})(-toInt64(points)))) AS hundredths,
  arrayMap(one -> one.2, groupArraySorted(${MOST_NAMED})((-toInt64(points), value))) AS named,
  min(since) AS met, max(since) AS seen, '' AS subject, '' AS q, '' AS from, '' AS to
FROM (
  SELECT attribute, value, by AS host, since, ${this.points(weight, 'since')} AS points
  FROM (
    SELECT attribute, value, min(first) AS since, argMin(host, (first, host)) AS by
    FROM (SELECT attribute, value, host, first ${known} AND ${isHome} AND ${candidates})
    GROUP BY attribute, value
  )
  WHERE since >= ${from} AND since >= addDays(${start}, ${days}) AND ${this.meant('by')}
)
WHERE points > 0
GROUP BY host, attribute`
  }

  /** What a host is or does, as long as it was seen lately; it counts once, however often it was seen. */
  properties(): string {
    const { properties: rules } = this.asking.risk
    const used = PROPERTIES.filter(({ id }) => (rules.weights[id] ?? 0) > 0)
    const met = used.map(({ id, attribute, values }) => {
      const isOne = values
        ? ` AND lower(value) IN ${this.params.bind('Array(String)', values)}`
        : ''
      return `if(attribute = '${attribute}'${isOne}, ['${id}'], [])`
    })
    const attributes = this.params.bind('Array(String)', [
      ...new Set(used.map(({ attribute }) => attribute)),
    ])
    const ids = this.params.bind(
      'Array(String)',
      used.map(({ id }) => id),
    )
    const weights = used.map(({ id }) => `toUInt64(${Math.round((rules.weights[id] ?? 0) * 100)})`)
    return `SELECT host, 'property' AS kind, property AS id, '' AS level, uniqExact(value) AS things,
  0 AS confirmed, 0 AS as_server,
  any(transform(property, ${ids}, [${weights.length > 0 ? weights.join(', ') : 'toUInt64(0)'}], toUInt64(0))) AS hundredths,
  arraySlice(arraySort(groupUniqArray(1000)(value)), 1, ${MOST_NAMED}) AS named,
  min(first) AS met, max(last) AS seen, '' AS subject, '' AS q, '' AS from, '' AS to
FROM (
  SELECT host, value, first, last, arrayJoin(arrayConcat(${['[]', ...met].join(', ')})) AS property
  FROM facts
  WHERE attribute IN ${attributes} AND value != '' AND first <= ${this.moment}
    AND last >= ${this.moment} - toIntervalDay(${rules.days}) AND ${this.meant('host')}
)
GROUP BY host, property`
  }

  /** The moment at which age is nothing. */
  private get moment(): string {
    return `fromUnixTimestamp64Micro(${this.params.bind('Int64', this.scope.at)}, 'UTC')`
  }

  /** Whole hundredths of a point that are left of a weight after the time since. */
  private points(weight: string, since: string): string {
    const days = `greatest(0, dateDiff('second', ${since}, ${this.moment})) / 86400`
    return `toUInt32(round(100 * (${weight}) * exp2(-(${days}) / ${this.asking.risk.halfLifeDays})))`
  }

  /** Holds for hosts that are meant. */
  private meant(column: string): string {
    const { hosts } = this.scope
    return hosts === undefined
      ? `isNotNull(${column})`
      : `ifNull(${column} IN ${this.params.bind('Array(IPv6)', hosts)}, 0)`
  }
}

/**
 * The hosts of a finding, each once, and whether it is the server: both of its sides, or the address
 * that it is about if it names no side.
 */
const SIDES = `arrayFilter(one -> isNotNull(one.1), [
        (toIPv6OrNull(client), false),
        (if(server = client, NULL, toIPv6OrNull(server)), true),
        (if(client = '' AND server = '', toIPv6OrNull(entity), NULL), false)])`
