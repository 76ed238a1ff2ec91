import { parseQuery, type Finding } from '@spoor/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { questionOf } from '../where.js'
import { evidenceOf } from '../evidence.testing.js'
import { listFindings } from '../findings.js'
import { DAY, openMadeRecords, type Columns, type MadeRecords } from '../made-records.testing.js'
import { hunts } from './index.js'
import { loginCases } from './login-cases.testing.js'
import { sshCases } from './ssh-cases.testing.js'
import { uploadCases } from './upload-cases.testing.js'

const ISSUE_LIST = [
  'external-ftp-upload',
  'cleartext-credentials',
  'ftp-failures-then-success',
  'login-brute-force',
  'anonymous-external-login',
  'odd-port',
  'ssh-bulk-upload-external',
  'archive-or-dump-upload',
  'executable-upload',
  'transfer-only-ssh-client',
  'parallel-bulk-uploads',
  'stealer-uploads',
]

const cases = [...uploadCases, ...loginCases, ...sshCases]

/** Every case has a day of its own, so that one run over all days answers all of them. */
const FIRST_DAY = Date.parse('2026-01-01T00:00:00Z')
const DAY_MS = 86_400_000
const dayOf = (place: number) => new Date(FIRST_DAY + place * DAY_MS).toISOString().slice(0, 10)
const days = new Map<() => Columns[], string>()
for (const { matches, misses } of cases) {
  for (const rows of [...matches.map((match) => match.rows), ...Object.values(misses)]) {
    days.set(rows, dayOf(days.size))
  }
}

/** Ways that find what no policy can mean to allow. */
const WHATEVER_POLICY_SAYS = ['ftp-failures-then-success/guessed', 'login-brute-force/ftp']

/** The records of a case, moved to its day. */
function rowsOn(day: string, rows: () => Columns[]): Columns[] {
  return rows().map((row) => ({
    ...row,
    start_time: String(row.start_time).replace(DAY, day),
    end_time: String(row.end_time).replace(DAY, day),
  }))
}

let records: MadeRecords
beforeAll(async () => {
  records = await openMadeRecords()
  for (const { subject, matches, misses } of cases) {
    const all = [...matches.map((match) => match.rows), ...Object.values(misses)]
    await records.put(
      subject,
      all.flatMap((rows) => rowsOn(days.get(rows) ?? '', rows)),
    )
  }
  await records.evaluate({
    from: new Date(FIRST_DAY),
    to: new Date(FIRST_DAY + days.size * DAY_MS),
  })
})
afterAll(() => records.close())

async function findingsOf(hunt: string, rows: () => Columns[]): Promise<Finding[]> {
  const from = `${days.get(rows)}T00:00:00Z`
  const to = new Date(Date.parse(from) + DAY_MS).toISOString()
  return (await listFindings(records.store, { hunt, from, to })).findings
}

it('has the twelve hunts, and a case for each', () => {
  expect(hunts.map(({ id }) => id)).toEqual(ISSUE_LIST)
  expect(cases.map(({ hunt }) => hunt).toSorted()).toEqual(ISSUE_LIST.toSorted())
})

describe.each(hunts)('$id', (hunt) => {
  it('asks questions that can be read', () => {
    for (const { name, where, raised, enough } of hunt.ways) {
      const questions = [where, ...(raised ?? []).map((level) => level.where)]
      if (enough.kind === 'many' && enough.endingIn) questions.push(enough.endingIn)
      for (const question of [...questions, questionOf(hunt)]) {
        expect(parseQuery(question, hunt.subject), question).toMatchObject({ ok: true })
      }
      const excused = where.includes('-verdict:authorised')
      expect(excused, name).toBe(!WHATEVER_POLICY_SAYS.includes(`${hunt.id}/${name}`))
    }
  })

  it('is told to people in full', () => {
    for (const text of [hunt.title, hunt.question, hunt.why, hunt.falsePositives]) {
      expect(text).toMatch(/^[A-Z].{15,}/)
    }
    expect(hunt.question).toMatch(/\?$/)
    expect(hunt.techniques.every((id) => /^T\d{4}(\.\d{3})?$/.test(id))).toBe(true)
  })
})

describe.each(cases)('$hunt', ({ hunt, subject, matches, misses }) => {
  it.each(matches)('finds: $name', async ({ rows, level, why }) => {
    const findings = await findingsOf(hunt, rows)
    expect(findings).toHaveLength(1)
    const [finding] = findings
    expect(finding).toMatchObject({ hunt, level, why, evidence: { subject } })
    if (finding === undefined) return
    const evidence = await evidenceOf(records.store, finding)
    expect(evidence).toHaveLength(finding.count)
    expect([...evidence].toSorted()).toEqual([...finding.evidence.ids].toSorted())
  })

  it.each(Object.entries(misses))('leaves alone: %s', async (_name, rows) => {
    expect(await findingsOf(hunt, rows)).toEqual([])
  })
})
