import type { HuntDescription } from '@spoor/model'
import type { EventStore } from '../store/event-store.js'
import { moment } from './findings.js'
import type { Hunt } from './hunt.js'
import { shippedHunts } from './shipped.js'
import { questionOf } from './where.js'

/**
 * All hunts, each with the number of findings that overlap the time range.
 * @throws FindingsRequestError for a wrong time; StoreError
 */
export async function describeHunts(
  store: EventStore,
  { from, to }: { readonly from?: string; readonly to?: string } = {},
  now = new Date(),
): Promise<HuntDescription[]> {
  const bounds = [
    ...(from === undefined ? [] : [`last_seen >= fromUnixTimestamp64Micro({from:Int64}, 'UTC')`]),
    ...(to === undefined ? [] : [`first_seen < fromUnixTimestamp64Micro({to:Int64}, 'UTC')`]),
  ]
  const counts = await store.rows<{ hunt: string; findings: number | string }>(
    `SELECT hunt, count() AS findings FROM findings FINAL
     WHERE ${['1', ...bounds].join(' AND ')} GROUP BY hunt`,
    {
      params: {
        ...(from !== undefined && { from: moment('from', from, now) }),
        ...(to !== undefined && { to: moment('to', to, now) }),
      },
    },
  )
  const byHunt = new Map(counts.map(({ hunt, findings }) => [hunt, Number(findings)]))
  return shippedHunts().map((hunt) => describe(hunt, byHunt.get(hunt.id) ?? 0))
}

function describe(hunt: Hunt, findings: number): HuntDescription {
  return {
    id: hunt.id,
    title: hunt.title,
    category: hunt.category,
    question: hunt.question,
    why: hunt.why,
    level: hunt.level,
    is_on: hunt.isOn,
    techniques: [...hunt.techniques],
    subject: hunt.subject,
    q: questionOf(hunt),
    false_positives: hunt.falsePositives,
    needs: [...hunt.needs],
    next: hunt.next.map(({ hunt: id, why }) => ({ hunt: id, why })),
    parameters: Object.entries(hunt.parameters).map(([name, { value, meaning }]) => ({
      name,
      value,
      meaning,
    })),
    findings,
  }
}
