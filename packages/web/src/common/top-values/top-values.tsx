import { ActionIcon, Skeleton } from '@mantine/core'
import { IconChartBar, IconX } from '@tabler/icons-react'
import { fieldsOf, type Subject } from '@spoor/model'
import { useMemo } from 'react'
import { useTop } from '../api/queries.js'
import { CancelledState, ErrorState, isCancelled } from '../state/states.js'
import { useAskedQuestion } from '../url/asked.js'
import { useUpdateView, useView } from '../url/use-view.js'
import { AddField } from './add-field.js'
import { FieldBlock } from './field-block.js'
import classes from './top-values.module.css'

/** Fields asked for at once at most: the API's limit. */
const MOST_FIELDS = 20

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
  const countable = useMemo(
    () => fieldsOf(subject).filter((field) => field.kind !== 'time' && field.column !== 'raw'),
    [subject],
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
        <AddField
          fields={countable}
          chosen={fields}
          most={MOST_FIELDS}
          add={(name) => choose([...fields, name])}
        />
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
              pinned={name === by}
              tools={
                <>
                  <ActionIcon
                    size="xs"
                    variant={name === by ? 'light' : 'subtle'}
                    aria-pressed={name === by}
                    onClick={() => update({ by: name }, true)}
                    aria-label={`Split the histogram by ${name}`}
                    title="Split the histogram by this field"
                  >
                    <IconChartBar size="0.75rem" />
                  </ActionIcon>
                  <ActionIcon
                    size="xs"
                    onClick={() => choose(fields.filter((other) => other !== name))}
                    aria-label={`Remove ${name}`}
                    title="Remove from the panel"
                  >
                    <IconX size="0.75rem" />
                  </ActionIcon>
                </>
              }
            />
          )
        })}
    </aside>
  )
}
