import { compileSigma, type RuleSet, type Verdict } from '../sigma/rule-set.js'
import { readSigmaFiles } from '../sigma/sigma-files.js'
import { say } from './output.js'
import { configOf, type StoreFlags } from './settings.js'
import { visible } from './terminal-text.js'

/** The rules of the paths, compiled with the saved lists of the configuration. */
export async function ruleSetOf(paths: readonly string[], flags: StoreFlags): Promise<RuleSet> {
  const { lists } = await configOf(flags)
  return compileSigma(await readSigmaFiles(paths), lists)
}

const MARKS: Readonly<Record<Verdict['outcome'], string>> = {
  accepted: '✓',
  'not applicable': '–',
  rejected: '✗',
}

/** `✗ rules/a.yml:12  Title` and below it why. */
export function verdictText({ place, title, outcome, reason, hint }: Verdict): string {
  const lines = [`${MARKS[outcome]} ${place.file}:${place.line}  ${title}`.trimEnd()]
  if (reason !== undefined) lines.push(`    ${outcome}: ${reason}${hint ? ` ${hint}` : ''}`)
  return lines.map(visible).join('\n')
}

/** Says on standard error what of a set cannot be used. */
export function sayRejected({ verdicts }: RuleSet): void {
  for (const verdict of verdicts) {
    if (verdict.outcome === 'rejected') say(verdictText(verdict))
  }
}
