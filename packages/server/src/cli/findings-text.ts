import type { Finding, Level } from '@spoor/model'
import { LEVELS } from '../hunts/levels.js'
import { timeText } from './figures.js'
import { styled } from './output.js'
import { tableText, type Column } from './table.js'
import { visible } from './terminal-text.js'

const COLUMNS: readonly Column<Finding>[] = [
  { title: 'LEVEL', value: ({ level }) => level },
  { title: 'FIRST SEEN (UTC)', value: ({ first_seen }) => timeText(first_seen) },
  { title: 'FINDING', value: ({ title }) => title, least: 20 },
  {
    title: 'CLIENT → SERVER',
    value: ({ client, server, entity }) =>
      client || server ? `${client || 'several'} → ${server || 'several'}` : entity,
    least: 20,
  },
]

/** Findings as a table; below each stands why it is one. */
export function findingsText(findings: readonly Finding[], width?: number): string {
  const [head = '', ...lines] = tableText(COLUMNS, findings, width).split('\n')
  const parts = lines.flatMap((line, index) => {
    const finding = findings[index]
    if (!finding) return [line]
    return [coloured(line, finding.level), `    ${visible(finding.why)}`]
  })
  return [styled('bold', head), ...parts].join('\n')
}

function coloured(line: string, level: Level): string {
  if (level === 'critical' || level === 'high') return styled('red', line)
  return level === 'medium' ? styled('yellow', line) : line
}

/** `4 critical, 12 high, 1 low`. */
export function levelCounts(findings: readonly Finding[]): string {
  return LEVELS.toReversed()
    .map((level) => {
      const count = findings.filter((finding) => finding.level === level).length
      return count > 0 ? `${count} ${level}` : ''
    })
    .filter((text) => text !== '')
    .join(', ')
}
