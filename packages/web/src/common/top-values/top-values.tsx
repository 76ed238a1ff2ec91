import { ActionIcon, Menu, Skeleton, TextInput } from '@mantine/core'
import { IconChartBar, IconMinus, IconPlus, IconX } from '@tabler/icons-react'
import { fieldsOf, type Subject, type TopAnswer } from '@spoor/model'
import { useMemo, useState } from 'react'
import { useTop } from '../api/queries.js'
import { formatCount, shortCount } from '../bytes/format.js'
import { HostileText } from '../hostile/hostile-text.js'
import { usePivots } from '../pivot/pivot-context.js'
import { PivotValue } from '../pivot/value.js'
import { CancelledState, ErrorState, isCancelled } from '../state/states.js'
import { useAskedQuestion } from '../url/asked.js'
import { useUpdateView, useView } from '../url/use-view.js'
import classes from './top-values.module.css'

type TopField = TopAnswer['fields'][number]

/** Fields asked for at once at most: the API's limit. */
const MOST_FIELDS = 20

function share(count: number, total: number): string {
  if (total === 0) return '0 %'
  const percent = (count / total) * 100
  return percent > 0 && percent < 1 ? '< 1 %' : `${Math.round(percent)} %`
}

function FieldBlock({
  subject,
  top,
  total,
  splits,
  split,
  remove,
}: {
  subject: Subject
  top: TopField
  total: number
  /** Whether the histogram is split by this field. */
  splits: boolean
  split: () => void
  remove: () => void
}) {
  const pivots = usePivots()
  const greatest = Math.max(1, ...top.values.map((value) => value.count))
  return (
    <section className={classes.field}>
      <header className={classes.name}>
        <h3 title={top.field}>{top.field}</h3>
        <span
          className={classes.distinct}
          title={`About ${formatCount(top.distinct)} different values`}
        >
          {shortCount(top.distinct)}
        </span>
        <span className={classes.tools} data-shown={splits || undefined}>
          <ActionIcon
            size="xs"
            variant={splits ? 'light' : 'subtle'}
            aria-pressed={splits}
            onClick={split}
            aria-label={`Split the histogram by ${top.field}`}
            title="Split the histogram by this field"
          >
            <IconChartBar size="0.75rem" />
          </ActionIcon>
          <ActionIcon
            size="xs"
            onClick={remove}
            aria-label={`Remove ${top.field}`}
            title="Remove from the panel"
          >
            <IconX size="0.75rem" />
          </ActionIcon>
        </span>
      </header>
      {top.values.map(({ value, count }) => {
        const text = String(value)
        const pivot = { subject, field: top.field, value: text }
        return (
          <div key={text} className={classes.value}>
            <span className={classes.bar} style={{ width: `${(count / greatest) * 100}%` }} />
            <span className={classes.text}>
              <PivotValue subject={subject} field={top.field} value={text} most={80} />
            </span>
            <span className={classes.acts}>
              <button
                type="button"
                aria-label={`Include ${top.field} ${text}`}
                title="Include"
                onClick={() => pivots.act(pivot, 'include')}
              >
                <IconPlus size="0.75rem" />
              </button>
              <button
                type="button"
                aria-label={`Exclude ${top.field} ${text}`}
                title="Exclude"
                onClick={() => pivots.act(pivot, 'exclude')}
              >
                <IconMinus size="0.75rem" />
              </button>
            </span>
            <span
              className={classes.count}
              title={`${formatCount(count)}, ${share(count, total)} of ${formatCount(total)}`}
            >
              {shortCount(count)}
            </span>
          </div>
        )
      })}
      {top.missing > 0 && (
        <div className={classes.value}>
          <button
            type="button"
            className={classes.missing}
            aria-haspopup="menu"
            onClick={(event) =>
              pivots.open({ subject, field: top.field, value: undefined }, event.currentTarget)
            }
          >
            no value
          </button>
          <span
            className={classes.count}
            title={`${formatCount(top.missing)}, ${share(top.missing, total)}`}
          >
            {shortCount(top.missing)}
          </span>
        </div>
      )}
    </section>
  )
}

function AddField({
  subject,
  chosen,
  add,
}: {
  subject: Subject
  chosen: readonly string[]
  add: (name: string) => void
}) {
  const [search, setSearch] = useState('')
  const found = useMemo(() => {
    const words = search.toLowerCase()
    return fieldsOf(subject)
      .filter((field) => field.kind !== 'time' && field.column !== 'raw')
      .filter((field) => !chosen.includes(field.name))
      .filter(
        (field) =>
          field.name.toLowerCase().includes(words) ||
          field.description.toLowerCase().includes(words) ||
          field.aliases?.some((alias) => alias.toLowerCase().includes(words)) === true,
      )
      .slice(0, 60)
  }, [subject, chosen, search])
  return (
    <Menu position="bottom-start" width="20rem" onClose={() => setSearch('')}>
      <Menu.Target>
        <button type="button" className={classes.add} disabled={chosen.length >= MOST_FIELDS}>
          <IconPlus size="0.8rem" /> Add a field
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <TextInput
          size="xs"
          placeholder="Search fields"
          aria-label="Search fields"
          value={search}
          data-autofocus
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <div className={classes.fields}>
          {found.map((field) => (
            <Menu.Item key={field.name} onClick={() => add(field.name)}>
              <span className="mono">{field.name}</span>
              <div className={classes.description}>{field.description}</div>
            </Menu.Item>
          ))}
          {found.length === 0 && (
            <p className="dim" style={{ padding: '0 0.75rem' }}>
              No field is called <HostileText value={search} most={40} />.
            </p>
          )}
        </div>
      </Menu.Dropdown>
    </Menu>
  )
}

/** The commonest values of chosen fields among the records that match. */
export function TopValues({
  subject,
  usual,
  by,
}: {
  subject: Subject
  usual: readonly string[]
  /** Field by which the histogram is split. */
  by: string
}) {
  const view = useView()
  const update = useUpdateView()
  const asked = useAskedQuestion()
  const fields = useMemo(
    () =>
      (view.top === undefined || view.top === 'none' ? usual : view.top.split(',')).slice(
        0,
        MOST_FIELDS,
      ),
    [view.top, usual],
  )
  const answer = useTop(subject, asked, fields)
  const choose = (names: readonly string[]) =>
    update({ top: names.length === 0 ? undefined : names.join(',') }, true)
  const byName = new Map(answer.data?.fields.map((field) => [field.field, field]))
  return (
    <aside
      className={classes.panel}
      aria-label="Top values"
      data-stale={answer.isPlaceholderData || undefined}
    >
      <div className={classes.title}>
        <h2>Top values</h2>
        <AddField subject={subject} chosen={fields} add={(name) => choose([...fields, name])} />
      </div>
      {answer.isError && (
        <ErrorState error={answer.error} retry={() => void answer.refetch()} small />
      )}
      {fields.length > 0 && isCancelled(answer) && (
        <CancelledState retry={() => void answer.refetch()} />
      )}
      {!answer.isError &&
        !isCancelled(answer) &&
        fields.map((name) => {
          const top = byName.get(name)
          if (top === undefined) {
            return (
              <section key={name} className={classes.field} aria-hidden="true">
                <header className={classes.name}>
                  <h3>{name}</h3>
                </header>
                {[80, 60, 45, 30].map((width) => (
                  <Skeleton key={width} height="0.9rem" width={`${width}%`} my="0.3rem" />
                ))}
              </section>
            )
          }
          return (
            <FieldBlock
              key={name}
              subject={subject}
              top={top}
              total={answer.data?.total ?? 0}
              splits={name === by}
              split={() => update({ by: name }, true)}
              remove={() => choose(fields.filter((other) => other !== name))}
            />
          )
        })}
    </aside>
  )
}
