import { describe, expect, test } from 'vitest'
import {
  dayText,
  provenMatches,
  type MadeRecord,
  useBehaviourBench,
} from '../behaviours.testing.js'
import { brief, DAY, HOUR, moment, times } from '../moments.testing.js'

const bench = useBehaviourBench()

const CLIENT = '10.1.2.3'
const SPRAYING = {
  analytic: 'spraying',
  by: ['client.ip'],
  count: 'user.name',
  at_least: 4,
  each_at_most: 2,
  minutes: 10,
}
const ASKED = {
  subject: 'sessions',
  where: 'session.outcome:failure',
  behaviour: SPRAYING,
} as const
const noon = DAY + 12 * HOUR

const attempt = (at: number, user: string, failures = 1, more = {}): MadeRecord => ({
  ...moment(at),
  fields: {
    'user.name': user,
    'session.outcome': 'failure',
    'session.login_failures': failures,
    ...more,
  },
})
/** One try with each of some users. */
const round = (from: number, users: number, apart = 10, more = {}): MadeRecord[] =>
  times(users, (i) => attempt(from + i * apart, `user${i}`, 1, more))

describe('spraying', () => {
  test.each<[name: string, records: MadeRecord[], found: unknown[]]>([
    ['four users', round(noon, 4), [[dayText(1), CLIENT, 4, 4]]],
    ['three users', round(noon, 3), []],
    ['one user over and over', times(30, (i) => attempt(noon + i, 'bob')), []],
    ['two rounds', [...round(noon, 4), ...round(noon + 60, 4)], [[dayText(1), CLIENT, 8, 4]]],
    [
      'users with too many tries are not counted',
      [...round(noon, 4), ...times(2, (i) => attempt(noon - 20 + i, 'user0'))],
      [],
    ],
    [
      'they are counted again when their tries have left the window',
      [...times(9, (i) => attempt(noon - 590 - i, 'user0')), ...round(noon, 4, 3)],
      [],
    ],
    [
      'and are so here',
      [...times(9, (i) => attempt(noon - 591 - i, 'user0')), ...round(noon, 4, 3)],
      [[dayText(1), CLIENT, 5, 4]],
    ],
    ['the last just in the window', round(noon, 4, 200), [[dayText(1), CLIENT, 4, 4]]],
    ['the last just out of it', round(noon, 4, 200.000001), []],
    ['all at the same moment', round(noon, 4, 0), [[dayText(1), CLIENT, 4, 4]]],
    [
      'too many tries at the same moment',
      [...round(noon, 4, 0), ...times(2, () => attempt(noon, 'user1'))],
      [],
    ],
    ['over midnight', round(2 * DAY - 15, 4), [[dayText(2), CLIENT, 4, 4]]],
    [
      'clients are told apart',
      [...round(noon, 3), ...round(noon, 5, 1, { 'client.ip': '2001:db8::1' })],
      [[dayText(1), '2001:db8::1', 5, 5]],
    ],
    ['without a user', [...round(noon, 3), attempt(noon + 40, '')], []],
    [
      'logins that succeed are left to the question',
      [...round(noon, 3), attempt(noon + 40, 'x', 1, { 'session.outcome': 'success' })],
      [],
    ],
  ])('%s', async (_, records, found) => {
    const matches = await provenMatches(bench, ASKED, records, 0, 4)
    expect(brief(matches)).toEqual(found)
  })

  test('failures that are counted inside sessions', async () => {
    const behaviour = { ...SPRAYING, times: 'session.login_failures' }
    const records = [
      ...times(4, (i) => attempt(noon + i, `few${i}`, 2)),
      ...times(4, (i) => attempt(noon + i, `many${i}`, 3)),
      attempt(noon, 'none', 0),
    ]
    const matches = await provenMatches(bench, { ...ASKED, behaviour }, records, 1, 2)
    expect(matches.map(({ measured }) => measured)).toEqual([4])
  })

  test('says which users, in quotation marks', async () => {
    const names = [`x' OR 1=1`, 'a"b', '{b1:String}', 'z\u202e', 'e']
    const records = names.map((name, i) => attempt(noon + i, name))
    const [match] = await provenMatches(bench, ASKED, records, 0, 4)
    expect(match).toMatchObject({
      firstAt: `${dayText(1)} 12:00:00.000000`,
      lastAt: `${dayText(1)} 12:00:04.000000`,
      figures: {
        values: '5',
        named: `"x' OR 1=1", "a\\"b", "{b1:String}" and 2 more`,
        minutes: '10',
      },
    })
    expect(match?.evidence.map(({ id }) => id)).toEqual([
      'made-1',
      'made-2',
      'made-3',
      'made-4',
      'made-5',
    ])
  })
})
