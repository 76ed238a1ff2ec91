import type { Expected, Further, Score, ScoredFinding } from './score.js'

const percent = (share: number | null): string =>
  share === null ? '–' : `${(100 * share).toFixed(0)} %`

/** The scores as a table for a terminal, and below it what was missed and what was wrong. */
export function scoreText({
  hunts,
  total,
  missed,
  false: wrong,
}: {
  hunts: readonly Score[]
  total: Score
  missed: readonly Expected[]
  false: readonly ScoredFinding[]
}): string {
  const rows = [...hunts, total].map((score) =>
    [
      score.hunt.padEnd(28),
      String(score.findings).padStart(8),
      String(score.truePositives).padStart(6),
      String(score.falsePositives).padStart(6),
      String(score.missed).padStart(7),
      percent(score.precision).padStart(10),
      percent(score.recall).padStart(8),
    ].join(''),
  )
  const head = `${'hunt'.padEnd(28)}findings right wrong missed precision  recall`
  const lost = missed.map(
    ({ hunt, take, client, server }) => `  missed: ${hunt}: ${client} → ${server} (${take})`,
  )
  const bad = wrong.map(({ hunt, client, server }) => `  wrong:  ${hunt}: ${client} → ${server}`)
  return [head, ...rows, ...lost, ...bad].join('\n')
}

/** What the other hunts found, as a table for a terminal. */
export function furtherText(further: readonly Further[]): string {
  const row = (hunt: string, findings: string | number, ofAttacks: string | number) =>
    `${hunt.padEnd(36)}${String(findings).padStart(8)}${String(ofAttacks).padStart(12)}`
  const sum = (count: (one: Further) => number) => further.reduce((all, one) => all + count(one), 0)
  return [
    row('other hunts', 'findings', 'of attacks'),
    ...further.map(({ hunt, findings, ofAttacks }) => row(hunt, findings, ofAttacks)),
    row(
      'total',
      sum(({ findings }) => findings),
      sum(({ ofAttacks }) => ofAttacks),
    ),
  ].join('\n')
}
