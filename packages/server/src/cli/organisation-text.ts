import type { OrganisationChange, OrganisationDiff, OrganisationProblem } from '@spoor/model'
import { counted, numberText } from './figures.js'
import { visible } from './terminal-text.js'

const MARKS = { added: '+', removed: '-', changed: '~', moved: '>' } as const

const PARTS = {
  networks: ['network', 'networks'],
  host_groups: ['host group', 'host groups'],
  user_groups: ['user group', 'user groups'],
  roles: ['role', 'roles'],
  sites: ['site', 'sites'],
  lists: ['list', 'lists'],
} as const

const CHANGES_SHOWN = 100

/** What is different, for people. */
export function diffText(diff: OrganisationDiff): string {
  if (diff.total === 0) return 'Nothing is different.\n'
  const shown = diff.changes.slice(0, CHANGES_SHOWN)
  const lines = shown.flatMap(changeLines)
  const left = diff.total - shown.length
  if (left > 0) lines.push(`… and ${numberText(left)} more changes`)
  return `${lines.join('\n')}\n\n${totalsText(diff)}\n`
}

function changeLines(change: OrganisationChange): string[] {
  const { part, kind, name, was, details, details_total: total } = change
  const moved = was === undefined ? '' : ` (was ${was})`
  const more = total - details.length
  return [
    visible(`${MARKS[kind]} ${PARTS[part][0]} ${name}${moved}`),
    ...details.map((detail) => visible(`    ${detail}`)),
    ...(more > 0 ? [`    … and ${numberText(more)} more`] : []),
  ]
}

/** Such as `2 networks added, 1 list changed`. */
export function totalsText({ totals }: OrganisationDiff): string {
  return totals
    .map(({ part, kind, count }) => `${counted(count, PARTS[part][0], PARTS[part][1])} ${kind}`)
    .join(', ')
}

/** Mistakes or warnings, a line each. */
export function problemsText(problems: readonly OrganisationProblem[], total: number): string {
  const lines = problems.map(({ place, message, line }) =>
    visible(`${line === undefined ? '' : `line ${line}: `}${place}: ${message}`),
  )
  const left = total - problems.length
  return [...lines, ...(left > 0 ? [`… and ${numberText(left)} more`] : [])].join('\n')
}
