import { Type } from '@sinclair/typebox'
import { analytic } from '../behaviour.js'
import { amountOf, daily } from '../daily.js'
import { amountText, numberIn, numberText } from '../figure-texts.js'
import { listed, partitionBy } from '../records.js'
import { scoreFrom } from '../robust-score.js'
import * as shared from '../setting-types.js'

/** An entity that moved far more on a day than those of its group did on that day. */
export const peerGroup = analytic({
  name: 'peer-group',
  schema: Type.Object(
    {
      of: shared.amount,
      at_least: shared.atLeast('The sum of the day is at least so much.'),
      score: shared.score,
      min_peers: Type.Integer({
        description:
          'Active entities that a group needs; those of a smaller one are compared with all.',
        default: 8,
        minimum: 5,
        maximum: 10_000,
      }),
    },
    { additionalProperties: false },
  ),
  figures: {
    amount: 'What the day amounts to.',
    usual: 'The median of the peers.',
    score: 'The modified z-score.',
    peers: 'How many entities were compared.',
    group: 'The network that they share; empty if all were compared.',
  },
  check(_settings, _subject, by) {
    if (by.length === 0) throw new Error('peer-group needs a field in "by".')
  },
  historyDays: () => 0,
  statement({ of, at_least, score, min_peers }, records) {
    const { keys } = records
    const rows = daily(records, {
      columns: { network: records.clientNetwork },
      amounts: { amount: amountOf(of), network: 'min(network)' },
      enough: `amount >= ${at_least}`,
    })
    const ranked = withMedians(withMedians(rows, 'network', ['network']), 'all', [])
    const isEnough = `network != '' AND network_peers >= ${min_peers}`
    const chosen = ['peers', 'median', 'deviation', 'mean_deviation', 'most']
      .map((name) => `if(${isEnough}, network_${name}, all_${name}) AS ${name}`)
      .join(', ')
    return `
SELECT ${listed(keys, 'day_number')}, first_at, last_at, records, bytes, evidence,
  score AS measured,
  map('amount', [toString(amount)], 'usual', [toString(median)], 'peers', [toString(peers)],
    'group', if(${isEnough}, [network], [])) AS detail
FROM (
  SELECT *, ${chosen}, ${scoreFrom('amount', 'amount >= most')} AS score FROM (${ranked})
)
WHERE peers >= ${min_peers} AND amount >= ${at_least} AND score >= ${score}`
  },
  figureTexts(row, { of }) {
    return {
      amount: amountText(of, numberIn(row, 'amount')),
      usual: amountText(of, numberIn(row, 'usual')),
      score: numberText(row.measured),
      peers: numberText(numberIn(row, 'peers')),
      group: row.detail['group']?.[0] ?? '',
    }
  },
})

/**
 * Rows with the median of their amounts, its deviations and the greatest amount, among the rows of
 * the same day and columns. By ranks: collecting all amounts for every row would take too long.
 */
function withMedians(rows: string, name: string, columns: readonly string[]): string {
  const partition = partitionBy(columns, 'day_number')
  const middle = (value: string) =>
    `avgIf(${value}, rank IN (intDiv(${name}_peers + 1, 2), intDiv(${name}_peers + 2, 2))) OVER (${partition})`
  const ranked = (from: string, value: string) =>
    `SELECT *, row_number() OVER (${partition} ORDER BY ${value}) AS rank FROM (${from})`
  const counted = `SELECT *, toInt64(count() OVER (${partition})) AS ${name}_peers,
    max(amount) OVER (${partition}) AS ${name}_most FROM (${rows})`
  const far = `abs(amount - ${name}_median)`
  const medians = `SELECT * EXCEPT rank, ${middle('amount')} AS ${name}_median
    FROM (${ranked(counted, 'amount')})`
  // As decimals: a sum of floating numbers depends on the order of its parts.
  return `SELECT * EXCEPT rank, ${middle(far)} AS ${name}_deviation,
      toFloat64(avg(toDecimal256(${far}, 1)) OVER (${partition})) AS ${name}_mean_deviation
    FROM (${ranked(medians, far)})`
}
