import { describe, expect, it } from 'vitest'
import type { Answer, Hunt } from './answers.js'
import { expectedFindings, furtherHunts, score, type ScoredFinding } from './score.js'

const BASE = Date.parse('2026-03-04T09:00:00Z')
const at = (minutes: number): Date => new Date(BASE + minutes * 60_000)

function answer(minutes: number, hunts: Hunt[], more: Partial<Answer> = {}): Answer {
  return {
    take: 'ftp-drip',
    instance: 1,
    start: at(minutes),
    end: at(minutes + 1),
    client: '10.20.10.21',
    server: '192.0.2.77',
    serverPort: 21,
    files: [],
    hunts,
    ...more,
  }
}

function finding(hunt: string, from: number, to: number, more = {}): ScoredFinding {
  return {
    hunt,
    entity: '10.20.10.21',
    client: '10.20.10.21',
    server: '192.0.2.77',
    firstSeen: at(from),
    lastSeen: at(to),
    ...more,
  }
}

const of = (result: ReturnType<typeof score>, hunt: string) =>
  result.hunts.find((one) => one.hunt === hunt)

describe('expectedFindings', () => {
  it('takes all sessions of one performance as one', () => {
    const answers = [0, 2, 4].map((minutes) => answer(minutes, ['login-brute-force']))
    expect(expectedFindings(answers)).toEqual([
      expect.objectContaining({ hunt: 'login-brute-force', start: at(0), end: at(5) }),
    ])
  })

  it('keeps performances and servers apart', () => {
    const answers = [
      answer(0, ['odd-port']),
      answer(60, ['odd-port'], { instance: 2 }),
      answer(0, ['odd-port'], { server: '192.0.2.78' }),
    ]
    expect(expectedFindings(answers)).toHaveLength(3)
  })
})

describe('score', () => {
  it('counts what is found, what is wrong and what is missed', () => {
    const answers = [
      answer(0, ['external-ftp-upload']),
      answer(600, ['external-ftp-upload'], { instance: 2 }),
      answer(0, ['odd-port']),
    ]
    const result = score(
      [
        finding('external-ftp-upload', 0, 1),
        finding('external-ftp-upload', 0, 1, { client: '10.20.10.99' }),
        finding('something-else', 0, 1),
      ],
      answers,
    )
    expect(of(result, 'external-ftp-upload')).toEqual({
      hunt: 'external-ftp-upload',
      findings: 2,
      truePositives: 1,
      falsePositives: 1,
      missed: 1,
      precision: 0.5,
      recall: 0.5,
    })
    expect(of(result, 'odd-port')).toMatchObject({ findings: 0, precision: null, recall: 0 })
    expect(of(result, 'stealer-uploads')).toMatchObject({ precision: null, recall: null })
    expect(result.total).toMatchObject({ findings: 2, truePositives: 1, missed: 2, recall: 1 / 3 })
    expect(result.false.map(({ client }) => client)).toEqual(['10.20.10.99'])
    expect(result.missed.map(({ hunt }) => hunt)).toEqual(['external-ftp-upload', 'odd-port'])
  })

  it('lets one long finding cover several performances', () => {
    const answers = [1, 2, 3].map((instance) =>
      answer(instance * 60, ['stealer-uploads'], { instance }),
    )
    const result = score([finding('stealer-uploads', 60, 181)], answers)
    expect(of(result, 'stealer-uploads')).toMatchObject({ truePositives: 1, missed: 0, recall: 1 })
  })

  it('wants the right time, but for the minutes that a sensor needs', () => {
    const answers = [answer(0, ['odd-port'])]
    expect(score([finding('odd-port', 5, 6)], answers).total.truePositives).toBe(1)
    expect(score([finding('odd-port', 7, 8)], answers).total.falsePositives).toBe(1)
    expect(score([finding('odd-port', -60, -6)], answers).total.falsePositives).toBe(1)
  })

  it('goes by the server when a finding names no client', () => {
    const answers = [answer(0, ['login-brute-force'])]
    const unnamed = { client: '', entity: '192.0.2.77' }
    expect(score([finding('login-brute-force', 0, 1, unnamed)], answers).total.truePositives).toBe(
      1,
    )
    const elsewhere = { client: '', server: '192.0.2.78' }
    expect(
      score([finding('login-brute-force', 0, 1, elsewhere)], answers).total.truePositives,
    ).toBe(0)
  })

  it('knows one IPv6 address in any spelling', () => {
    const answers = [answer(0, ['odd-port'], { client: 'fd00:20:10::21' })]
    const long = { client: 'fd00:0020:0010:0000:0000:0000:0000:0021' }
    expect(score([finding('odd-port', 0, 1, long)], answers).total.truePositives).toBe(1)
  })

  it('does not take one hunt for another', () => {
    const answers = [answer(0, ['odd-port'])]
    const result = score([finding('stealer-uploads', 0, 1)], answers)
    expect(of(result, 'stealer-uploads')).toMatchObject({ falsePositives: 1 })
    expect(of(result, 'odd-port')).toMatchObject({ missed: 1 })
  })
})

describe('furtherHunts', () => {
  const answers = [answer(10, ['odd-port'])]

  it.each([
    ['the client and server of an attack, while it goes on', {}, 1],
    ['its client with any server', { server: '' }, 1],
    ['its server with any client', { client: '' }, 1],
    ['another client', { client: '10.20.10.22' }, 0],
    ['another server', { server: '192.0.2.78' }, 0],
    ['nobody in particular', { client: '', server: '' }, 0],
    ['long before', { firstSeen: at(-30), lastSeen: at(-20) }, 0],
    ['long after', { firstSeen: at(30), lastSeen: at(40) }, 0],
  ])('a finding about %s', (_, more, ofAttacks) => {
    const found = [finding('regular-uploads', 10, 11, more)]
    expect(furtherHunts(found, answers)).toEqual([
      { hunt: 'regular-uploads', findings: 1, ofAttacks },
    ])
  })

  it('leaves out the hunts of the key, and puts most findings first', () => {
    const found = ['odd-port', 'b', 'a', 'b'].map((hunt) => finding(hunt, 10, 11))
    expect(furtherHunts(found, answers).map(({ hunt }) => hunt)).toEqual(['b', 'a'])
  })
})
