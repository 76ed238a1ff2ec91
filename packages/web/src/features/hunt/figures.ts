import type { HuntStatistics } from '@spoor/model'

const DAY = 86_400_000

/** A count and its share of all, such as `25 %`; the share is empty where there is nothing. */
interface Part {
  readonly count: number
  readonly share: string
}

/** What people said of the findings of a hunt. */
export function judged({
  confirmed,
  dismissed,
  open,
}: Pick<HuntStatistics, 'confirmed' | 'dismissed' | 'open'>): Readonly<
  Record<'confirmed' | 'dismissed' | 'open', Part>
> {
  const all = confirmed + dismissed + open
  const part = (count: number): Part => ({
    count,
    share: all === 0 ? '' : `${Math.round((count / all) * 100)} %`,
  })
  return { confirmed: part(confirmed), dismissed: part(dismissed), open: part(open) }
}

/** `12.5 on average, on 3 of 30 days`. */
export function perDay({
  from,
  to,
  findings,
  by_day: days,
}: Pick<HuntStatistics, 'from' | 'to' | 'findings' | 'by_day'>): string {
  const length = Math.max(1, Math.ceil((Date.parse(to) - Date.parse(from)) / DAY))
  const average = findings / length
  const text = average >= 10 ? Math.round(average).toLocaleString('en') : average.toFixed(1)
  return `${text} on average, on ${days.length} of ${length} day${length === 1 ? '' : 's'}`
}
