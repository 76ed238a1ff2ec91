import { describe, expect, test } from 'vitest'
import { dayText, type MadeRecord, useBehaviourBench } from './behaviours.testing.js'
import { DAY, moment, times } from './moments.testing.js'

/** Windows of random records, against windows that are looked up as plainly as can be said. */

const bench = useBehaviourBench()

interface Row {
  readonly id: string
  /** Seconds after the first midnight. */
  readonly at: number
  readonly until: number
  readonly client: string
  readonly user: string
  readonly failures: number
  readonly success: boolean
}

/** Numbers below a bound that only look random. */
function numbersOf(seed: number): (bound: number) => number {
  let state = seed
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

/** Sessions in bursts around two midnights, many at the same moment. */
function randomRows(seed: number): Row[] {
  const below = numbersOf(seed)
  return times(70, (i) => {
    const at = DAY * (1 + below(2)) - 600 + below(40) * 30
    return {
      id: `s${i}`,
      at,
      until: at + below(5) * 45,
      client: `10.0.0.${below(2)}`,
      user: below(8) === 0 ? '' : `user${below(6)}`,
      failures: below(4),
      success: below(4) === 0,
    }
  })
}

const recordOf = ({ id, at, until, client, user, failures, success }: Row): MadeRecord => ({
  ...moment(at),
  id,
  seconds: until - at,
  fields: {
    'client.ip': client,
    'user.name': user,
    'session.login_failures': failures,
    'session.outcome': success ? 'success' : 'failure',
  },
})

const MINUTES = 4
const SPAN = MINUTES * 60

interface Asked {
  readonly behaviour: Readonly<Record<string, unknown>>
  /** Rows that count for a window that ends with a row. */
  window(row: Row, rows: readonly Row[]): readonly Row[]
  /** What is compared; undefined if the row ends no window. */
  measure(window: readonly Row[], row: Row): number | undefined
  readonly least: number
}

const sliding = (row: Row, rows: readonly Row[]) =>
  rows.filter(({ at }) => at >= row.at - SPAN && at <= row.at)
const named = (row: Row, rows: readonly Row[]) =>
  row.user === '' ? [] : sliding(row, rows).filter(({ user }) => user !== '')
const sum = (rows: readonly Row[]) => rows.reduce((total, { failures }) => total + failures, 0)

const BY = { by: ['client.ip'] }
const FAILURES = 'session.login_failures'
const CASES: readonly Asked[] = [
  {
    behaviour: { ...BY, analytic: 'fan-out', count: 'user.name', at_least: 4, minutes: MINUTES },
    window: named,
    measure: (window) => new Set(window.map(({ user }) => user)).size,
    least: 4,
  },
  {
    behaviour: {
      ...BY,
      analytic: 'spraying',
      count: 'user.name',
      times: FAILURES,
      at_least: 3,
      each_at_most: 2,
      minutes: MINUTES,
    },
    window: (row, rows) =>
      row.failures === 0 ? [] : named(row, rows).filter(({ failures }) => failures > 0),
    measure: (window) =>
      [...new Set(window.map(({ user }) => user))].filter(
        (user) => sum(window.filter((one) => one.user === user)) <= 2,
      ).length,
    least: 3,
  },
  {
    behaviour: {
      ...BY,
      analytic: 'failures-then-success',
      failure: `${FAILURES}:>0`,
      success: 'session.outcome:success',
      times: FAILURES,
      failures: 7,
      minutes: MINUTES,
    },
    window: (row, rows) => [
      row,
      ...sliding(row, rows).filter((one) => one !== row && one.failures > 0),
    ],
    measure: (window, row) => (row.success ? sum(window) : undefined),
    least: 7,
  },
  {
    behaviour: { ...BY, analytic: 'parallel', at_least: 4 },
    window: (row, rows) =>
      rows.filter(({ at, until }) => at <= row.at && (until > row.at || at === row.at)),
    measure: (window) => window.length,
    least: 4,
  },
]

/** Day, entity, records and the greatest measure of each match. */
function slowMatches({ window, measure, least }: Asked, rows: readonly Row[]): unknown[] {
  const found = new Map<string, { ids: Set<string>; measured: number }>()
  for (const row of rows) {
    const present = window(
      row,
      rows.filter(({ client }) => client === row.client),
    )
    const measured = measure(present, row)
    if (measured === undefined || measured < least) continue
    const key = JSON.stringify([dayText(Math.floor(row.at / DAY)), row.client])
    const match = found.get(key) ?? { ids: new Set(), measured: 0 }
    for (const { id } of present) match.ids.add(id)
    found.set(key, { ids: match.ids, measured: Math.max(match.measured, measured) })
  }
  return [...found]
    .map(([key, { ids, measured }]) => [...(JSON.parse(key) as string[]), ids.size, measured])
    .toSorted()
}

describe.each(CASES)('$behaviour.analytic', (asked) => {
  test.each(times(8, (i) => [i + 1]))('random records %i', async (seed) => {
    const rows = randomRows(seed)
    await bench.fill('sessions', rows.map(recordOf))
    const matches = await bench.run({ subject: 'sessions', behaviour: asked.behaviour }, 0, 4)
    const found = matches
      .map(({ day, by, records, measured }) => [day, ...by, records, measured])
      .toSorted()
    expect(found).toEqual(slowMatches(asked, rows))
    expect(found.length).toBeGreaterThan(0)
  })
})
