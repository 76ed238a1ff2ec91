import type { Expected, Score, ScoredFinding } from './score.js'

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
