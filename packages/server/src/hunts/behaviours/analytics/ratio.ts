import { Type } from '@sinclair/typebox'
import { analytic } from '../behaviour.js'
import { daily, historyWindow } from '../daily.js'
import { amountText, numberIn, numberText } from '../figure-texts.js'
import { learntDays } from '../learnt-days.js'
import { listed, type RecordsOf } from '../records.js'
import * as shared from '../setting-types.js'

/** An entity whose earlier ratio was above this part of the factor always uploads that much. */
const USUAL_PART = 1 / 3

/** An entity that suddenly sends far more than it gets. */
export const ratio = analytic({
  name: 'ratio',
  schema: Type.Object(
    {
      factor: Type.Number({
        description: 'Bytes up per byte down; of the days before it was less than a third of that.',
        default: 10,
        minimum: 1,
        maximum: 1_000_000,
      }),
      at_least: shared.atLeast('Bytes up on the day.'),
      history_days: shared.historyDays,
      learning_days: shared.learningDays,
    },
    { additionalProperties: false },
  ),
  figures: {
    up: 'Bytes up on the day.',
    down: 'Bytes down on the day.',
    times: 'How many times as much up as down; empty if nothing came down.',
    usual: 'The ratio of the days before; empty if there is none.',
  },
  check: shared.checkLearning,
  historyDays: (settings) => settings.history_days,
  statement(settings, records) {
    const { factor, at_least, history_days } = settings
    const { keys } = records
    const enough = `up >= ${at_least} AND up >= ${factor} * down`
    const rows = daily(records, {
      columns: { kind: records.kindOfRecord, ...directions(records) },
      amounts: {
        up: sumOf('record.up_bytes'),
        down: sumOf('record.down_bytes'),
        kind: 'min(record.kind)',
      },
      enough,
    })
    return `
SELECT ${listed(keys, 'day_number')}, first_at, last_at, records, bytes, evidence,
  up / greatest(down, 1) AS measured,
  map('up', [toString(up)], 'down', [toString(down)], 'up_before', [toString(up_before)],
    'down_before', [toString(down_before)]) AS detail
FROM (
  SELECT *, sum(up) OVER history AS up_before, sum(down) OVER history AS down_before
  FROM (${rows})
  WINDOW history AS ${historyWindow(keys, history_days)}
) AS today
INNER JOIN (${learntDays(settings, records)}) AS learnt USING (kind, day_number)
WHERE day_number >= {day_from:Int32} AND ${enough}
  AND (up_before = 0 OR up_before < ${factor * USUAL_PART} * down_before)`
  },
  figureTexts(row) {
    const [up = 0, down = 0, upBefore = 0, downBefore = 0] = [
      'up',
      'down',
      'up_before',
      'down_before',
    ].map((name) => numberIn(row, name))
    return {
      up: amountText('bytes', up),
      down: amountText('bytes', down),
      times: down > 0 ? numberText(up / down) : '',
      usual: downBefore > 0 ? numberText(upBefore / downBefore) : '',
    }
  },
})

/** What a record moved each way. */
function directions(records: RecordsOf): Readonly<Record<string, string>> {
  switch (records.subject) {
    case 'transfers': {
      const moved = (direction: string) =>
        `if(transfer_direction = '${direction}', transfer_bytes, NULL)`
      return { up_bytes: moved('upload'), down_bytes: moved('download') }
    }
    case 'sessions':
      return { up_bytes: 'client_bytes', down_bytes: 'server_bytes' }
    case 'events':
      return { up_bytes: 'source_bytes', down_bytes: 'destination_bytes' }
  }
}

function sumOf(column: string): string {
  return `toFloat64(ifNull(sum(toUInt128(${column})), 0))`
}
