import type { Level } from '@spoor/model'
import { KINDS } from '../../sightings/index.js'
import type { TestFact } from '../../testing/facts.testing.js'
import { PROPERTIES } from './properties.js'
import type { RiskRules } from './rules.js'

/** The risk of hosts worked out by plain loops, to hold the statements against. */

export interface SlowFinding {
  readonly id: string
  readonly hunt: string
  readonly level: Level
  readonly client: string
  readonly server: string
  readonly entity: string
  /** ISO 8601. */
  readonly seen: string
  readonly verdict?: 'confirmed' | 'dismissed'
  readonly isSuppressed?: boolean
}

export interface SlowWorld {
  readonly facts: readonly Required<
    Pick<TestFact, 'attribute' | 'value' | 'host' | 'first' | 'last'>
  >[]
  readonly findings: readonly SlowFinding[]
  readonly rules: RiskRules
  /** Milliseconds. */
  readonly start: number
  readonly at: number
  isHome(host: string): boolean
}

const DAY = 86_400_000

/** Scores above 0 by host. */
export function slowRisks(world: SlowWorld): Map<string, number> {
  const { rules } = world
  const parts = [...findingParts(world), ...sightingParts(world), ...propertyParts(world)]
  const hosts = new Set(parts.map(({ host }) => host))
  const caps = [rules.findings.cap, rules.sightings.cap, rules.properties.cap]
  const scores = [...hosts].map((host): [string, number] => {
    const kinds = caps.map((cap, kind) => {
      const sum = parts
        .filter((part) => part.host === host && part.kind === kind)
        .reduce((total, { hundredths }) => total + Math.floor((hundredths + 5) / 10), 0)
      return Math.min(Math.round(cap * 10), sum)
    })
    const tenths = kinds.reduce((total, kind) => total + kind, 0)
    return [host, Math.min(100, Math.floor((tenths + 5) / 10))]
  })
  return new Map(scores.filter(([, score]) => score > 0))
}

interface SlowPart {
  readonly host: string
  readonly kind: number
  readonly hundredths: number
}

function aged(weight: number, seen: string, { at, rules }: SlowWorld): number {
  const seconds = Math.max(0, Math.floor(at / 1000) - Math.floor(Date.parse(seen) / 1000))
  return Math.round(100 * weight * 2 ** (-(seconds / 86_400) / rules.halfLifeDays))
}

/** Groups of items with the same key, each with its first item apart. */
function grouped<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): { readonly first: T; readonly all: T[] }[] {
  const groups = new Map<string, { first: T; all: T[] }>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.all.push(item)
    else groups.set(keyOf(item), { first: item, all: [item] })
  }
  return [...groups.values()]
}

function topOf(points: readonly number[], repeats: number): number {
  return points
    .toSorted((a, b) => b - a)
    .slice(0, repeats)
    .reduce((sum, each) => sum + each, 0)
}

function findingParts(world: SlowWorld): SlowPart[] {
  const { rules, at } = world
  const sides = world.findings
    .filter(({ seen, verdict, isSuppressed }) => {
      const time = Date.parse(seen)
      return !isSuppressed && verdict !== 'dismissed' && time <= at && time >= at - 140 * DAY
    })
    .flatMap((finding) => {
      const { client, server, entity } = finding
      if (client === '' && server === '') {
        return /^[\d.]+$/.test(entity) ? [{ ...finding, host: entity, share: 1 }] : []
      }
      return [
        ...(client === '' ? [] : [{ ...finding, host: client, share: 1 }]),
        ...(server === '' || server === client
          ? []
          : [{ ...finding, host: server, share: rules.findings.serverShare }]),
      ]
    })
  const groups = grouped(sides, ({ host, hunt, level }) => `${host} ${hunt} ${level}`)
  return groups.map(({ first, all }) => {
    const points = all.map(({ level, verdict, share, seen }) =>
      aged(
        rules.findings.weights[level] *
          (verdict === 'confirmed' ? rules.findings.confirmed : 1) *
          share,
        seen,
        world,
      ),
    )
    return { host: first.host, kind: 0, hundredths: topOf(points, rules.findings.repeats) }
  })
}

function sightingParts(world: SlowWorld): SlowPart[] {
  const { rules, at, start } = world
  const met = KINDS.flatMap(({ kind, attribute, learningDays }) => {
    const weight = rules.sightings.weights[kind] ?? 0
    const facts = world.facts.filter((fact) => fact.attribute === attribute && fact.value !== '')
    const known = facts.filter(({ host, first }) => world.isHome(host) && Date.parse(first) <= at)
    return grouped(known, ({ value }) => value).flatMap(({ first, all }) => {
      const earliest = all.reduce((best, fact) => (isBefore(fact, best) ? fact : best), first)
      const since = Date.parse(earliest.first)
      const isNew = since >= at - rules.sightings.days * DAY && since >= start + learningDays * DAY
      return isNew
        ? [{ host: earliest.host, kind, points: aged(weight, earliest.first, world) }]
        : []
    })
  })
  return grouped(met, ({ host, kind }) => `${host} ${kind}`).map(({ first, all }) => ({
    host: first.host,
    kind: 1,
    hundredths: topOf(
      all.map(({ points }) => points),
      rules.sightings.repeats,
    ),
  }))
}

type Met = Pick<SlowWorld['facts'][number], 'first' | 'host'>

function isBefore(a: Met, b: Met): boolean {
  const apart = Date.parse(a.first) - Date.parse(b.first)
  return apart < 0 || (apart === 0 && numberOf(a.host) < numberOf(b.host))
}

function propertyParts(world: SlowWorld): SlowPart[] {
  const { rules, at } = world
  return PROPERTIES.flatMap(({ id, attribute, values }) => {
    const hosts = world.facts
      .filter(
        (fact) =>
          fact.attribute === attribute &&
          fact.value !== '' &&
          (values === undefined || values.includes(fact.value.toLowerCase())) &&
          Date.parse(fact.first) <= at &&
          Date.parse(fact.last) >= at - rules.properties.days * DAY,
      )
      .map(({ host }) => host)
    const hundredths = Math.round((rules.properties.weights[id] ?? 0) * 100)
    return [...new Set(hosts)].map((host) => ({ host, kind: 2, hundredths }))
  })
}

function numberOf(host: string): number {
  return host.split('.').reduce((number, part) => number * 256 + Number(part), 0)
}
