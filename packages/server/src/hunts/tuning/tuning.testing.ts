import { DEFAULT_HOME } from '../../organisation/organisation.js'
import { openStateStore, type StateStore } from '../../state/state-store.js'
import { listFindings } from '../findings.js'
import { openMadeRecords, type MadeRecords } from '../made-records.testing.js'
import { decisionsOf, effectiveHunts, type Author, type HuntingSite } from './index.js'

/** A site of its own: records that are put in by hand, and a state store in memory. */
export interface TuningBench {
  readonly records: MadeRecords
  readonly state: StateStore
  readonly site: HuntingSite
  /** Runs the hunts as the site wants them, or some of them, over the made day. */
  run(...ids: string[]): Promise<void>
  /** Findings as people see them. */
  findings(request?: Parameters<typeof listFindings>[1]): ReturnType<typeof listFindings>
  close(): Promise<void>
}

export const LISTS = new Map([
  ['home', DEFAULT_HOME],
  ['partners', ['203.0.113.9']],
])

let ticks = 0

/** Somebody who changes something, each time a second later. */
export function someone(name = 'ana'): Author {
  ticks += 1
  return { name, now: new Date(Date.parse('2026-06-23T12:00:00Z') + ticks * 1000) }
}

export async function openTuningBench(): Promise<TuningBench> {
  const records = await openMadeRecords()
  const state = await openStateStore({ memory: true })
  const site = { state, lists: LISTS }
  return {
    records,
    state,
    site,
    async run(...ids) {
      const hunts = await effectiveHunts(site)
      const wanted = hunts.filter(({ id, isOn }) => (ids.length > 0 ? ids.includes(id) : isOn))
      await records.evaluate(undefined, wanted)
    },
    findings: async (request = {}) =>
      listFindings(
        records.store,
        { limit: 1000, ...request },
        new Date('2026-06-23T12:00:00Z'),
        await decisionsOf(site),
      ),
    async close() {
      await state.close()
      await records.close()
    },
  }
}

/** A rule that a person wrote: uploads of archives. */
export const OWN_RULE = `
title: Archive uploads
name: archive-uploads
logsource: { product: spoor, service: transfer }
detection:
  selection: { transfer.direction: upload, file.extension: zip }
  condition: selection
`

/** Many uploads of one client. */
export const OWN_CORRELATION = `
title: Any upload
name: any_upload
logsource: { product: spoor, service: transfer }
detection:
  selection: { transfer.direction: upload }
  condition: selection
---
title: Three uploads of a client
name: three-uploads
level: high
correlation:
  type: event_count
  rules: [any_upload]
  group-by: [client.ip]
  timespan: 1h
  condition: { gte: 3 }
`

/** Uploads of a client to many servers. */
export const OWN_BEHAVIOUR = `
title: Uploads to many servers
name: many-servers
logsource: { product: spoor, service: transfer }
detection:
  selection: { transfer.direction: upload }
  condition: selection
behaviour:
  analytic: fan-out
  by: [client.ip]
  count: server.ip
  minutes: 60
  at_least: '%servers%'
hunt:
  parameters:
    servers: { default: 3, from: 2, to: 1000, meaning: Servers from which on it counts. }
`

export function filterOf(title: string, rules: string, field: string, value: string): string {
  return `
title: ${title}
logsource: { product: spoor, service: transfer }
filter:
  rules: ${rules}
  selection: { ${field}: ${JSON.stringify(value)} }
  condition: selection
`
}
