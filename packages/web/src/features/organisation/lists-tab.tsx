import { formatCount } from '../../common/bytes/format.js'
import { CopyButton } from '../../common/copy/copy-button.js'
import { NameField, NoteField } from './common-fields.js'
import { ItemsEditor, type FormProps, type Section } from './items-editor.js'
import { linesOf } from './lines.js'
import { ValuesField } from './values-field.js'
import classes from './forms.module.css'

/** Fields that lists are mostly asked with. */
const FIELDS = ['destination.ip', 'source.ip', 'user.name'] as const

function ListForm({ item, change, problem }: FormProps<'lists'>) {
  const isNamed = /^[\w.-]+$/.test(item.name)
  return (
    <>
      <NameField
        value={item.name}
        change={(name) => change({ name }, 'name')}
        error={
          problem('name') ??
          (isNamed ? undefined : 'Letters, digits, _ . and - alone: it is written in questions.')
        }
      />
      <ValuesField
        label="Values"
        one="value"
        many="values"
        hint="One a line: addresses, networks, user names, host names …"
        placeholder={'203.0.113.10\n198.51.100.0/24'}
        values={item.values}
        read={linesOf}
        change={(values) => change({ values }, 'values')}
        error={problem('values')}
      />
      <NoteField
        value={item.note ?? ''}
        change={(note) => change({ note }, 'note')}
        error={problem('note')}
      />
      {isNamed && (
        <div className={classes.use}>
          <span className={classes.label}>How it is used</span>
          {FIELDS.map((field) => (
            <p key={field}>
              In questions: <code>{`${field}:@${item.name}`}</code>
            </p>
          ))}
          <p>
            In hunts, in a value with the modifier <code>expand</code>:{' '}
            <code>{`%${item.name}%`}</code>
          </p>
          <p>
            <CopyButton value={`@${item.name}`} label={`Copy @${item.name}`} />
          </p>
        </div>
      )}
    </>
  )
}

const LISTS: readonly Section<'lists'>[] = [
  {
    part: 'lists',
    title: 'Lists',
    one: 'a list',
    about:
      'None yet. Questions and hunts name a list with @: approved transfer servers, addresses of partners, scanners …',
    fresh: (number) => ({ name: `new_list_${number}`, values: [] }),
    figure: ({ values }) =>
      `${formatCount(values.length)} ${values.length === 1 ? 'value' : 'values'}`,
    form: ListForm,
  },
]

/** Named lists of values. */
export function ListsTab() {
  return <ItemsEditor sections={LISTS} />
}
