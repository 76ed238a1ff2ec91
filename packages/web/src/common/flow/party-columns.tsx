import type { Row, Subject } from '@spoor/model'
import { FieldValue } from '../records/field-value.js'
import { textOf } from '../records/values.js'
import type { Column } from '../table/column.js'
import type { Track } from '../table/layout.js'
import { TimeText } from '../time/time-text.js'
import classes from './flow.module.css'

const pivotOn = (subject: Subject, field: string) => (row: Row) => {
  const value = textOf(row, field)
  return value === '' ? undefined : { subject, field, value }
}

/** A column that shows one field as it is. */
export function fieldColumn(
  subject: Subject,
  field: string,
  header: string,
  width: number,
  extra: Partial<Column<Row>> = {},
): Column<Row> {
  return {
    key: field,
    header,
    width,
    cell: (row) => <FieldValue subject={subject} row={row} field={field} tabbable={false} />,
    pivot: pivotOn(subject, field),
    ...extra,
  }
}

/** When: what a line about a transfer or session begins with. */
export function timeColumn(header: string): Column<Row> {
  return {
    key: '@timestamp',
    header,
    width: 8.75,
    cell: (row) => <TimeText moment={textOf(row, '@timestamp')} />,
  }
}

/** The server with its port, which is dim because it is rarely the news. */
export function serverColumn(subject: Subject): Column<Row> {
  return fieldColumn(subject, 'server.ip', 'Server', 10.25, {
    cell: (row) => (
      <>
        <span className={classes.towards}>→ </span>
        <FieldValue subject={subject} row={row} field="server.ip" tabbable={false} />
        {textOf(row, 'server.port') !== '' && (
          <span className={classes.port}>
            :<FieldValue subject={subject} row={row} field="server.port" tabbable={false} />
          </span>
        )}
      </>
    ),
  })
}

/** The client with its server below, for where they do not fit beside each other. */
export const PARTIES: Track = { keys: ['client.ip', 'server.ip'], width: 11.25, grow: 2 }

/** When, its date above its time. */
export const WHEN: Track = { keys: ['@timestamp'], width: 5.875 }

/** Fields that every line about a transfer or session needs. */
export const PARTY_FIELDS: readonly string[] = [
  '@timestamp',
  'client.ip',
  'server.ip',
  'server.port',
  'service',
  'user.name',
  'zone',
  'verdict',
]

/** Colour of a zone, direction or outcome in a histogram, where it means something. */
export function toneOf(value: string): string | undefined {
  switch (value) {
    case 'upload':
    case 'egress':
      return 'egress'
    case 'download':
    case 'ingress':
      return 'ingress'
    case 'lateral':
      return 'lateral'
    case 'external':
      return 'external'
    case 'success':
    case 'completed':
      return 'good'
    case 'failure':
    case 'failed':
      return 'bad'
    case 'anonymous':
      return 'warn'
    case 'unknown':
    case '':
      return 'dim'
    default:
      return undefined
  }
}
