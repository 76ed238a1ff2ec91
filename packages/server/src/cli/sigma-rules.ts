import { parseOrganisation } from '../organisation/organisation.js'
import { compileSigma, type RuleSet, type Verdict } from '../sigma/rule-set.js'
import { readSigmaFiles } from '../sigma/sigma-files.js'
import { say } from './output.js'
import { configOf, type StoreFlags } from './settings.js'
import { visible } from './terminal-text.js'

type RuleLists = ReadonlyMap<string, readonly string[]>

/** The saved lists of the configuration, and `home`: the networks that are home. */
export async function listsOf(flags: StoreFlags): Promise<RuleLists> {
  const { lists, organisation } = await configOf(flags)
  return new Map([...lists, ['home', parseOrganisation(organisation).home]])
}

/** The rules of the paths, compiled with the lists of the configuration. */
export async function ruleSetOf(paths: readonly string[], flags: StoreFlags): Promise<RuleSet> {
  return compileSigma(await readSigmaFiles(paths), await listsOf(flags))
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
