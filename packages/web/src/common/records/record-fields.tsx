import { fieldsOf, findField, type Row, type Subject } from '@spoor/model'
import { useState } from 'react'
import { FieldValue } from './field-value.js'
import classes from './records.module.css'
import { textsOf } from './values.js'

/** Characters of a value before it is cut; one press shows the rest. */
const MOST = 400

interface Group {
  readonly name: string
  readonly fields: readonly string[]
}

/** The fields of a record that have a value, in the groups and the order of the dictionary. */
function groupsOf(subject: Subject, row: Row, hidden: ReadonlySet<string>): Group[] {
  const groups = new Map<string, string[]>()
  const put = (group: string, field: string) => {
    const fields = groups.get(group)
    if (fields === undefined) groups.set(group, [field])
    else fields.push(field)
  }
  for (const field of fieldsOf(subject)) {
    if (hidden.has(field.name) || textsOf(row[field.name]).length === 0) continue
    put(field.group, field.name)
  }
  for (const name of Object.keys(row)) {
    if (findField(subject, name)?.name === name || hidden.has(name)) continue
    if (textsOf(row[name]).length > 0) put('Other', name)
  }
  return [...groups].map(([name, fields]) => ({ name, fields }))
}

function FieldLine({ subject, row, field }: { subject: Subject; row: Row; field: string }) {
  const [whole, setWhole] = useState(false)
  const long = textsOf(row[field]).some((text) => text.length > MOST)
  const digits = field === 'end' || field.startsWith('@') || field.startsWith('flow.') ? 6 : 3
  return (
    <div className={classes.line}>
      <dt title={findField(subject, field)?.description}>{field}</dt>
      <dd>
        <FieldValue
          subject={subject}
          row={row}
          field={field}
          digits={digits}
          most={whole ? Number.POSITIVE_INFINITY : MOST}
        />
        {long && (
          <button type="button" className={classes.link} onClick={() => setWhole(!whole)}>
            {whole ? 'show less' : 'show all of it'}
          </button>
        )}
      </dd>
    </div>
  )
}

const HIDDEN: ReadonlySet<string> = new Set(['event.original'])

/** A record, field by field. */
export function RecordFields({
  subject,
  row,
  hidden = HIDDEN,
}: {
  subject: Subject
  row: Row
  hidden?: ReadonlySet<string>
}) {
  return (
    <div className={classes.groups}>
      {groupsOf(subject, row, hidden).map((group) => (
        <section key={group.name}>
          <h3>{group.name}</h3>
          <dl>
            {group.fields.map((field) => (
              <FieldLine key={field} subject={subject} row={row} field={field} />
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
