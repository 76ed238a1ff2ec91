import type { Installation } from '../installation.js'
import { settingsFor } from '../questions/budget.js'
import { countStore } from '../questions/store-counts.js'
import { askingOf } from './ask.js'
import { bytesText, counted, numberText, timeText } from './figures.js'

/** What a store holds, in a few figures. */
export interface Summary {
  readonly events: number
  readonly first: string | null
  readonly last: string | null
  readonly sessions: number
  readonly transfers: number
  /** Transfers out of home: how many, their bytes, and of how many the bytes are not known. */
  readonly outward: { readonly transfers: number; readonly bytes: number; readonly unknown: number }
  readonly quarantined: number
}

/** @throws StoreError */
export async function summaryOf(installation: Installation): Promise<Summary> {
  const asking = askingOf(installation)
  const options = (params: Readonly<Record<string, unknown>>) => ({
    params: { ...params },
    settings: settingsFor(asking.limits.exportSeconds, asking.limits),
  })
  const sessions = asking.recordsOf('sessions', {})
  const transfers = asking.recordsOf('transfers', {})
  const [{ events, quarantined }, [sessionRow], [transferRow]] = await Promise.all([
    countStore(asking),
    asking.store.rows<{ n: string }>(
      `SELECT count() AS n FROM ${sessions.sql}`,
      options(sessions.params),
    ),
    asking.store.rows<{ n: string; outward: string; bytes: string; unknown: string }>(
      `SELECT count() AS n, countIf(zone = 'egress') AS outward,
         sumIf(ifNull(transfer_bytes, 0), zone = 'egress') AS bytes,
         countIf(zone = 'egress' AND isNull(transfer_bytes)) AS unknown
       FROM ${transfers.sql}`,
      options(transfers.params),
    ),
  ])
  return {
    events: events.count,
    first: events.first,
    last: events.last,
    sessions: Number(sessionRow?.n ?? 0),
    transfers: Number(transferRow?.n ?? 0),
    outward: {
      transfers: Number(transferRow?.outward ?? 0),
      bytes: Number(transferRow?.bytes ?? 0),
      unknown: Number(transferRow?.unknown ?? 0),
    },
    quarantined,
  }
}

/** The figures as lines for people. */
export function summaryText(summary: Summary): string {
  const { events, first, last, sessions, transfers, outward, quarantined } = summary
  const span = first && last ? `, ${timeText(first)} to ${timeText(last)} UTC` : ''
  const least = outward.unknown > 0 ? 'at least ' : ''
  const lines = [
    `Events       ${numberText(events)}${span}`,
    `Sessions     ${numberText(sessions)}`,
    `Transfers    ${numberText(transfers)}, of these ${numberText(outward.transfers)} out of home with ${least}${bytesText(outward.bytes)}`,
  ]
  if (quarantined > 0) lines.push(`Quarantined  ${counted(quarantined, 'line')}`)
  return lines.join('\n')
}
