import type { HostRisk, Level, RiskKind, RiskPart } from '@spoor/model'
import type { ClickHouseSettings } from '@clickhouse/client'
import { isoOfSqlTime } from '../../questions/moment.js'
import { findKind } from '../../sightings/kinds.js'
import { attributeQuestion } from '../attribute-question.js'
import { plainIp } from '../host-address.js'
import { findProperty } from './properties.js'
import { whatOf, type HuntTitles, type NamedPart } from './words.js'
import { riskParts, tenths, type RiskAsking, type RiskScope } from './statement.js'

interface PartRow {
  readonly host: string
  readonly kind: RiskKind
  readonly id: string
  readonly level: Level | ''
  readonly things: string
  readonly confirmed: string
  readonly as_server: string
  readonly hundredths: string
  readonly named: string[]
  readonly last_seen: string
  readonly first_met: string
  readonly subject: 'events' | 'sessions' | 'transfers' | ''
  readonly q: string
  readonly from: string
  readonly to: string
}

const KINDS: readonly RiskKind[] = ['finding', 'sighting', 'property']

/**
 * The risk of hosts with every part of it, by address as people write it. Hosts without risk are not
 * among them.
 * @throws StoreError
 */
export async function risksOf(
  asking: RiskAsking,
  scope: RiskScope,
  settings: ClickHouseSettings = {},
): Promise<Map<string, HostRisk>> {
  const { sql, params } = await riskParts(asking, scope)
  const rows = await asking.store.rows<PartRow>(
    `SELECT *, toString(seen) AS last_seen, toString(met) AS first_met FROM (${sql}) WHERE intDiv(hundredths + 5, 10) > 0`,
    { params: { ...params }, settings },
  )
  const titles = await titlesOf(asking)
  const parts = new Map<string, RiskPart[]>()
  for (const row of rows) {
    const host = plainIp(row.host)
    const known = parts.get(host) ?? []
    parts.set(host, known)
    known.push(partOf(row, host, asking, titles))
  }
  return new Map([...parts].map(([host, all]) => [host, riskFrom(all, asking)]))
}

/** The risk of one host. @throws StoreError */
export async function riskOf(
  asking: RiskAsking,
  host: { readonly text: string; readonly key: string },
  asOf?: number,
  settings: ClickHouseSettings = {},
): Promise<HostRisk> {
  const risks = await risksOf(asking, { hosts: [host.key], asOf }, settings)
  return risks.get(host.text) ?? riskFrom([], asking)
}

/** A part of the risk as it is kept with the host: just what its words need. */
export type KeptRiskPart = Omit<NamedPart, 'things'> & { readonly things: number | string }

/** The words of parts of the risk that are kept with hosts. */
export async function keptReasons(
  asking: RiskAsking,
): Promise<(parts: readonly KeptRiskPart[]) => string[]> {
  const titles = await titlesOf(asking)
  return (parts) => parts.map((part) => whatOf({ ...part, things: Number(part.things) }, titles))
}

async function titlesOf(asking: RiskAsking): Promise<HuntTitles> {
  return (await asking.decisions?.())?.hunts ?? new Map()
}

function riskFrom(parts: readonly RiskPart[], { risk }: RiskAsking): HostRisk {
  const caps: Readonly<Record<RiskKind, number>> = {
    finding: risk.findings.cap,
    sighting: risk.sightings.cap,
    property: risk.properties.cap,
  }
  const kinds = KINDS.map((kind) => {
    const sum = parts
      .filter((part) => part.kind === kind)
      .reduce((total, { points }) => total + tenths(points), 0)
    const points = Math.min(sum, tenths(caps[kind]))
    return { kind, sum: sum / 10, cap: caps[kind], points: points / 10 }
  })
  const total = kinds.reduce((sum, { points }) => sum + tenths(points), 0)
  return {
    score: Math.min(100, Math.floor((total + 5) / 10)),
    kinds,
    parts: parts.toSorted((a, b) => b.points - a.points || (a.id < b.id ? -1 : 1)),
    half_life_days: risk.halfLifeDays,
  }
}

function partOf(row: PartRow, host: string, asking: RiskAsking, hunts: HuntTitles): RiskPart {
  const { kind, id, named } = row
  const things = Number(row.things)
  const [value = ''] = named
  const shared = {
    kind,
    id,
    what: whatOf({ kind, id, level: row.level, things, value }, hunts),
    count: things,
    points: Math.floor((Number(row.hundredths) + 5) / 10) / 10,
    findings: kind === 'finding' ? named : [],
    values: kind === 'finding' ? [] : named,
    last_seen: isoOfSqlTime(row.last_seen),
  }
  switch (kind) {
    case 'finding':
      return { ...shared, ...findingPart(row, things, asking) }
    case 'sighting':
      return { ...shared, ...sightingPart(row, things, asking, host) }
    case 'property':
      return { ...shared, ...propertyPart(row, asking, host) }
  }
}

type Own = Pick<RiskPart, 'weight' | 'why' | 'show' | 'level'>

function findingPart(row: PartRow, things: number, { risk }: RiskAsking): Own {
  const { weights, confirmed, serverShare, repeats } = risk.findings
  const level: Level = row.level === '' ? 'informational' : row.level
  const of = (count: number) => (count === things ? 'all' : `${count} of them`)
  return {
    level,
    weight: weights[level],
    why: sentence([
      `${weights[level]} points each`,
      things > repeats && `the ${repeats} that count most add up`,
      Number(row.confirmed) > 0 &&
        `${of(Number(row.confirmed))} confirmed: ${confirmed} times as much`,
      Number(row.as_server) > 0 &&
        `${of(Number(row.as_server))} as the server: ${serverShare} of it`,
      halving(risk.halfLifeDays),
    ]),
    ...(row.subject !== '' && {
      show: {
        subject: row.subject,
        q: row.q,
        from: isoOfSqlTime(row.from),
        to: isoOfSqlTime(row.to),
      },
    }),
  }
}

function sightingPart(row: PartRow, things: number, { risk }: RiskAsking, host: string): Own {
  const { weights, repeats, days } = risk.sightings
  const found = findKind(row.id)
  const [value = ''] = row.named
  const weight = weights[row.id] ?? 0
  const show =
    found?.attribute && attributeQuestion(found.attribute, value, host, isoOfSqlTime(row.first_met))
  return {
    weight,
    why: sentence([
      `${weight} points each for ${days} days`,
      things > repeats && `the ${repeats} that count most add up`,
      halving(risk.halfLifeDays),
    ]),
    ...(show && { show }),
  }
}

function propertyPart(row: PartRow, { risk }: RiskAsking, host: string): Own {
  const property = findProperty(row.id)
  const weight = risk.properties.weights[row.id] ?? 0
  const [value = ''] = row.named
  return {
    weight,
    why: sentence([
      `${weight} points once, until ${risk.properties.days} days after it was last seen`,
    ]),
    ...(property && { show: property.show(host, value) }),
  }
}

function halving(days: number): string {
  return `half as much every ${days} days`
}

function sentence(parts: readonly (string | false)[]): string {
  return `${parts.filter((part) => part !== false).join('; ')}.`
}
