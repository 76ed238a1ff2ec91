import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { Level, Subject } from '@spoor/model'
import { useEffect, useRef, useState } from 'react'
import { useWriteHunt } from '../../common/api/changes.js'
import { ReadOnlyChips } from '../../common/query/chip-words.js'
import { Refusal } from '../../common/state/refusal.js'
import classes from './own-hunts.module.css'

const LEVELS: readonly Level[] = ['critical', 'high', 'medium', 'low', 'informational']

/** Names a question, and has it written as a hunt. */
export function FromQuestion({
  q,
  subject,
  edited,
  written,
}: {
  q: string
  subject: Subject
  /** Whether there is a text that would be replaced. */
  edited: boolean
  written: (text: string) => void
}) {
  const write = useWriteHunt()
  const first = useRef<HTMLInputElement>(null)
  const [title, setTitle] = useState('')
  const [description, setDescription] = useState('')
  const [level, setLevel] = useState<Level>('medium')
  useEffect(() => first.current?.focus(), [])
  const ready = title.trim().length >= 3
  const submit = () => {
    if (!ready) return
    const said = description.trim()
    write.mutate(
      { title: title.trim(), q, subject, level, ...(said !== '' && { description: said }) },
      { onSuccess: ({ text }) => written(text) },
    )
  }
  return (
    <form
      className={`card ${classes.from}`}
      aria-label="From the question"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div>
        <span className={classes.label}>Asks of {subject}</span>
        <ReadOnlyChips q={q} subject={subject} />
      </div>
      <div className={classes.fields}>
        <TextInput
          ref={first}
          className={classes.wide}
          size="xs"
          label="Title"
          required
          minLength={3}
          maxLength={256}
          placeholder="Archives sent outside at night"
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          label="Level"
          value={level}
          onChange={(event) => setLevel(event.currentTarget.value as Level)}
          data={LEVELS.map((value) => ({ value, label: value }))}
        />
        <TextInput size="xs" label="Category" value="Own" readOnly tabIndex={-1} />
      </div>
      <Textarea
        size="xs"
        label="The question in words, and why it matters"
        placeholder="Were archives sent outside between 22:00 and 06:00? Nobody works then."
        autosize={false}
        rows={2}
        maxLength={4_000}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <Refusal error={write.error} />
      <div className={classes.buttons}>
        <Button type="submit" disabled={!ready} loading={write.isPending}>
          {edited ? 'Write it again' : 'Write the hunt'}
        </Button>
        <span className="dim">
          {edited
            ? 'This replaces the text below.'
            : 'Its text comes next: look at it, try it, save it.'}
        </span>
      </div>
    </form>
  )
}
