import { Type } from '@sinclair/typebox'
import { isReadable } from '../../../query/record-values.js'
import { analytic } from '../behaviour.js'
import { matchAggregates } from '../records.js'
import { checkQuestion, question } from '../question-settings.js'
import { fieldName } from '../setting-types.js'
import { entityAndDay } from '../windows.js'

const pair = (description: string) =>
  Type.Tuple([fieldName('A field of the records.'), fieldName('Its like in the expected ones.')], {
    description,
  })

/** What one source saw and another, which should have seen it, did not. */
export const evidenceConflict = analytic({
  name: 'evidence-conflict',
  schema: Type.Object(
    {
      expected_subject: Type.Union(
        [Type.Literal('events'), Type.Literal('sessions'), Type.Literal('transfers')],
        { description: 'What the expected records are.' },
      ),
      expected: question('Which records are expected beside each record of the hunt.'),
      same: Type.Array(pair('Two fields.'), {
        description:
          'Pairs of fields whose values are the same: the one of the records, and the one of the expected records.',
        minItems: 1,
        maxItems: 4,
      }),
      where_active: Type.Optional(
        pair(
          'Pair of fields, such as the server: a record counts only if there is any expected record with this value on its day. If left out, any expected record will do.',
        ),
      ),
      seconds: Type.Integer({
        description: 'How long before or after the record the expected one may begin.',
        default: 300,
        minimum: 0,
        maximum: 3600,
      }),
      at_least: Type.Integer({
        description: 'Records without an expected one on the day.',
        default: 1,
        minimum: 1,
      }),
    },
    { additionalProperties: false },
  ),
  figures: {
    seconds: 'How long before and after was looked, in seconds.',
  },
  fields: ({ same, where_active }) =>
    [...same, ...(where_active === undefined ? [] : [where_active])].map(([here]) => here),
  check({ expected_subject, expected, same, where_active }) {
    checkQuestion('expected', expected, expected_subject)
    for (const [, there] of [...same, ...(where_active === undefined ? [] : [where_active])]) {
      if (isReadable(expected_subject, there)) continue
      throw new Error(`${expected_subject} have no field ${JSON.stringify(there)}.`)
    }
  },
  historyDays: () => 1,
  statement({ expected_subject, expected, same, where_active, seconds, at_least }, records) {
    const { keys } = records
    const span = seconds * 1_000_000
    const names = same.map((_, i) => `s${i}`)
    const own = records.select({
      ...Object.fromEntries(same.map(([here], i) => [`s${i}`, records.text(here)])),
      active: where_active === undefined ? `''` : records.text(where_active[0]),
    })
    const others = records.others(
      expected_subject,
      expected,
      same.map(([, there]) => there),
    )
    const anyOther = records.others(
      expected_subject,
      expected,
      where_active === undefined ? [] : [where_active[1]],
    )
    const columns = ['at', 'day_number', 'id', 'bytes', ...keys, ...names, 'active'].join(', ')
    const theirs = [
      'at',
      'day_number',
      `'' AS id`,
      "CAST(NULL, 'Nullable(UInt64)') AS bytes",
      ...keys.map((key) => `'' AS own_${key}`),
      ...others.keys,
      `'' AS active`,
    ].join(', ')
    const alike = `PARTITION BY ${names.join(', ')}`
    const upToPeers = 'RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW'
    const present = names.map((name) => `${name} != ''`).join(' AND ')
    const life = where_active === undefined ? `''` : anyOther.keys.join(', ')
    // What is expected may come after midnight: a record is judged on the day when all is known.
    return `
SELECT ${entityAndDay(keys)}, ${matchAggregates()}, toFloat64(records) AS measured,
  CAST(map(), 'Map(String, Array(String))') AS detail
FROM (
  SELECT * EXCEPT (day_number, judged_on), judged_on AS day_number
  FROM (
    SELECT *, toInt32(toDate32(fromUnixTimestamp64Micro(at + ${span}, 'UTC'))) AS judged_on
    FROM (
      SELECT *, maxIf(toNullable(at), is_expected) OVER (${alike} ORDER BY at ${upToPeers}) AS one_before,
        minIf(toNullable(at), is_expected) OVER (${alike} ORDER BY at DESC ${upToPeers}) AS one_after
      FROM (
        SELECT ${columns}, false AS is_expected FROM (${own}) WHERE ${present}
        UNION ALL
        SELECT ${theirs}, true AS is_expected FROM (${others.select()})
      )
    )
    WHERE NOT is_expected
      AND ifNull(one_before < at - ${span}, true) AND ifNull(one_after > at + ${span}, true)
      AND (day_number, active) IN (SELECT day_number, ${life} FROM (${anyOther.select()}))
  )
)
GROUP BY ${entityAndDay(keys)}
HAVING records >= ${at_least}`
  },
  figureTexts: (_row, { seconds }) => ({ seconds: String(seconds) }),
})
