import { Button, NativeSelect, TextInput } from '@mantine/core'
import type { Suppression, SuppressedField } from '@spoor/model'
import { useEffect, useRef, useState } from 'react'
import { useSuppress } from '../api/changes.js'
import { HostileText, hostileTitle } from '../hostile/hostile-text.js'
import { Refusal } from '../state/refusal.js'
import classes from './decisions.module.css'
import { SPANS, untilOf } from './until.js'

/** A part of a finding by which it can be suppressed. */
export interface SuppressChoice {
  readonly field: SuppressedField
  readonly value: string
}

const FIELD_WORDS: Readonly<Record<SuppressedField, string>> = {
  client: 'client',
  server: 'server',
  user: 'user',
  entity: 'exactly this entity',
}

const FREE_FIELDS: readonly SuppressedField[] = ['client', 'server', 'user', 'entity']

/** Says which findings are to be hidden, for how long, and why. */
export function SuppressForm({
  hunt,
  choices,
  done,
  cancel,
}: {
  hunt: { readonly id: string; readonly title: string }
  /** Parts of the finding at hand; where there is none, a value is typed. */
  choices?: readonly SuppressChoice[]
  done: (made: Suppression) => void
  cancel: () => void
}) {
  const suppress = useSuppress()
  const form = useRef<HTMLFormElement>(null)
  const [field, setField] = useState<SuppressedField>(choices?.[0]?.field ?? 'client')
  const [typed, setTyped] = useState('')
  const [all, setAll] = useState(false)
  const [span, setSpan] = useState('now+30d')
  const [date, setDate] = useState('')
  const [reason, setReason] = useState('')
  const value = choices === undefined ? typed.trim() : choices.find((c) => c.field === field)?.value
  const until = untilOf(span, date)
  const ready = (value ?? '') !== '' && reason.trim() !== '' && until !== undefined

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, select')?.focus()
  }, [])

  const submit = () => {
    if (value === undefined || value === '' || until === undefined || !ready) return
    suppress.mutate(
      { hunt: all ? null : hunt.id, field, value, reason: reason.trim(), until },
      { onSuccess: done },
    )
  }
  return (
    <form
      ref={form}
      className={classes.form}
      aria-label="Suppress findings"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        cancel()
      }}
    >
      <p className={classes.lead}>
        Hides findings, those of the past too. They are kept, and come back when it ends.
      </p>
      {choices === undefined ? (
        <div className={classes.pair}>
          <NativeSelect
            size="xs"
            label="Findings whose"
            value={field}
            onChange={(event) => setField(event.currentTarget.value as SuppressedField)}
            data={FREE_FIELDS.map((one) => ({
              value: one,
              label: one === 'entity' ? 'entity' : FIELD_WORDS[one],
            }))}
          />
          <TextInput
            size="xs"
            label="is exactly"
            className={classes.wide}
            value={typed}
            maxLength={4_000}
            spellCheck={false}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
      ) : (
        <fieldset className={classes.choices}>
          <legend>Findings with this</legend>
          {choices.map((choice) => (
            <label key={choice.field}>
              <input
                type="radio"
                name="suppress-field"
                checked={choice.field === field}
                onChange={() => setField(choice.field)}
              />
              <span>
                {FIELD_WORDS[choice.field]}{' '}
                <span className="mono">
                  <HostileText value={choice.value} most={120} />
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <div className={classes.pair}>
        <NativeSelect
          size="xs"
          label="Of"
          className={classes.wide}
          value={all ? 'all' : 'one'}
          onChange={(event) => setAll(event.currentTarget.value === 'all')}
          data={[
            { value: 'one', label: `this hunt: ${hostileTitle(hunt.title)}` },
            { value: 'all', label: 'all hunts' },
          ]}
        />
        <NativeSelect
          size="xs"
          label="How long"
          value={span}
          onChange={(event) => setSpan(event.currentTarget.value)}
          data={SPANS.map(({ value: of, label }) => ({ value: of, label }))}
        />
        {span === 'date' && (
          <TextInput
            size="xs"
            type="date"
            label="Last day"
            value={date}
            onChange={(event) => setDate(event.currentTarget.value)}
          />
        )}
      </div>
      <TextInput
        size="xs"
        label="Reason"
        required
        value={reason}
        maxLength={1_000}
        placeholder="Approved backup, ticket 4711"
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refusal error={suppress.error} />
      <div className={classes.buttons}>
        <Button type="submit" disabled={!ready} loading={suppress.isPending}>
          Suppress
        </Button>
        <Button variant="default" onClick={cancel}>
          Cancel
        </Button>
        {!ready && <span className="dim">A reason is needed{value ? '' : ', and a value'}.</span>}
      </div>
    </form>
  )
}
