import { Type } from '@sinclair/typebox'
import { analytic } from '../behaviour.js'
import { numberIn, numberText, valuesText } from '../figure-texts.js'
import { matchAggregates } from '../records.js'
import { checkQuestion, question, times, timesOf } from '../question-settings.js'
import { fieldName } from '../setting-types.js'
import { entityAndDay, firstValues, MINUTE, presentAtHits, withSums } from '../windows.js'

/** Failures, and then it works: a password that was guessed. */
export const failuresThenSuccess = analytic({
  name: 'failures-then-success',
  schema: Type.Object(
    {
      failure: question('What is a failure, such as `session.login_failures:>0`.'),
      success: question('What is a success, such as `session.outcome:success`.'),
      times,
      show: Type.Optional(
        fieldName(
          'A field whose values at the successes a sentence can name, such as `user.name`.',
        ),
      ),
      failures: Type.Integer({
        description: 'Failures in the window that ends with a success.',
        default: 10,
        minimum: 2,
        maximum: 1_000_000,
      }),
      minutes: Type.Integer({
        description: 'Length of the window, which slides over the records.',
        default: 15,
        minimum: 1,
        maximum: 1440,
      }),
    },
    { additionalProperties: false },
  ),
  figures: {
    failures: 'Most failures before a success.',
    successes: 'How many successes came after so many failures.',
    named: 'The values of `show` at these successes: the first ones and how many more.',
    minutes: 'Length of the window in minutes.',
  },
  fields: ({ times, show }) => [times, show].filter((field) => field !== undefined),
  check({ failure, success }, subject) {
    checkQuestion('failure', failure, subject)
    checkQuestion('success', success, subject)
  },
  historyDays: () => 1,
  statement({ failure, success, times, show, failures, minutes }, records) {
    const { keys } = records
    const select = records.select({
      failed: records.meets(failure),
      succeeded: records.meets(success),
      count: timesOf(times, records),
      value: show === undefined ? `''` : records.text(show),
    })
    const rows = `SELECT *, if(failed, at + ${minutes * MINUTE}, at) AS until,
        if(failed, count, 0) AS weight
      FROM (${select})
      WHERE failed OR succeeded`
    const judged = `SELECT *, succeeded AND total >= ${failures} AS hit
      FROM (${withSums(rows, keys, { total: { enters: 'weight', leaves: 'weight' } })})`
    const named = `own AND value != ''`
    return `
SELECT ${entityAndDay(keys)}, ${matchAggregates()}, toFloat64(maxIf(total, own)) AS measured,
  map('successes', [toString(countIf(own))], 'named', ${firstValues('value', named)},
    'all', [toString(uniqExactIf(value, ${named}))]) AS detail
FROM (${presentAtHits(judged, keys)})
GROUP BY ${entityAndDay(keys)}`
  },
  figureTexts(row, { minutes }) {
    return {
      failures: numberText(row.measured),
      successes: numberText(numberIn(row, 'successes')),
      named: valuesText(row.detail['named'] ?? [], numberIn(row, 'all')),
      minutes: numberText(minutes),
    }
  },
})
