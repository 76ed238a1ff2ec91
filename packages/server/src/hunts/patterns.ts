import { findField, printQuery, type Subject } from '@spoor/model'
import type { CompileContext } from '../query/compile.js'
import type { TimeSpan } from '../query/time-span.js'
import { nameFor, rulesBelow, type CorrelationNode } from '../sigma/correlate/correlation-plan.js'
import { runCorrelation } from '../sigma/correlate/correlation-statement.js'
import type { EventStore } from '../store/event-store.js'
import { analyticNamed, runBehaviour } from './behaviours/index.js'
import {
  findingId,
  microseconds,
  nextMillisecond,
  valueTest,
  type Cut,
  type FindingRow,
} from './finding-row.js'
import type { BehaviourHunt, CorrelationHunt, Hunt, PatternHunt } from './hunt.js'
import { metQuestions } from './met-questions.js'
import type { Asked } from './passes.js'
import { recordsIn } from './records.js'
import { compileWhere } from './where.js'

/** Hunts that find patterns: one statement each, and one finding per group and UTC day. */

/** What a pattern was found in. Times are UTC, as the engine writes them. */
interface PatternMatch {
  readonly day: string
  /** What the records have in common. */
  readonly by: readonly { readonly field: string; readonly value: string }[]
  readonly firstAt: string
  readonly lastAt: string
  readonly records: number
  readonly bytes: number | null
  readonly measured: Readonly<Record<string, string>>
  readonly evidence: readonly { readonly subject: Subject; readonly id: string }[]
  /** The question that, asked of the finding's time, shows its records. */
  readonly q: string
}

interface Found {
  readonly findings: FindingRow[]
  readonly cut: Cut[]
}

/**
 * What a correlation or behaviour finds on some whole UTC days.
 * @throws StoreError if the engine fails, or its limits of time and memory do not suffice
 */
export async function patternFindings(
  store: EventStore,
  hunt: PatternHunt,
  days: TimeSpan,
  context: CompileContext,
): Promise<Found> {
  return hunt.kind === 'correlation'
    ? correlationFindings(store, hunt, days, context)
    : behaviourFindings(store, hunt, days, context)
}

const DAY_MS = 86_400_000

/**
 * Of some patterns, those that records of the days can be a match of at all: all others need not be
 * looked for, which is most of them in most networks.
 * @throws StoreError
 */
export async function patternsInReach(
  store: EventStore,
  patterns: readonly PatternHunt[],
  days: TimeSpan,
  context: CompileContext,
): Promise<PatternHunt[]> {
  const reach = Math.max(0, ...patterns.map(reachSeconds)) * 1000
  const range = { from: new Date(days.from.getTime() - reach), to: days.to }
  const questions = patterns.flatMap((hunt) => rulesOf(hunt).map((rule) => ({ hunt, ...rule })))
  const met = await metQuestions(
    store,
    questions,
    (subject, eventType) => recordsIn(subject, range, eventType),
    context,
  )
  return patterns.filter((hunt) => questions.some((one) => one.hunt === hunt && met.has(one)))
}

/** What records must meet to count for a pattern; any of it. */
function rulesOf(hunt: PatternHunt): Asked[] {
  if (hunt.kind === 'behaviour') return [{ subject: hunt.subject, where: hunt.where }]
  return rulesBelow(hunt.plan.root).map(({ subject, query }) => ({
    subject,
    where: printQuery(query),
  }))
}

/** UTC days before a day whose records may change what a hunt finds on the day. */
export function reachDays(hunt: Hunt): number {
  switch (hunt.kind) {
    case 'filter':
      return 1
    case 'correlation':
      return Math.ceil((hunt.plan.reachSeconds * 1000) / DAY_MS)
    case 'behaviour':
      return analyticNamed(hunt.behaviour.analytic).historyDays(hunt.behaviour.settings)
  }
}

/** How far before a day records count that are part of a match of the day. */
function reachSeconds(hunt: PatternHunt): number {
  return hunt.kind === 'correlation' ? hunt.plan.reachSeconds : DAY_MS / 1000
}

async function correlationFindings(
  store: EventStore,
  hunt: CorrelationHunt,
  days: TimeSpan,
  context: CompileContext,
): Promise<Found> {
  const { matches, cut } = await runCorrelation(store, hunt.plan, days, context)
  const { groupBy } = hunt.plan.root.correlation
  return {
    findings: matches.map(({ group, measured, ...match }) => {
      const subject = match.evidence[0]?.subject ?? hunt.subject
      return findingOf(hunt, subject, {
        ...match,
        by: groupBy.map((name, i) => ({
          field: fieldBehind(hunt.plan.root, name),
          value: group[i] ?? '',
        })),
        bytes: null,
        measured: { measured: String(measured), hits: String(match.hits) },
        q: questionOf(hunt.plan.root, subject, groupBy, group),
      })
    }),
    cut: cut.map((one) => ({ ...one, hunt: hunt.id })),
  }
}

/** What a name in `group-by` means for the first rule below a correlation. */
function fieldBehind(node: CorrelationNode, name: string): string {
  const [child] = node.children
  if (child === undefined) return name
  const meant = nameFor(node, child, name)
  return child.kind === 'rule' ? child.rule.fieldName(meant) : fieldBehind(child, meant)
}

/** The records of a group that the rules about a subject are met by. */
function questionOf(
  node: CorrelationNode,
  subject: Subject,
  names: readonly string[],
  values: readonly string[],
): string {
  const parts = node.children.flatMap((child): string[] => {
    const meant = names.map((name) => nameFor(node, child, name))
    if (child.kind === 'correlation') return [questionOf(child, subject, meant, values)]
    const { rule } = child
    if (rule.subject !== subject) return []
    const tests = meant.map((name, i) => valueTest(rule.fieldName(name), values[i] ?? ''))
    return [[...tests, `(${printQuery(rule.query)})`].join(' ')]
  })
  const asked = parts.filter((part) => part !== '')
  return asked.length === 1 ? (asked[0] ?? '') : asked.map((part) => `(${part})`).join(' or ')
}

async function behaviourFindings(
  store: EventStore,
  hunt: BehaviourHunt,
  days: TimeSpan,
  context: CompileContext,
): Promise<Found> {
  const { subject, behaviour, where } = hunt
  const asked = { subject, where: compileWhere(where, subject, context), behaviour }
  const { matches, cut } = await runBehaviour(store, asked, days, context)
  return {
    findings: matches.map(({ by, figures, ...match }) => {
      const tests = behaviour.by.map((field, i) => valueTest(field, by[i] ?? ''))
      return findingOf(hunt, subject, {
        ...match,
        by: behaviour.by.map((field, i) => ({ field, value: by[i] ?? '' })),
        measured: figures,
        q: [...tests, `(${where})`].join(' '),
      })
    }),
    cut: cut.map((one) => ({ ...one, hunt: hunt.id })),
  }
}

function findingOf(hunt: PatternHunt, subject: Subject, match: PatternMatch): FindingRow {
  const { by, records, bytes, measured, firstAt, lastAt } = match
  const seconds = Number(microseconds(lastAt) - microseconds(firstAt)) / 1e6
  const values = by.map(({ value }) => value)
  const party = (names: readonly string[]) =>
    by.find(({ field }) => names.includes(findField(subject, field)?.name ?? field))?.value ?? ''
  const client = party(['client.ip', 'source.ip'])
  const server = party(['server.ip', 'destination.ip'])
  const user = party(['user.name'])
  return {
    id: findingId(hunt.id, [values, match.day]),
    hunt: hunt.id,
    day: match.day,
    level: hunt.level,
    ...entityOf(by, client, server, user),
    client,
    server,
    user,
    why: hunt.sentence({ by: values, records, seconds, bytes, measured }),
    first_seen: firstAt,
    last_seen: lastAt,
    count: records,
    bytes,
    files: [],
    subject,
    q: match.q,
    evidence_to: nextMillisecond(lastAt),
    ids: match.evidence.flatMap((record) => (record.subject === subject ? [record.id] : [])),
  }
}

/** What the finding is about, for people and for other findings about the same. */
function entityOf(
  by: PatternMatch['by'],
  client: string,
  server: string,
  user: string,
): Pick<FindingRow, 'entity' | 'entity_kind'> {
  if (by.length === 0) return { entity: 'the network', entity_kind: 'network' }
  if (client !== '' && server !== '' && by.length === 2) {
    return { entity: `${client} → ${server}`, entity_kind: 'client and server' }
  }
  if (by.length === 1) {
    const [{ field = '', value = '' } = {}] = by
    const kind = client !== '' ? 'client' : server !== '' ? 'server' : user !== '' ? 'user' : field
    return { entity: value, entity_kind: kind }
  }
  return {
    entity: by.map(({ value }) => value).join(' · '),
    entity_kind: by.map(({ field }) => field).join(' and '),
  }
}
