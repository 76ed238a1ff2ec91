import { parseQuery } from '@spoor/model'
import type { Subject } from '@spoor/model'
import { openEveBench } from '../../sources/eve/eve.testing.js'
import type { EveBench } from '../../sources/eve/eve.testing.js'
import { planCorrelation } from './correlation-plan.js'
import type { CorrelationRegistry, CorrelationRule } from './correlation-plan.js'
import { runCorrelation } from './correlation-statement.js'
import type { CorrelationRun } from './correlation-statement.js'
import type { CorrelationCondition, SigmaCorrelation } from '../document.js'

/** What the tests of correlations share: made records, rules that find them, and a store. */

export const SECOND = 1_000_000
export const DAY_SECONDS = 86_400

/** 2026-05-04T10:00:00Z in microseconds. */
const TEN_O_CLOCK = Date.UTC(2026, 4, 4, 10) * 1000

/** A record of an FTP command. */
export interface MadeRecord {
  /** Its flow id, by which tests know it. */
  readonly n: number
  /** Microseconds after ten o'clock of the first day. */
  readonly at: number
  /** What rules tell records apart by. */
  readonly command: string
  readonly client?: string
  readonly server?: string
  /** Under `extra` of the line. */
  readonly extra?: Readonly<Record<string, unknown>>
}

/** Days by their first moments, up to and without the last. */
export const days = (first: number, last: number) => ({
  from: new Date(Date.UTC(2026, 4, 4 + first)),
  to: new Date(Date.UTC(2026, 4, 4 + last)),
})

/** As the engine writes the moment, so many microseconds after ten o'clock. */
export function momentText(at: number): string {
  const micros = TEN_O_CLOCK + at
  const [date = '', time = ''] = new Date(Math.floor(micros / 1000)).toISOString().split('T')
  return `${date} ${time.slice(0, 12)}${String(micros % 1000).padStart(3, '0')}`
}

function lineOf({ n, at, command, client = '10.0.0.5', server, extra }: MadeRecord): string {
  return JSON.stringify({
    timestamp: `${momentText(at).replace(' ', 'T')}+0000`,
    flow_id: n,
    event_type: 'ftp',
    src_ip: client,
    src_port: 40_000,
    dest_ip: server ?? '203.0.113.9',
    dest_port: 21,
    proto: 'TCP',
    host: 'sensor-1',
    ftp: { command, command_data: 'x', reply: ['ok'], completion_code: ['200'] },
    ...(extra && { extra }),
  })
}

export type Step = readonly [command: string, seconds: number, more?: Partial<MadeRecord>]

/** Records of commands at so many seconds. */
export function records(...steps: readonly Step[]): MadeRecord[] {
  return steps.map(([command, seconds, more], i) => ({
    n: i + 1,
    at: Math.round(seconds * SECOND),
    command,
    ...more,
  }))
}

/** A condition of at least so many. */
export const gte = (value: number, ...fields: string[]): CorrelationCondition => ({
  bounds: [{ op: 'gte', value }],
  fields,
})

const PLACE = { file: 'made.yml', line: 7 }
const HEADER = { place: PLACE, references: [], tags: [], falsePositives: [], custom: {} }

/** The rule of this name, whose records have the command of the same name. */
export function rule(
  name: string,
  question = `ftp.command:${name}`,
  fields: Readonly<Record<string, string>> = {},
  subject: Subject = 'events',
): CorrelationRule {
  const parsed = parseQuery(question, subject)
  if (!parsed.ok) throw new Error(question)
  return {
    rule: {
      ...HEADER,
      kind: 'rule',
      title: name,
      id: `id-of-${name}`,
      name,
      logSource: { place: PLACE },
      detection: { searches: new Map(), conditions: [] },
      fields: [],
    },
    subject,
    query: parsed.query,
    fieldName: (field) => fields[field] ?? field,
  }
}

type Aliases = Readonly<Record<string, Readonly<Record<string, string>>>>

/** A correlation over ten seconds by client; what is not said is as usual. */
export function correlation({
  aliases = {},
  ...rest
}: Partial<Omit<SigmaCorrelation, 'aliases'>> & { aliases?: Aliases }): SigmaCorrelation {
  return {
    ...HEADER,
    kind: 'correlation',
    title: 'made',
    type: 'event_count',
    rules: ['A'],
    groupBy: ['source.ip'],
    timespanSeconds: 10,
    condition: { bounds: [{ op: 'gte', value: 3 }], fields: [] },
    generate: false,
    aliases: new Map(
      Object.entries(aliases).map(([name, fields]) => [name, new Map(Object.entries(fields))]),
    ),
    ...rest,
  }
}

export const RULES = ['A', 'B', 'C'].map((name) => rule(name))

export interface CorrelationBench {
  readonly eve: EveBench
  /** Makes these the only records; each batch is stored by itself. Answers their ids, by number. */
  fill(...batches: (readonly MadeRecord[])[]): Promise<Map<number, string>>
  run(
    correlation: SigmaCorrelation,
    options?: Partial<CorrelationRegistry> & { range?: { from: Date; to: Date } },
  ): Promise<CorrelationRun>
  close(): Promise<void>
}

export async function openCorrelationBench(): Promise<CorrelationBench> {
  const eve = await openEveBench()
  return {
    eve,
    async fill(...batches) {
      await eve.store.run('TRUNCATE TABLE events')
      for (const batch of batches) {
        if (batch.length > 0)
          await eve.insert(batch.map((record) => `${lineOf(record)}\n`).join(''))
      }
      const rows = await eve.store.rows<{ n: number | string; event_id: string }>(
        'SELECT flow_id AS n, event_id FROM events',
      )
      return new Map(rows.map(({ n, event_id }) => [Number(n), event_id]))
    },
    run(asked, { rules = RULES, correlations = [], range = days(0, 1) } = {}) {
      const plan = planCorrelation(asked, { rules, correlations })
      return runCorrelation(eve.store, plan, range, { now: new Date('2026-05-05T00:00:00Z') })
    },
    close: () => eve.close(),
  }
}
