import { Type } from '@sinclair/typebox'
import { analytic } from '../behaviour.js'
import { amountOf, daily, historyWindow } from '../daily.js'
import { amountText, numberIn, numberText } from '../figure-texts.js'
import { listed } from '../records.js'
import { robustScore } from '../robust-score.js'
import * as shared from '../setting-types.js'

/** A day on which an entity moved far more than on its other days. */
export const volumeAnomaly = analytic({
  name: 'volume-anomaly',
  schema: Type.Object(
    {
      of: shared.amount,
      at_least: shared.atLeast('The sum of the day is at least so much.'),
      score: shared.score,
      history_days: shared.historyDays,
      learning_days: shared.learningDays,
    },
    { additionalProperties: false },
  ),
  figures: {
    amount: 'What the day amounts to.',
    usual: 'The median of the days before.',
    score: 'The modified z-score.',
    days: 'Days of history that it was compared with.',
  },
  check: shared.checkLearning,
  historyDays: (settings) => settings.history_days,
  statement({ of, at_least, score, history_days, learning_days }, records) {
    const { keys } = records
    const enough = `amount >= ${at_least}`
    return `
SELECT ${listed(keys, 'day_number')}, first_at, last_at, records, bytes, evidence,
  score AS measured,
  map('amount', [toString(amount)], 'usual', [toString(median)], 'days', [toString(days)]) AS detail
FROM (
  SELECT *, ${robustScore('amount', 'usual')}
  FROM (
    SELECT *, assumeNotNull(day_number - first_day) AS days,
      arraySort(arrayConcat(earlier, arrayWithConstant(days - length(earlier), toFloat64(0)))) AS usual
    FROM (
      SELECT *, groupArray(amount) OVER history AS earlier,
        min(toNullable(day_number)) OVER history AS first_day
      FROM (${daily(records, { amounts: { amount: amountOf(of) }, enough })})
      WINDOW history AS ${historyWindow(keys, history_days)}
    )
    WHERE day_number >= {day_from:Int32} AND ${enough}
      AND ifNull(day_number - first_day, 0) >= ${learning_days}
  )
)
WHERE score >= ${score}`
  },
  figureTexts(row, { of }) {
    return {
      amount: amountText(of, numberIn(row, 'amount')),
      usual: amountText(of, numberIn(row, 'usual')),
      score: numberText(row.measured),
      days: numberText(numberIn(row, 'days')),
    }
  },
})
