import { Type } from '@sinclair/typebox'
import { analytic } from '../behaviour.js'
import { daily, historyWindow } from '../daily.js'
import { numberIn, numberText } from '../figure-texts.js'
import { learntDays } from '../learnt-days.js'
import { listed } from '../records.js'
import * as shared from '../setting-types.js'

/** Many more records, or different values, than on any day before. */
export const suddenIncrease = analytic({
  name: 'sudden-increase',
  schema: Type.Object(
    {
      count: Type.Optional(
        shared.fieldName('The field whose different values are counted; records if left out.'),
      ),
      factor: Type.Number({
        description: 'How many times the greatest of the days before.',
        default: 3,
        minimum: 1,
        maximum: 1000,
      }),
      at_least: shared.atLeast('The count of the day is at least so much.'),
      history_days: shared.historyDays,
      learning_days: shared.learningDays,
    },
    { additionalProperties: false },
  ),
  figures: {
    amount: 'The count of the day.',
    usual: 'The greatest count of the days before.',
    times: 'How many times that is; empty if there was none before.',
    days: 'Days of history that it was compared with.',
  },
  fields: ({ count }) => (count === undefined ? [] : [count]),
  check: shared.checkLearning,
  historyDays: (settings) => settings.history_days,
  statement(settings, records) {
    const { count, factor, at_least, history_days } = settings
    const { keys } = records
    const enough = `amount >= ${at_least}`
    const rows = daily(records, {
      columns: {
        kind: records.kindOfRecord,
        ...(count !== undefined && { counted: records.text(count) }),
      },
      amounts: {
        amount:
          count === undefined
            ? 'toFloat64(count())'
            : `toFloat64(uniqExactIf(counted, counted != ''))`,
        kind: 'min(record.kind)',
      },
      enough,
    })
    return `
SELECT ${listed(keys, 'day_number')}, first_at, last_at, records, bytes, evidence,
  amount / greatest(greatest_before, 1) AS measured,
  map('amount', [toString(amount)], 'usual', [toString(greatest_before)],
    'days', [toString(day_number - since)]) AS detail
FROM (
  SELECT *, max(amount) OVER ${historyWindow(keys, history_days)} AS greatest_before
  FROM (${rows})
) AS today
INNER JOIN (${learntDays(settings, records)}) AS learnt USING (kind, day_number)
WHERE day_number >= {day_from:Int32} AND ${enough} AND amount >= ${factor} * greatest_before`
  },
  figureTexts(row) {
    const usual = numberIn(row, 'usual')
    return {
      amount: numberText(numberIn(row, 'amount')),
      usual: numberText(usual),
      times: usual > 0 ? numberText(row.measured) : '',
      days: numberText(numberIn(row, 'days')),
    }
  },
})
