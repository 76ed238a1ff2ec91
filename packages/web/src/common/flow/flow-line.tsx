import type { Row, Subject } from '@spoor/model'
import type { ReactNode } from 'react'
import { VerdictBadge, ZoneBadge } from '../badges/badge.js'
import { PivotValue } from '../pivot/value.js'
import { FieldValue } from '../records/field-value.js'
import { textOf } from '../records/values.js'
import { FlowArrow } from './flow-arrow.js'
import classes from './flow.module.css'

/** Who → where of one record, with its badges: the head of a drawer. */
export function FlowLine({
  subject,
  row,
  direction,
  load,
}: {
  subject: Subject
  row: Row
  direction: 'right' | 'left' | 'both'
  load: ReactNode
}) {
  const zone = textOf(row, 'zone')
  const verdict = textOf(row, 'verdict')
  return (
    <>
      <div className={classes.line}>
        <span>
          <FieldValue subject={subject} row={row} field="client.ip" />
        </span>
        <FlowArrow direction={direction} zone={zone}>
          {load}
        </FlowArrow>
        <span>
          <FieldValue subject={subject} row={row} field="server.ip" />
          <span className={classes.port}>
            :<FieldValue subject={subject} row={row} field="server.port" />
          </span>
        </span>
      </div>
      <div className={classes.badges}>
        {zone !== '' && (
          <PivotValue subject={subject} field="zone" value={zone}>
            <ZoneBadge zone={zone} />
          </PivotValue>
        )}
        {verdict !== '' && (
          <PivotValue subject={subject} field="verdict" value={verdict}>
            <VerdictBadge verdict={verdict} />
          </PivotValue>
        )}
      </div>
    </>
  )
}
