import { findField, type FieldKind, type Row } from '@spoor/model'
import type { ReactNode } from 'react'
import { PivotValue } from '../../common/pivot/value.js'
import { FieldValue } from '../../common/records/field-value.js'
import { textsOf } from '../../common/records/values.js'
import type { Column } from '../../common/table/column.js'
import { TWO_LINES, type Layout } from '../../common/table/layout.js'
import { SUMMARY_FIELDS, summaryOf } from './event-summary.js'
import classes from './explorer.module.css'

/** A column that is no field: what the event says, in one line. */
export const SUMMARY = 'summary'

export const USUAL_COLUMNS: readonly string[] = [
  '@timestamp',
  'event.type',
  'source.ip',
  'destination.ip',
  'destination.port',
  SUMMARY,
]

/** The usual columns beside the details of an event. Columns that were chosen stay as they are. */
export const USUAL_NARROWER: readonly Layout[] = [
  {
    height: TWO_LINES,
    tracks: [
      { keys: ['@timestamp'], width: 6.5 },
      { keys: ['event.type'], width: 6 },
      { keys: ['source.ip', 'destination.ip'], width: 9.25, grow: 1 },
      { keys: ['destination.port'], width: 7.375 },
      { keys: [SUMMARY], width: 15, grow: 3 },
    ],
  },
]

const WIDTHS: Readonly<Record<FieldKind, number>> = {
  time: 10.75,
  ip: 9.25,
  integer: 6.5,
  boolean: 5,
  keyword: 9,
  keywords: 10,
}

const OWN_WIDTHS: Readonly<Record<string, number>> = {
  'event.type': 6,
  'source.port': 6.25,
  'destination.port': 7,
  'network.transport': 5.25,
  'network.protocol': 7,
  'network.community_id': 18,
  'flow.id': 11,
  'flow.parent_id': 11,
  'file.name': 14,
  'ftp.command': 6,
}

/** What the name of a field takes above its column, in rem: no header is to be cut off. */
const HEADER_LETTER = 0.40625
const HEADER_PADDING = 0.875

function Summary({ row }: { row: Row }) {
  return (
    <span className={classes.summary}>
      {summaryOf(row).map((part, index) =>
        part.kind === 'word' ? (
          <span key={index} className="dim">
            {part.text}
          </span>
        ) : (
          <PivotValue
            key={index}
            subject="events"
            field={part.field}
            value={part.value}
            tabbable={false}
          >
            {part.shown}
          </PivotValue>
        ),
      )}
    </span>
  )
}

function fieldColumn(name: string, header: ReactNode): Column<Row> {
  const kind = findField('events', name)?.kind
  const usual = OWN_WIDTHS[name] ?? (kind === undefined ? 10 : WIDTHS[kind])
  const width = Math.max(usual, HEADER_PADDING + HEADER_LETTER * name.length)
  const port = name.endsWith('.port')
  return {
    key: name,
    header,
    width,
    grow: kind === 'keyword' || kind === 'keywords' || kind === undefined ? 1 : 0,
    align: kind === 'integer' && !port && !name.endsWith('_id') ? 'end' : undefined,
    cell: (row) => <FieldValue subject="events" row={row} field={name} tabbable={false} />,
    pivot: (row) => {
      const value = textsOf(row[name])[0]
      return kind === 'time' || value === undefined
        ? undefined
        : { subject: 'events', field: name, value }
    },
  }
}

/** Columns by their names, with the header that each is to have. */
export function columnsOf(
  names: readonly string[],
  header: (name: string) => ReactNode,
): Column<Row>[] {
  return names.map((name) =>
    name === SUMMARY
      ? {
          key: SUMMARY,
          header: header(SUMMARY),
          width: 15,
          grow: 6,
          cell: (row) => <Summary row={row} />,
          pivot: (row) => {
            const first = summaryOf(row).find((part) => part.kind === 'value')
            return first && { subject: 'events', field: first.field, value: first.value }
          },
        }
      : fieldColumn(name, header(name)),
  )
}

/** Fields to ask the API for. */
export function fieldsToAsk(names: readonly string[]): string[] {
  const fields = new Set(['@timestamp', 'event.id', 'event.type'])
  for (const name of names) {
    for (const field of name === SUMMARY ? SUMMARY_FIELDS : [name]) fields.add(field)
  }
  return [...fields]
}
