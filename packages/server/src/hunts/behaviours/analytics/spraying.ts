import { Type } from '@sinclair/typebox'
import { analytic } from '../behaviour.js'
import { numberText, valuesText } from '../figure-texts.js'
import { matchAggregates, partitionBy } from '../records.js'
import { times, timesOf } from '../question-settings.js'
import { fieldName } from '../setting-types.js'
import { entityAndDay, firstValues, MINUTE, presentAtHits } from '../windows.js'

/** A few tries on each of many: one password for many users. */
export const spraying = analytic({
  name: 'spraying',
  schema: Type.Object(
    {
      count: fieldName('The field whose different values are counted, such as `user.name`.'),
      times,
      at_least: Type.Integer({
        description: 'Different values with few failures in a window.',
        default: 5,
        minimum: 2,
        maximum: 1_000_000,
      }),
      each_at_most: Type.Integer({
        description: 'Failures of one value in the window; with more, it is not counted.',
        default: 3,
        minimum: 1,
        maximum: 1000,
      }),
      minutes: Type.Integer({
        description: 'Length of the window, which slides over the records.',
        default: 10,
        minimum: 1,
        maximum: 1440,
      }),
    },
    { additionalProperties: false },
  ),
  figures: {
    values: 'How many values with few failures there were in the fullest window.',
    named: 'The first values with failures and how many more.',
    minutes: 'Length of the window in minutes.',
  },
  fields: ({ count, times }) => (times === undefined ? [count] : [count, times]),
  historyDays: () => 1,
  statement({ count, times, at_least, each_at_most, minutes }, records) {
    const { keys } = records
    const select = records.select({ value: records.text(count), weight: timesOf(times, records) })
    const span = minutes * MINUTE
    const one = partitionBy([...keys, 'value'])
    // A value counts while its failures in the window are few: that changes with its own rows only.
    const judged = `SELECT *, total >= ${at_least} AS hit
      FROM (
        SELECT *, sum(change) OVER (${partitionBy(keys)} ORDER BY moment
          RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS total
        FROM (
          SELECT *, toInt64(few) - toInt64(lagInFrame(few, 1, 0) OVER (${one}
            ORDER BY moment, leaving, id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)) AS change
          FROM (
            SELECT *, failures BETWEEN 1 AND ${each_at_most} AS few
            FROM (
              SELECT *, sum(if(leaving, -weight, weight)) OVER (${one}
                ORDER BY moment, leaving, id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS failures
              FROM (
                SELECT *, at + ${span} AS until, if(leaving, until + 1, at) AS moment
                FROM (SELECT *, arrayJoin([false, true]) AS leaving FROM (${select}))
                WHERE value != '' AND weight > 0
              )
            )
          )
        )
      )
      WHERE NOT leaving`
    return `
SELECT ${entityAndDay(keys)}, ${matchAggregates()}, toFloat64(maxIf(total, own)) AS measured,
  map('named', ${firstValues('value', '1')}, 'all', [toString(uniqExact(value))]) AS detail
FROM (${presentAtHits(judged, keys)})
GROUP BY ${entityAndDay(keys)}`
  },
  figureTexts({ measured, detail }, { minutes }) {
    return {
      values: numberText(measured),
      named: valuesText(detail['named'] ?? [], Number(detail['all']?.[0] ?? 0)),
      minutes: numberText(minutes),
    }
  },
})
