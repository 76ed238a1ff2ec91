import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import {
  type AnswerKey,
  ANSWERS_FILE,
  answersOf,
  HUNTS,
  loadAnswerKey,
  officeAnswers,
  sessionFlows,
} from './answers.js'
import { castOf, composePlan, DEFAULT_SEED } from './compose.js'
import { planOffice } from './plan.js'
import { CAMPAIGNS } from './schedule.js'
import { type EveEvent, loadTakes, type Take } from './takes.js'
import { RECORDINGS_DIR, renderAnswers } from './write-answers.js'

const recordingsDir = RECORDINGS_DIR
const END = new Date('2026-03-04T09:30:00Z')
const OPTIONS = { seed: DEFAULT_SEED, end: END, recordingsDir }

let takes: Map<string, Take>
let key: AnswerKey
beforeAll(async () => {
  takes = await loadTakes(recordingsDir)
  key = await loadAnswerKey()
})

function ids(kind: Take['kind']): string[] {
  return [...takes.values()]
    .filter((take) => take.kind === kind)
    .map((take) => take.id)
    .toSorted()
}

async function relative(end: Date): Promise<unknown[]> {
  return (await officeAnswers({ ...OPTIONS, end })).map((answer) => [
    answer.take,
    answer.instance,
    Math.round(end.getTime() - answer.start.getTime()),
    answer.client,
    answer.server,
  ])
}

describe('the recordings', () => {
  it('are at least 25, from at least 4 server and 8 client programs', () => {
    const sessions = [...takes.values()].filter((take) => take.kind !== 'background')
    expect(sessions.length).toBeGreaterThanOrEqual(25)
    expect(new Set(sessions.map((take) => take.server.package)).size).toBeGreaterThanOrEqual(4)
    expect(new Set(sessions.map((take) => take.client.package)).size).toBeGreaterThanOrEqual(8)
  })

  it('are all judged, and as their kind says', () => {
    expect(Object.keys(key.hostile).toSorted()).toEqual(ids('hostile'))
    expect(Object.keys(key.benign).toSorted()).toEqual(ids('benign'))
    expect([...new Set(CAMPAIGNS.map(({ take }) => take))].toSorted()).toEqual(ids('hostile'))
  })

  it('pair every session with a connection', () => {
    for (const take of takes.values()) {
      const flows = sessionFlows(take).map(({ flow }) => flow)
      expect(new Set(flows).size).toBe(flows.length)
      expect(flows.length).toBeGreaterThanOrEqual(take.sessions.length)
    }
  })

  it('are allowed by rules that the configuration has', async () => {
    const text = await readFile(new URL('../spoor.yaml', import.meta.url), 'utf8')
    const config = parse(text) as { policy: { name: string }[] }
    const names = config.policy.map(({ name }) => name)
    const wanted = Object.values(key.benign).flatMap(({ allowedBy }) => allowedBy ?? [])
    expect(wanted.length).toBeGreaterThan(10)
    expect(names).toEqual(expect.arrayContaining(wanted))
  })

  it('are all in the table of the README', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
    const table = readme.slice(readme.indexOf('## The takes'))
    const listed = [...table.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, id]) => id)
    expect(listed.toSorted()).toEqual([...takes.keys()].toSorted())
  })
})

describe('answers', () => {
  it('stand at the same distance before whatever end', async () => {
    const later = new Date('2027-08-19T23:11:07Z')
    expect(await relative(later)).toEqual(await relative(END))
  })

  it('lie within the two weeks and cover every hunt', async () => {
    const answers = await officeAnswers(OPTIONS)
    const first = END.getTime() - 14 * 86_400_000
    for (const answer of answers) {
      expect(answer.start.getTime()).toBeGreaterThan(first)
      expect(answer.end.getTime()).toBeLessThan(END.getTime())
    }
    expect(new Set(answers.flatMap(({ hunts }) => hunts))).toEqual(new Set(HUNTS))
  })

  it('name connections that the composed log has', () => {
    const hostile = planOffice(takes, { ...OPTIONS, events: 0 }).filter(
      ({ take }) => take.kind === 'hostile',
    )
    const seen = new Set<string>()
    for (const line of composePlan(hostile)) {
      const event = JSON.parse(line) as EveEvent
      const flow = event['flow'] as { start?: string } | undefined
      if (event['event_type'] === 'flow') seen.add(`${event['dest_port']} ${flow?.start}`)
    }
    const wanted = answersOf(hostile, key)
    expect(wanted.length).toBeGreaterThan(60)
    for (const { start, serverPort } of wanted) {
      const stamp = start.toISOString().slice(0, 23)
      expect([...seen].some((flow) => flow.startsWith(`${serverPort} ${stamp}`))).toBe(true)
    }
  })

  it('use the names of files that the composed log shows', () => {
    const plan = planOffice(takes, { ...OPTIONS, events: 0 })
    const stealer = plan.filter(({ take }) => take.id === 'ftp-stealer').slice(0, 1)
    const names = answersOf(stealer, key).flatMap(({ files }) => files.map(({ name }) => name))
    const log = [...composePlan(stealer)].join('\n')
    expect(names).toHaveLength(5)
    for (const name of names) expect(log).toContain(`"filename":"${name}"`)
    const [planned] = stealer
    expect(planned && castOf(planned).name('FIN-WS-021')).toMatch(/^[A-Z]{3}-WS-\d{3}$/)
  })
})

describe('answers.yaml', () => {
  it('is up to date (npm run answers -w @spoor/demo)', async () => {
    const current = await readFile(ANSWERS_FILE, 'utf8')
    expect(await renderAnswers(current)).toBe(current)
  })
})
