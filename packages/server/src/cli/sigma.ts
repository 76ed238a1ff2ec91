import type { Command } from 'commander'
import type { CompiledRule } from '../sigma/compile/compile-rule.js'
import type { Verdict } from '../sigma/rule-set.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { counted, numberText } from './figures.js'
import { withConfig, withData, withExamples, withRange, wholeNumber } from './options.js'
import { print } from './output.js'
import type { StoreFlags } from './settings.js'
import { explanation } from './sigma-explanation.js'
import { listsOf, ruleSetOf, sayRejected, verdictText } from './sigma-rules.js'
import { runSigma, type RunFlags } from './sigma-run.js'
import { jsonLine } from './terminal-text.js'

interface CheckFlags extends StoreFlags {
  readonly json?: boolean
  readonly problems?: boolean
}

/** Rules in Sigma: whether they can be used, what they find, what they mean. */
export function addSigma(program: Command, done: (code: ExitCode) => void): void {
  const sigma = program
    .command('sigma')
    .description('rules in the Sigma format: check them, run them, see what they mean')
  const check = sigma
    .command('check')
    .description('say of each rule whether it is accepted, and if not, why')
    .argument('<path...>', 'files and folders with Sigma rules (.yml, .yaml)')
    .option('--problems', 'only what is not accepted')
    .option('--json', 'one JSON object a line for each document')
  withExamples(withConfig(check), [
    'spoor sigma check rules/',
    'spoor sigma check rules/ --problems',
  ]).action(async (paths: string[], flags: CheckFlags) => done(await checkRules(paths, flags)))

  const run = sigma
    .command('run')
    .description('print what rules match, in a store or in logs')
    .argument('<path...>', 'files and folders with Sigma rules (.yml, .yaml)')
    .option('--logs <path...>', 'logs and captures to look at, instead of a store')
    .option(
      '-n, --limit <rows>',
      'records to show of each rule, the newest',
      wholeNumber(0, 1000),
      5,
    )
    .option('--json', 'one JSON object a line for each rule that matched')
  withExamples(withData(withRange(run)), [
    'spoor sigma run rules/ --data spoor-data --from now-7d',
    'spoor sigma run rules/ftp.yml --logs eve.json capture.pcap',
  ]).action(async (paths: string[], flags: RunFlags) => done(await runSigma(paths, flags)))

  const explain = sigma
    .command('explain')
    .description('show what rules ask: as a question, as a tree, and as SQL')
    .argument('<path...>', 'files and folders with Sigma rules (.yml, .yaml)')
    .option('--json', 'one JSON object a line for each rule')
  withExamples(withConfig(explain), ['spoor sigma explain rules/ftp-upload.yml']).action(
    async (paths: string[], flags: CheckFlags) => done(await explainRules(paths, flags)),
  )
}

async function checkRules(paths: readonly string[], flags: CheckFlags): Promise<ExitCode> {
  const { verdicts } = await ruleSetOf(paths, flags)
  for (const verdict of verdicts) {
    if (flags.problems && verdict.outcome === 'accepted') continue
    await print(flags.json ? `${jsonLine(flat(verdict))}\n` : `${verdictText(verdict)}\n`)
  }
  if (!flags.json) await print(`\n${summaryText(verdicts)}\n`)
  return verdicts.some(({ outcome }) => outcome === 'rejected') ? EXIT.failed : EXIT.ok
}

function flat({ place, ...verdict }: Verdict): Record<string, unknown> {
  return { ...place, ...verdict }
}

function summaryText(verdicts: readonly Verdict[]): string {
  const count = (outcome: Verdict['outcome']): string =>
    `${numberText(verdicts.filter((verdict) => verdict.outcome === outcome).length)} ${outcome}`
  return `${counted(verdicts.length, 'document')}: ${count('accepted')}, ${count('not applicable')}, ${count('rejected')}.`
}

async function explainRules(paths: readonly string[], flags: CheckFlags): Promise<ExitCode> {
  const set = await ruleSetOf(paths, flags)
  sayRejected(set)
  const context = { now: new Date(), lists: await listsOf(flags) }
  const rules: readonly CompiledRule[] = set.compiled
  for (const explained of explanation(rules, set.correlations, context)) {
    await print(flags.json ? `${jsonLine(explained.json)}\n` : `${explained.text}\n`)
  }
  return set.verdicts.some(({ outcome }) => outcome === 'rejected') ? EXIT.failed : EXIT.ok
}
