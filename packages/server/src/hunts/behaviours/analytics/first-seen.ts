import { Type } from '@sinclair/typebox'
import { analytic } from '../behaviour.js'
import { amountText, numberIn, numberText, valuesText } from '../figure-texts.js'
import { historyWindow } from '../daily.js'
import { learntDays } from '../learnt-days.js'
import { listed, matchAggregates, mergedEvidence, type RecordsOf } from '../records.js'
import { checkLearning, fieldName, historyDays, learningDays } from '../setting-types.js'

const VALUES_KEPT = 20

/** A value that was never there before: in the whole network, in a group of hosts, or on a host. */
export const firstSeen = analytic({
  name: 'first-seen',
  schema: Type.Object(
    {
      value: Type.Union(
        [fieldName('A field.'), Type.Array(fieldName('A field.'), { minItems: 1, maxItems: 2 })],
        { description: 'The field whose values are watched; of two fields, the pairs of values.' },
      ),
      scope: Type.Union([Type.Literal('network'), Type.Literal('group'), Type.Literal('host')], {
        description:
          'Where a value must not have been seen before: in the whole `network`, in the `group` (the /24 network of the client, for IPv6 the /64), or on the `host` (the entity that `by` names).',
        default: 'host',
      }),
      min_bytes: Type.Integer({
        description: 'Bytes that the records with new values must have on the day together.',
        default: 0,
        minimum: 0,
      }),
      history_days: historyDays,
      learning_days: learningDays,
      entity_days: Type.Integer({
        description:
          'Days that must have passed since the first record of the entity; 0 also reports entities that are new themselves.',
        default: 0,
        minimum: 0,
        maximum: 90,
      }),
    },
    { additionalProperties: false },
  ),
  figures: {
    value: 'The new value; of several, the first ones and how many more.',
    values: 'How many new values.',
    days: 'Days of history in which it was not seen.',
    volume: 'Bytes of the records with new values; empty if not known.',
  },
  fields: ({ value }) => [value].flat(),
  check(settings, _subject, by) {
    checkLearning(settings)
    if (settings.entity_days > settings.history_days) {
      throw new Error('entity_days is at most history_days.')
    }
    if (settings.scope === 'host' && by.length === 0) {
      throw new Error('The scope host needs a field in "by".')
    }
  },
  historyDays: (settings) => settings.history_days,
  statement(settings, records) {
    const { entity_days, min_bytes } = settings
    const { keys } = records
    const { values, value, cells } = cellsOf(settings, records)
    const isKnown =
      entity_days > 0 ? ` AND ifNull(day_number - entity_since, 0) >= ${entity_days}` : ''
    return `
SELECT ${listed(keys, 'day_number')}, min(cell.first_at) AS first_at, max(cell.last_at) AS last_at,
  sum(cell.records) AS records, sum(cell.bytes) AS bytes,
  ${mergedEvidence('cell.evidence')} AS evidence,
  toFloat64(uniqExact(${values.join(', ')})) AS measured,
  map('values', arrayDistinct(arrayMap(one -> one.2, groupArraySorted(${VALUES_KEPT})((cell.first_at, ${value})))),
    'days', [toString(min(day_number - since))]) AS detail
FROM (${cells}) AS cell
INNER JOIN (${learntDays(settings, records)}) AS learnt USING (kind, day_number)
WHERE day_number >= {day_from:Int32} AND isNull(seen_on)${isKnown}
GROUP BY ${listed(keys, 'day_number')}
HAVING ifNull(bytes, 0) >= ${min_bytes}`
  },
  figureTexts(row) {
    const { bytes, measured, detail } = row
    return {
      value: valuesText(detail['values'] ?? [], measured),
      values: numberText(measured),
      days: numberText(numberIn(row, 'days')),
      volume: bytes === null ? '' : amountText('bytes', bytes),
    }
  },
})

/**
 * A row per entity, value and day, with the last day before on which the value was seen (`seen_on`)
 * and, if it matters, the first day of the entity (`entity_since`), both NULL if there was none.
 */
function cellsOf(
  settings: {
    readonly value: string | readonly string[]
    readonly scope: 'network' | 'group' | 'host'
    readonly history_days: number
    readonly entity_days: number
  },
  records: RecordsOf,
): { values: readonly string[]; value: string; cells: string } {
  const { scope, history_days, entity_days } = settings
  const { keys } = records
  const fields = [settings.value].flat()
  const values = fields.map((_, i) => `v${i}`)
  const group: Readonly<Record<string, string>> =
    scope === 'group' ? { unit: records.clientNetwork } : {}
  const columns = {
    ...Object.fromEntries(fields.map((field, i) => [`v${i}`, records.text(field)])),
    ...group,
    kind: records.kindOfRecord,
  }
  const unit = scope === 'host' ? keys : Object.keys(group)
  const cell = listed([...keys, ...Object.keys(columns)], 'day_number')
  const present = [...values, ...Object.keys(group)].map((name) => `${name} != ''`)
  const days = [
    `max(toNullable(day_number)) OVER ${historyWindow([...unit, ...values], history_days)} AS seen_on`,
    ...(entity_days > 0
      ? [`min(toNullable(day_number)) OVER ${historyWindow(keys, history_days)} AS entity_since`]
      : []),
  ]
  const cells = `SELECT *, ${days.join(', ')}
    FROM (
      SELECT ${cell}, ${matchAggregates('day_number >= {day_from:Int32}')}
      FROM (${records.select(columns)})
      WHERE ${present.join(' AND ')}
      GROUP BY ${cell}
    )`
  const value = values.length === 1 ? 'v0' : `concat(${values.join(`, ' · ', `)})`
  return { values, value, cells }
}
