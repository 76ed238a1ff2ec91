import { printQuery, type Row } from '@spoor/model'
import { openInstallation, type Installation } from '../installation.js'
import { listRecords } from '../questions/list.js'
import { isoOfMicros } from '../questions/moment.js'
import { QuestionError } from '../questions/question-error.js'
import { huntEverything } from '../serving/hunting.js'
import { runCorrelation, type CorrelationRun } from '../sigma/correlate/correlation-statement.js'
import type { TimeSpan } from '../query/time-span.js'
import { countMatches, type RuleCount } from '../sigma/count-matches.js'
import { SigmaError } from '../sigma/document.js'
import type { PlannedCorrelation, RuleSet } from '../sigma/rule-set.js'
import { StoreError } from '../store/event-store.js'
import { askingOf } from './ask.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { counted, numberText } from './figures.js'
import { ingestWithProgress, sayTroubles } from './ingest-progress.js'
import { interruptible } from './interrupt.js'
import { outputWidth, print, say } from './output.js'
import { recordTable } from './record-columns.js'
import { configOf, openForReading, type StoreFlags } from './settings.js'
import { ruleSetOf, sayRejected } from './sigma-rules.js'
import { spanOf } from './span.js'
import { tableText } from './table.js'
import { jsonLine, visible } from './terminal-text.js'

export interface RunFlags extends StoreFlags {
  readonly logs?: readonly string[]
  readonly from?: string
  readonly to?: string
  readonly limit: number
  readonly json?: boolean
}

/** Prints what rules match in a store, or in logs that are taken into a throwaway one. */
export async function runSigma(paths: readonly string[], flags: RunFlags): Promise<ExitCode> {
  const set = await ruleSetOf(paths, flags)
  sayRejected(set)
  return interruptible({ stopping: 'Stopping…' }, async (signal) => {
    const installation = await openPlace(flags, signal)
    try {
      const range = await spanOf(installation.events, flags)
      if (range === undefined) {
        say('There are no events.')
        return EXIT.ok
      }
      return await showMatches(installation, set, range, flags, signal)
    } finally {
      await installation.close()
    }
  })
}

async function openPlace(flags: RunFlags, signal: AbortSignal): Promise<Installation> {
  if (!flags.logs) return openForReading(flags, 'made')
  const installation = await openInstallation(await configOf(flags))
  try {
    sayTroubles(await ingestWithProgress(installation, flags.logs, signal))
    signal.throwIfAborted()
    await huntEverything(installation)
    return installation
  } catch (error) {
    await installation.close()
    throw error
  }
}

async function showMatches(
  installation: Installation,
  { rules, correlations }: RuleSet,
  range: TimeSpan,
  flags: RunFlags,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { events, lists } = installation
  const context = { now: new Date(), lists }
  let matched = 0
  let failed = 0
  for (const count of await countMatches(events, rules, range, context)) {
    signal.throwIfAborted()
    if (count.failure !== undefined) {
      failed += 1
      say(`${visible(count.rule.rule.title)}: not counted: ${visible(count.failure)}`)
    }
    if (count.matches === 0) continue
    matched += 1
    await showRule(installation, count, range, flags)
  }
  for (const planned of correlations) {
    signal.throwIfAborted()
    const run = await matchesOf(planned, () => runCorrelation(events, planned.plan, range, context))
    if (run === undefined) failed += 1
    if (run === undefined || run.matches.length === 0) continue
    matched += 1
    await showCorrelation(planned, run, flags)
  }
  if (!flags.json) {
    const tried = counted(rules.length + correlations.length, 'rule')
    await print(`${numberText(matched)} of ${tried} matched.\n`)
  }
  return failed > 0 ? EXIT.partial : EXIT.ok
}

/** Nothing if the engine refuses it, which is said; the others go on. */
async function matchesOf(
  { correlation }: PlannedCorrelation,
  run: () => Promise<CorrelationRun>,
): Promise<CorrelationRun | undefined> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof StoreError || error instanceof SigmaError)) throw error
    say(`${visible(correlation.title)}: not counted: ${visible(error.message)}`)
    return undefined
  }
}

async function showRule(
  installation: Installation,
  { rule: { rule, subject, query }, matches }: RuleCount,
  range: TimeSpan,
  flags: RunFlags,
): Promise<void> {
  const rows = await newest(installation, { subject, query }, range, flags.limit)
  const { title, id, level = '', place } = rule
  if (flags.json) {
    await print(`${jsonLine({ ...place, title, id, level, subject, matches, rows })}\n`)
    return
  }
  const noun = subject.slice(0, -1)
  await print(`${visible(`${title}  ${level}`.trimEnd())}  ${counted(matches, noun)}\n`)
  if (rows.length > 0) {
    const table = tableText(recordTable(subject).columns, rows, outputWidth())
    await print(`${table.replaceAll(/^/gm, '  ')}\n`)
  }
  await print('\n')
}

/** The newest matches; none where the rule is too long to be asked as a question. */
async function newest(
  installation: Installation,
  { subject, query }: Pick<RuleCount['rule'], 'subject' | 'query'>,
  { from, to }: TimeSpan,
  limit: number,
): Promise<readonly Row[]> {
  if (limit === 0) return []
  try {
    const { rows } = await listRecords(askingOf(installation), subject, {
      q: printQuery(query),
      from: isoOfMicros(from.getTime() * 1000),
      to: isoOfMicros(to.getTime() * 1000),
      fields: recordTable(subject).fields.join(','),
      limit,
    })
    return rows
  } catch (error) {
    if (error instanceof QuestionError) return []
    throw error
  }
}

async function showCorrelation(
  { correlation }: PlannedCorrelation,
  { matches, cut }: CorrelationRun,
  flags: RunFlags,
): Promise<void> {
  const { title, id, level = '', place, groupBy } = correlation
  if (flags.json) {
    const told = matches.map(({ firstAt, lastAt, ...match }) => ({
      ...match,
      first_at: firstAt,
      last_at: lastAt,
    }))
    const answer = { ...place, title, id, level, group_by: groupBy, matches: told, cut }
    await print(`${jsonLine(answer)}\n`)
    return
  }
  await print(
    `${visible(`${title}  ${level}`.trimEnd())}  ${counted(matches.length, 'match', 'matches')}\n`,
  )
  const shown = matches.slice(0, flags.limit)
  for (const { group, firstAt, lastAt, records, measured } of shown) {
    const key = groupBy.map((name, i) => `${name}=${group[i] ?? ''}`).join(' ')
    const figures = `${counted(records, 'record')}, measured ${numberText(measured)}`
    await print(`${visible(`  ${firstAt} – ${lastAt}  ${key}  ${figures}`)}\n`)
  }
  const more = matches.length - shown.length
  if (more > 0) await print(`  and ${numberText(more)} more\n`)
  for (const { day, found } of cut) await print(`  on ${day} there were ${numberText(found)}\n`)
  await print('\n')
}
