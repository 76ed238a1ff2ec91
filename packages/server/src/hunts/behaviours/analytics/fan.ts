import { Type } from '@sinclair/typebox'
import { analytic, type Analytic } from '../behaviour.js'
import { numberText, valuesText } from '../figure-texts.js'
import { learntDays } from '../learnt-days.js'
import { matchAggregates, partitionBy, type RecordsOf } from '../records.js'
import { fieldName } from '../setting-types.js'
import {
  DISTINCT,
  entityAndDay,
  firstValues,
  MINUTE,
  presentAtHits,
  withDistinct,
  withSums,
} from '../windows.js'

/** Days of history that are enough, however many are asked for. */
const ENOUGH_DAYS = 7

const schema = Type.Object(
  {
    count: fieldName('The field whose different values are counted, such as `server.ip`.'),
    at_least: Type.Integer({
      description: 'Different values in a window.',
      default: 10,
      minimum: 2,
      maximum: 1_000_000,
    }),
    minutes: Type.Integer({
      description: 'Length of the window, which slides over the records.',
      default: 60,
      minimum: 1,
      maximum: 1440,
    }),
    only_new_days: Type.Integer({
      description:
        'Count only values that the entity had no record with in so many days before the day; 0 counts all.',
      default: 0,
      minimum: 0,
      maximum: 90,
    }),
  },
  { additionalProperties: false },
)

/** One that turns to many: a client to servers, a user to hosts. */
export const fanOut = fan('fan-out')
/** Many that turn to one: `by` the one, `count` the many. */
export const fanIn = fan('fan-in')

function fan(name: string): Analytic {
  return analytic({
    name,
    schema,
    figures: {
      values: 'How many different values there were in the fullest window.',
      named: 'The first of them and how many more.',
      minutes: 'Length of the window in minutes.',
    },
    fields: ({ count }) => [count],
    // A window reaches into the day before, and of that day too is asked what was new.
    historyDays: ({ only_new_days }) => 1 + only_new_days,
    statement({ count, at_least, minutes, only_new_days }, records) {
      const { keys } = records
      const rows =
        only_new_days === 0
          ? `SELECT * FROM (${records.select({ value: records.text(count) })}) WHERE value != ''`
          : newPairs(records, count, only_new_days)
      const distinct = withDistinct(rows, keys, 'value', minutes * MINUTE)
      const judged = `SELECT *, total >= ${at_least} AS hit
        FROM (${withSums(distinct, keys, { total: DISTINCT })})`
      return `
SELECT ${entityAndDay(keys)}, ${matchAggregates()}, toFloat64(maxIf(total, own)) AS measured,
  map('named', ${firstValues('value', 'is_first = 1')}) AS detail
FROM (${presentAtHits(judged, keys)})
GROUP BY ${entityAndDay(keys)}`
    },
    figureTexts({ measured, detail }, { minutes }) {
      return {
        values: numberText(measured),
        named: valuesText(detail['named'] ?? [], measured),
        minutes: numberText(minutes),
      }
    },
  })
}

/** Records on days of whose value the entity had none on the days before. */
function newPairs(records: RecordsOf, count: string, days: number): string {
  const { keys } = records
  const pair = [...keys, 'value']
  const history = { history_days: days, learning_days: Math.min(days, ENOUGH_DAYS) }
  const select = records.select({ value: records.text(count), kind: records.kindOfRecord })
  return `SELECT * EXCEPT (day_before, last_day)
    FROM (
      SELECT *, maxIf(day_before, day_before < day_number) OVER (
        ${partitionBy(pair, 'day_number')}) AS last_day
      FROM (
        SELECT *, lagInFrame(toNullable(day_number)) OVER (${partitionBy(pair)} ORDER BY at, id
          ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS day_before
        FROM (${select})
        WHERE value != ''
      )
    )
    WHERE ifNull(last_day < day_number - ${days}, true)
      AND (kind, day_number) IN (SELECT kind, day_number FROM (${learntDays(history, records)}))`
}
