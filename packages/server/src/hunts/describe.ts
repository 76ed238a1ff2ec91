import type { HuntDescription, HuntsAnswer } from '@spoor/model'
import type { EventStore } from '../store/event-store.js'
import { moment } from './findings-request.js'
import {
  activeSuppressions,
  dueHunts,
  isTuned,
  readRuns,
  siteHunts,
  suppressing,
  type HuntingSite,
  type SiteHunt,
} from './tuning/index.js'
import { questionOf } from './where.js'

const READ_SECONDS = 20

/**
 * All hunts as they are for a site, each with the number of findings that overlap the time range.
 * @throws FindingsRequestError for a wrong time; StoreError
 */
export async function describeHunts(
  store: EventStore,
  site: HuntingSite,
  { from, to }: { readonly from?: string; readonly to?: string } = {},
  now = new Date(),
): Promise<HuntsAnswer> {
  const [{ hunts, problems }, runs, suppressions] = await Promise.all([
    siteHunts(site),
    readRuns(site.state),
    activeSuppressions(site.state),
  ])
  const suppressor = suppressing(suppressions)
  const conditions = [
    `${suppressor.sql} = 0`,
    ...(from === undefined
      ? []
      : [`findings.last_seen >= fromUnixTimestamp64Micro({from:Int64}, 'UTC')`]),
    ...(to === undefined
      ? []
      : [`findings.first_seen < fromUnixTimestamp64Micro({to:Int64}, 'UTC')`]),
  ]
  const counts = await store.rows<{ hunt: string; findings: number | string }>(
    `SELECT hunt, count() AS findings FROM findings FINAL
     WHERE ${conditions.join(' AND ')} GROUP BY hunt`,
    {
      params: {
        ...suppressor.params,
        ...(from !== undefined && { from: moment('from', from, now) }),
        ...(to !== undefined && { to: moment('to', to, now) }),
      },
      settings: { max_execution_time: READ_SECONDS },
    },
  )
  const byHunt = new Map(counts.map(({ hunt, findings }) => [hunt, Number(findings)]))
  const due = new Set(dueHunts(hunts, runs))
  return {
    hunts: hunts.map((one) =>
      describeHunt(one, { findings: byHunt.get(one.hunt.id) ?? 0, isDue: due.has(one) }),
    ),
    problems: [...problems],
  }
}

/** A hunt as the API shows it. */
export function describeHunt(
  site: SiteHunt,
  { findings, isDue }: { readonly findings: number; readonly isDue: boolean },
): HuntDescription {
  const { hunt, untuned, document } = site
  return {
    id: hunt.id,
    title: hunt.title,
    category: hunt.category,
    question: hunt.question,
    why: hunt.why,
    level: hunt.level,
    is_on: hunt.isOn,
    own: document !== undefined,
    tuned: isTuned(site),
    is_due: isDue,
    techniques: [...hunt.techniques],
    kind: hunt.kind,
    subject: hunt.subject,
    q: questionOf(hunt),
    false_positives: hunt.falsePositives,
    needs: [...hunt.needs],
    next: hunt.next.map(({ hunt: id, why }) => ({ hunt: id, why })),
    parameters: Object.entries(hunt.parameters).map(([name, { value, from, to, meaning }]) => ({
      name,
      value,
      default: untuned.parameters[name]?.value ?? value,
      from,
      to,
      meaning,
    })),
    findings,
  }
}
