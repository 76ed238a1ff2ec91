import { Button, TextInput } from '@mantine/core'
import type { Verdict } from '@spoor/model'
import { useEffect, useRef, useState } from 'react'
import { useReview } from '../api/changes.js'
import { Refusal } from '../state/refusal.js'
import classes from './decisions.module.css'

const WORDS = {
  confirmed: {
    lead: 'It is what it seems: somebody has to act on it.',
    button: 'Confirm',
    hint: 'What was found out (may be empty)',
    label: 'Confirm the finding',
  },
  dismissed: {
    lead: 'It is harmless, or not true. It stays in the list, marked as dismissed.',
    button: 'Dismiss',
    hint: 'Why it is harmless',
    label: 'Dismiss the finding',
  },
} as const

/** Says of a finding what it is, and why. */
export function ReviewForm({
  finding,
  verdict,
  done,
}: {
  finding: string
  verdict: Verdict
  done: () => void
}) {
  const review = useReview(finding)
  const field = useRef<HTMLInputElement>(null)
  const [reason, setReason] = useState('')
  const words = WORDS[verdict]
  const ready = verdict === 'confirmed' || reason.trim() !== ''
  useEffect(() => field.current?.focus(), [])
  return (
    <form
      className={classes.form}
      aria-label={words.label}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) review.mutate({ verdict, reason: reason.trim() }, { onSuccess: done })
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        done()
      }}
    >
      <p className={classes.lead}>{words.lead}</p>
      <TextInput
        ref={field}
        size="xs"
        label="Reason"
        required={verdict === 'dismissed'}
        placeholder={words.hint}
        value={reason}
        maxLength={1_000}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refusal error={review.error} />
      <div className={classes.buttons}>
        <Button type="submit" disabled={!ready} loading={review.isPending}>
          {words.button}
        </Button>
        <Button variant="default" onClick={done}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
