import { describe, expect, test } from 'vitest'
import { checkBehaviour } from '../index.js'
import {
  dayText,
  provenMatches,
  type MadeRecord,
  useBehaviourBench,
} from '../behaviours.testing.js'
import { brief, DAY, HOUR, moment, times } from '../moments.testing.js'

const bench = useBehaviourBench()

const CLIENT = '10.1.2.3'
const GUESSED = {
  analytic: 'failures-then-success',
  by: ['client.ip'],
  failure: 'session.login_failures:>0',
  success: 'session.outcome:success',
  failures: 5,
  minutes: 10,
}
const BY_SESSION = { subject: 'sessions', behaviour: GUESSED } as const
const BY_LOGIN = {
  subject: 'sessions',
  behaviour: { ...GUESSED, times: 'session.login_failures' },
} as const
const noon = DAY + 12 * HOUR

const fields = (outcome: string, failures: number | null, more = {}) => ({
  fields: { 'session.outcome': outcome, 'session.login_failures': failures, ...more },
})
const failed = (from: number, count: number, apart = 10, failures = 1): MadeRecord[] =>
  times(count, (i) => ({ ...moment(from + i * apart), ...fields('failure', failures) }))
const succeeded = (at: number, failures: number | null = 0): MadeRecord => ({
  ...moment(at),
  ...fields('success', failures),
})

describe('failures-then-success', () => {
  test.each<[name: string, asked: object, records: MadeRecord[], found: unknown[]]>([
    [
      'five failures, then a success',
      BY_SESSION,
      [...failed(noon, 5), succeeded(noon + 60)],
      [[dayText(1), CLIENT, 6, 5]],
    ],
    ['four failures', BY_SESSION, [...failed(noon, 4), succeeded(noon + 60)], []],
    ['a success first', BY_SESSION, [succeeded(noon - 1), ...failed(noon, 9)], []],
    ['no success', BY_SESSION, failed(noon, 9), []],
    [
      'the first failure just in the window',
      BY_SESSION,
      [...failed(noon, 5), succeeded(noon + 600)],
      [[dayText(1), CLIENT, 6, 5]],
    ],
    [
      'the first failure just out of it',
      BY_SESSION,
      [...failed(noon, 5), succeeded(noon + 600.000001)],
      [],
    ],
    [
      'a success at the same moment as the last failure',
      BY_SESSION,
      [...failed(noon, 5), succeeded(noon + 40)],
      [[dayText(1), CLIENT, 6, 5]],
    ],
    [
      'over midnight',
      BY_SESSION,
      [...failed(2 * DAY - 45, 5), succeeded(2 * DAY)],
      [[dayText(2), CLIENT, 6, 5]],
    ],
    [
      'a success without failures before it is not part of it',
      BY_SESSION,
      [succeeded(noon - 300), ...failed(noon, 5), succeeded(noon + 60), succeeded(noon + 3600)],
      [[dayText(1), CLIENT, 6, 5]],
    ],
    [
      'further successes are',
      BY_SESSION,
      [...failed(noon, 7), succeeded(noon + 70), succeeded(noon + 80)],
      [[dayText(1), CLIENT, 9, 7]],
    ],
    [
      'one session with many failures is one failure unless they are counted',
      BY_SESSION,
      [...failed(noon, 1, 0, 9), succeeded(noon + 5)],
      [],
    ],
    [
      'failures counted inside sessions',
      BY_LOGIN,
      [...failed(noon, 1, 0, 3), ...failed(noon + 9, 1, 0, 2), succeeded(noon + 20)],
      [[dayText(1), CLIENT, 3, 5]],
    ],
    ['one fewer', BY_LOGIN, [...failed(noon, 2, 9, 2), succeeded(noon + 20)], []],
    [
      'a session that fails five times before it succeeds',
      BY_LOGIN,
      [succeeded(noon, 5)],
      [[dayText(1), CLIENT, 1, 5]],
    ],
  ])('%s', async (_, asked, records, found) => {
    const matches = await provenMatches(bench, asked as typeof BY_SESSION, records, 0, 4)
    expect(brief(matches)).toEqual(found)
  })

  test('entities are told apart, whatever they are called', async () => {
    const evil = `a' or '1'='1`
    const as = (user: string, client: string) => (record: MadeRecord) => ({
      ...record,
      fields: { ...record.fields, 'user.name': user, 'client.ip': client },
    })
    const records = [
      ...failed(noon, 6).map(as(evil, '2001:db8::7')),
      ...[succeeded(noon + 70)].map(as(evil, '2001:db8::7')),
      ...failed(noon, 3).map(as('bob', '2001:db8::7')),
      ...failed(noon, 3).map(as('bob', '2001:db8::8')),
      ...[succeeded(noon + 70)].map(as('bob', '2001:db8::7')),
    ]
    const behaviour = { ...GUESSED, by: ['user.name', 'client.ip'] }
    const [match, ...others] = await provenMatches(
      bench,
      { subject: 'sessions', behaviour },
      records,
      0,
      4,
    )
    expect(others).toEqual([])
    expect(match).toMatchObject({
      by: [evil, '2001:db8::7'],
      firstAt: `${dayText(1)} 12:00:00.000000`,
      lastAt: `${dayText(1)} 12:01:10.000000`,
      figures: { failures: '6', successes: '1', named: '', minutes: '10' },
    })
    expect(match?.evidence.map(({ id }) => id)).toEqual([
      'made-1',
      'made-2',
      'made-3',
      'made-4',
      'made-5',
      'made-6',
      'made-7',
    ])
  })

  test('says who got in', async () => {
    const as = (record: MadeRecord, user: string): MadeRecord => ({
      ...record,
      fields: { ...record.fields, 'user.name': user },
    })
    const records = [
      ...failed(noon, 6).map((record) => as(record, 'root')),
      as(succeeded(noon + 70), `bob" and all`),
      as(succeeded(noon + 75), `bob" and all`),
      as(succeeded(noon + 80), ''),
      as(succeeded(noon + 90), 'eve'),
    ]
    const behaviour = { ...GUESSED, show: 'user.name' }
    const [match] = await provenMatches(bench, { subject: 'sessions', behaviour }, records, 1, 2)
    expect(match?.figures).toMatchObject({ successes: '4', named: `"bob\\" and all" and "eve"` })
  })

  test('a question with hostile values is bound', async () => {
    const behaviour = { ...GUESSED, success: `user.name:"x') or (1=1 {q0:String}"` }
    const records = [...failed(noon, 9), succeeded(noon + 95)]
    expect(await provenMatches(bench, { subject: 'sessions', behaviour }, records, 1, 2)).toEqual(
      [],
    )
  })

  test.each([
    [
      { ...GUESSED, failure: 'session.login_failures:many' },
      'The setting failure is not a question',
    ],
    [{ ...GUESSED, success: 'nothing:here' }, 'The setting success is not a question'],
    [{ ...GUESSED, times: 'nothing' }, 'sessions have no field "nothing"'],
    [{ ...GUESSED, minutes: 1441 }, 'minutes'],
  ])('refuses %j', (behaviour, message) => {
    expect(() => checkBehaviour(behaviour, 'sessions')).toThrow(message)
  })
})
