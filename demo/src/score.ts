import { canonicalAddress } from './address.js'
import { type Answer, type Hunt, HUNTS } from './answers.js'

/** What a hunt found, as far as scoring needs it. Client or server may be empty when unknown. */
export interface ScoredFinding {
  hunt: string
  entity: string
  client: string
  server: string
  firstSeen: Date
  lastSeen: Date
}

/** How well one hunt, or all together, did. Ratios are null when they would divide by zero. */
export interface Score {
  hunt: string
  findings: number
  truePositives: number
  falsePositives: number
  /** Expected behaviours that no finding covers. */
  missed: number
  precision: number | null
  recall: number | null
}

/** One behaviour that a hunt ought to report: all sessions of one performance between two hosts. */
export interface Expected {
  hunt: Hunt
  take: string
  instance: number
  client: string
  server: string
  start: Date
  end: Date
}

/** A sensor writes a flow up to five minutes after its end, and a finding may carry that time. */
const SLACK_MS = 5 * 60_000

/**
 * What each hunt ought to report. Sessions of one performance with the same client and server are
 * one behaviour: a hundred guesses are one brute force.
 */
export function expectedFindings(answers: readonly Answer[]): Expected[] {
  const expected = new Map<string, Expected>()
  for (const { take, instance, client, server, start, end, hunts } of answers) {
    for (const hunt of hunts) {
      const name = [hunt, take, instance, client, server].join(' ')
      const known = expected.get(name)
      if (known === undefined) {
        expected.set(name, { hunt, take, instance, client, server, start, end })
      } else {
        if (start < known.start) known.start = start
        if (end > known.end) known.end = end
      }
    }
  }
  return [...expected.values()]
}

/**
 * Compares findings with the key. A finding is true when an expected behaviour of its hunt has the
 * same client, or (guessing from many clients) the same server when the finding names no client,
 * and their times overlap. Findings of hunts that the key does not know are not counted.
 */
export function score(
  findings: readonly ScoredFinding[],
  answers: readonly Answer[],
): { hunts: Score[]; total: Score; missed: Expected[]; false: ScoredFinding[] } {
  const expected = expectedFindings(answers)
  const missed: Expected[] = []
  const wrong: ScoredFinding[] = []
  const hunts = HUNTS.map((hunt) => {
    const found = findings.filter((finding) => finding.hunt === hunt)
    const wanted = expected.filter((behaviour) => behaviour.hunt === hunt)
    const bad = found.filter((finding) => !wanted.some((behaviour) => matches(finding, behaviour)))
    const lost = wanted.filter((behaviour) => !found.some((finding) => matches(finding, behaviour)))
    wrong.push(...bad)
    missed.push(...lost)
    return tally(hunt, found.length, bad.length, wanted.length, lost.length)
  })
  const known = findings.filter((finding) => HUNTS.some((hunt) => hunt === finding.hunt)).length
  const total = tally('total', known, wrong.length, expected.length, missed.length)
  return { hunts, total, missed, false: wrong }
}

/** What a hunt found of which the key says nothing. */
export interface Further {
  hunt: string
  findings: number
  /** Those about the hosts of an attack of the key, while it went on. */
  ofAttacks: number
}

/**
 * Hunts that the key does not speak of: whether they looked at the attacks, too. Most findings first.
 * A finding about nobody in particular is counted as about none.
 */
export function furtherHunts(
  findings: readonly ScoredFinding[],
  answers: readonly Answer[],
): Further[] {
  const byHunt = new Map<string, Further>()
  for (const finding of findings) {
    const { hunt } = finding
    if (HUNTS.some((known) => known === hunt)) continue
    const further = byHunt.get(hunt) ?? { hunt, findings: 0, ofAttacks: 0 }
    further.findings += 1
    if (answers.some((answer) => isOfAttack(finding, answer))) further.ofAttacks += 1
    byHunt.set(hunt, further)
  }
  return [...byHunt.values()].toSorted(
    (a, b) => b.findings - a.findings || (a.hunt < b.hunt ? -1 : 1),
  )
}

function isOfAttack(finding: ScoredFinding, { client, server, start, end }: Answer): boolean {
  const [ofClient, ofServer] = [finding.client, finding.server].map(canonicalAddress)
  return (
    (ofClient !== '' || ofServer !== '') &&
    (ofClient === '' || ofClient === client) &&
    (ofServer === '' || ofServer === server) &&
    overlap(finding, start, end)
  )
}

function tally(hunt: string, findings: number, bad: number, wanted: number, lost: number): Score {
  return {
    hunt,
    findings,
    truePositives: findings - bad,
    falsePositives: bad,
    missed: lost,
    precision: findings === 0 ? null : (findings - bad) / findings,
    recall: wanted === 0 ? null : (wanted - lost) / wanted,
  }
}

function matches(finding: ScoredFinding, behaviour: Expected): boolean {
  const client = canonicalAddress(finding.client)
  const same =
    client === ''
      ? canonicalAddress(finding.server) === behaviour.server
      : client === behaviour.client
  return same && overlap(finding, behaviour.start, behaviour.end)
}

function overlap({ firstSeen, lastSeen }: ScoredFinding, start: Date, end: Date): boolean {
  return (
    firstSeen.getTime() <= end.getTime() + SLACK_MS &&
    lastSeen.getTime() >= start.getTime() - SLACK_MS
  )
}
