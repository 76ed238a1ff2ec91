import { findField, type Row, type Subject } from '@spoor/model'
import { exactBytes, formatBytes, formatCount } from '../bytes/format.js'
import { OutcomeBadge, VerdictBadge, ZoneBadge } from '../badges/badge.js'
import { PivotValue } from '../pivot/value.js'
import { formatDuration } from '../time/format.js'
import { TimeText } from '../time/time-text.js'
import { textsOf } from './values.js'

const BYTES = /(^|\.)(bytes|size)$/
const SECONDS = new Set(['flow.age', 'session.duration', 'transfer.duration'])

/** How the values of a field are drawn where they mean more than their text. */
function drawn(field: string, text: string) {
  if (field === 'zone') return <ZoneBadge zone={text} />
  if (field === 'verdict') return <VerdictBadge verdict={text} />
  if (field === 'session.outcome' || field === 'transfer.outcome') {
    return <OutcomeBadge outcome={text} />
  }
  const number = Number(text)
  if (text !== '' && !Number.isNaN(number)) {
    if (BYTES.test(field)) return <span title={exactBytes(number)}>{formatBytes(number)}</span>
    if (SECONDS.has(field)) {
      return <span title={`${formatCount(number)} seconds`}>{formatDuration(number)}</span>
    }
  }
  return undefined
}

/** The values of one field of a record, each a pivot. */
export function FieldValue({
  subject,
  row,
  field,
  most,
  digits = 3,
  tabbable = true,
}: {
  subject: Subject
  row: Row
  field: string
  most?: number
  /** Digits of the fraction of a second. */
  digits?: number
  tabbable?: boolean
}) {
  const texts = textsOf(row[field])
  const [first] = texts
  if (first === undefined) return null
  if (findField(subject, field)?.kind === 'time') return <TimeText moment={first} digits={digits} />
  return texts.map((text, index) => (
    <span key={index}>
      {index > 0 && ', '}
      <PivotValue subject={subject} field={field} value={text} most={most} tabbable={tabbable}>
        {drawn(field, text)}
      </PivotValue>
    </span>
  ))
}
