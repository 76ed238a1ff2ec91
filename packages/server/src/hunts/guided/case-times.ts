import type { CaseRecords, TestRecord } from './guided-hunt.js'

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** The records that an entry of a case stands for. */
export function recordsOf({ like, at, times = 1, every, ...fields }: CaseRecords): TestRecord[] {
  const first = at === undefined ? undefined : secondsOf(at)
  const step = every === undefined ? 1 : spanOf(every)
  return Array.from({ length: times }, (_, i) => ({
    ...(like !== undefined && { like }),
    ...(first !== undefined && { at: first + i * step }),
    fields: times === 1 ? fields : counted(fields, i + 1),
  }))
}

/** `14:05` or `-3d 14:05:30` as seconds after midnight of the case's day. */
function secondsOf(at: string): number {
  const [, days = '0', hours = '', minutes = '', seconds = '0'] =
    /^(?:-(\d+)d )?(\d\d):(\d\d)(?::(\d\d))?$/.exec(at) ?? []
  return -Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}

function spanOf(every: string): number {
  return Number(every.slice(0, -1)) * (UNIT_SECONDS[every.slice(-1)] ?? 1)
}

/** `{n}` in texts is the number of the record. */
function counted(fields: Readonly<Record<string, unknown>>, n: number): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replaceAll('{n}', String(n)) : value,
  ])
  return Object.fromEntries(entries) as Record<string, unknown>
}
