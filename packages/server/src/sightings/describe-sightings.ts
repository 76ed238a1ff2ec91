import type { ClickHouseSettings } from '@clickhouse/client'
import type { Sighting } from '@spoor/model'
import { plainIp } from '../hosts/host-address.js'
import { isoOfMicros, isoOfSqlTime, microsOfSqlTime, type Micros } from '../questions/moment.js'
import { fullPairs, pairKey } from './full-attributes.js'
import { kindOfAttribute, type Kind } from './kinds.js'
import { daysOf } from './learning.js'
import { meetingsOf, type Met } from './meetings.js'
import type { SightingsAsking } from './request.js'
import type { FoundSighting, Wanted } from './sightings-statement.js'
import { valueQuestion } from './value-question.js'
import { whyNew } from './words.js'

const DAY: Micros = 86_400_000_000

/** A sighting as the statements know it. */
export interface Known {
  readonly id: string
  readonly kind: Kind
  readonly attribute: string
  readonly value: string
  readonly inKind: string
  readonly inName: string
  /** The host of a sighting on one host or of a host itself; of others, nobody's address. */
  readonly by: string
  readonly since: string
  readonly start: string
  readonly hash: string
}

/** Adds to the sightings of a page how rare they are, who met them, and why they are listed. */
export async function describeSightings(
  asking: SightingsAsking,
  wanted: Wanted,
  found: readonly FoundSighting[],
  settings: ClickHouseSettings,
): Promise<Sighting[]> {
  const known = found.flatMap(knownOf)
  const { met, totals } = await meetingsOf(asking, wanted, known, settings)
  const whole = known.flatMap((one) => {
    const meetings = met(one)
    const isOfHost = wanted.scope === 'host' || one.kind.attribute === undefined
    const host = isOfHost ? one.by : meetings?.hosts[0]?.host
    return meetings && host !== undefined ? [{ ...one, meetings, host }] : []
  })
  const full = await fullPairs(asking, wanted.narrowed, whole, settings)
  return whole.map((one) =>
    sightingOf(asking, wanted, one, totals(one), full.has(pairKey(one.attribute, one.host))),
  )
}

function knownOf(row: FoundSighting): Known[] {
  const [, , id, attribute, value, inKind, inName, by, since, start, hash] = row
  const kind = kindOfAttribute(attribute)
  return kind ? [{ id, kind, attribute, value, inKind, inName, by, since, start, hash }] : []
}

function sightingOf(
  asking: SightingsAsking,
  { scope, narrowed }: Wanted,
  one: Known & { readonly meetings: Met; readonly host: string },
  hostsTotal: number,
  isFull: boolean,
): Sighting {
  const { kind, value, meetings } = one
  const host = plainIp(one.host)
  const window = learningWindow(microsOfSqlTime(one.start), daysOf(kind, asking.learningDays))
  const since = isoOfSqlTime(one.since)
  const group =
    one.inKind === 'group' || one.inKind === 'network'
      ? { kind: one.inKind as 'group' | 'network', name: one.inName }
      : undefined
  const first = meetings.hosts[0]
  const facts = {
    scope,
    hosts: meetings.count,
    hosts_total: hostsTotal,
    learning: microsOfSqlTime(one.since) < window.end,
    learning_window: window.shown,
    ...(group && { group }),
  }
  const question = valueQuestion(kind, value, host, since, narrowed.asOf)
  return {
    id: one.id,
    kind: kind.kind,
    kind_title: kind.title,
    ...(kind.attribute !== undefined && { attribute: kind.attribute }),
    value,
    host,
    first_seen: since,
    full: isFull,
    ...facts,
    why: whyNew(kind, host, facts, first && { ...first, host: plainIp(first.host) }),
    ...(question && { question }),
    next: meetings.hosts
      .filter((meeting) => meeting.host !== one.host)
      .map((meeting) => ({
        host: plainIp(meeting.host),
        first_seen: isoOfSqlTime(meeting.first),
      })),
  }
}

/** The learning window that begins at a moment. */
export function learningWindow(
  start: Micros,
  days: number,
): { readonly end: Micros; readonly shown: Sighting['learning_window'] } {
  const end = start + days * DAY
  return { end, shown: { since: isoOfMicros(start), until: isoOfMicros(end), days } }
}
