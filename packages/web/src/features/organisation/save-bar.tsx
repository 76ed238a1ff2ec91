import { Button, TextInput } from '@mantine/core'
import type { OrganisationCheckAnswer } from '@spoor/model'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ApiError } from '../../common/api/client.js'
import { formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { Refusal } from '../../common/state/refusal.js'
import { RowsSkeleton } from '../../common/state/states.js'
import { applyDraft, type Applied } from './apply-draft.js'
import { check, getWholeOrganisation, useSave } from './api.js'
import { Behind } from './behind.js'
import { DiffView } from './diff-view.js'
import type { Draft } from './draft.js'
import { locate } from './problem-places.js'
import { ProblemList } from './problem-list.js'
import { useEditing } from './use-editing.js'
import { useGoTo } from './use-go-to.js'
import classes from './changes.module.css'

/** A draft as it would be saved, and what the server says of it. */
interface Reviewed {
  readonly draft: Draft
  readonly applied: Applied
  readonly answer: OrganisationCheckAnswer
}

/** Puts the draft on what is saved now, the tree included only if it changes, and has it checked. */
function useReview() {
  const { saved, setProblems } = useEditing()
  return useMutation({
    mutationFn: async (draft: Draft): Promise<Reviewed> => {
      const isTree = Object.keys(draft.nodes).length > 0
      const whole = isTree ? await getWholeOrganisation() : saved
      const applied = applyDraft(draft, whole.document)
      const answer = await check({ document: applied.document })
      return { draft, applied, answer }
    },
    onSuccess: ({ applied, answer }) =>
      setProblems(answer.problems.map((problem) => locate(problem, applied))),
  })
}

function Review({
  reviewed: { applied, answer },
  save,
  close,
}: {
  reviewed: Reviewed
  save: ReturnType<typeof useSave>
  close: () => void
}) {
  const { draft, discard, problems } = useEditing()
  const goTo = useGoTo()
  const [note, setNote] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const submit = () => {
    save.mutate(
      {
        document: applied.document,
        base_version: draft.base,
        ...(note.trim() !== '' && { note: note.trim() }),
      },
      { onSuccess: () => (discard(), close()) },
    )
  }
  const isNothing = answer.diff?.total === 0
  return (
    <div className={classes.review}>
      {applied.lost.length > 0 && (
        <p className={classes.warn}>
          No longer there, so left out of what is saved:{' '}
          {applied.lost.slice(0, 10).map((name, index) => (
            <span key={name}>
              {index > 0 && ', '}
              <HostileText value={name} most={120} />
            </span>
          ))}
          {applied.lost.length > 10 && ` and ${formatCount(applied.lost.length - 10)} more`}.
        </p>
      )}
      <ProblemList
        kind="problem"
        problems={problems}
        total={answer.problems_total}
        go={(problem) => {
          const { part, key } = problem
          return part === undefined ? undefined : () => goTo(part, key)
        }}
      />
      <ProblemList kind="warning" problems={answer.warnings} total={answer.warnings_total} />
      {answer.diff !== null && <DiffView diff={answer.diff} />}
      {answer.ok && (
        <form
          className={classes.form}
          aria-label="Save"
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <TextInput
            ref={field}
            className={classes.note}
            size="xs"
            label="Note: why (kept with the version)"
            placeholder="New office in Berlin"
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Button type="submit" loading={save.isPending} disabled={isNothing}>
            Save as a new version
          </Button>
        </form>
      )}
      {!(save.error instanceof ApiError && save.error.status === 409) && (
        <Refusal error={save.error} />
      )}
    </div>
  )
}

/** Says what is not saved, shows it, and saves it. */
export function SaveBar() {
  const editing = useEditing()
  const { draft, changes, undo, discard, isBehind, isKept } = editing
  const review = useReview()
  const save = useSave()
  const [sure, setSure] = useState(false)
  if (changes === 0) return null
  const isConflict = save.error instanceof ApiError && save.error.status === 409
  const reviewed = review.data?.draft === draft ? review.data : undefined
  return (
    <section className={`card ${classes.bar}`} aria-label="Changes not saved">
      <div className={classes.line}>
        <p aria-live="polite">
          <b>
            {formatCount(changes)} change{changes === 1 ? '' : 's'} not saved
          </b>{' '}
          <span className={isKept ? 'dim' : classes.warn}>
            {isKept
              ? 'kept in this browser tab until then'
              : 'too large to be kept here: a reload would lose them'}
          </span>
        </p>
        <span className={classes.end} />
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconArrowBackUp size="0.85rem" stroke={1.6} />}
          disabled={undo === undefined}
          onClick={undo}
        >
          Undo
        </Button>
        {sure ? (
          <span className={classes.line} role="alertdialog" aria-label="Discard all changes?">
            <Button
              size="compact-xs"
              color="red.9"
              onClick={() => {
                setSure(false)
                discard()
              }}
            >
              Discard all
            </Button>
            <Button size="compact-xs" variant="default" autoFocus onClick={() => setSure(false)}>
              Keep them
            </Button>
          </span>
        ) : (
          <Button size="compact-xs" variant="default" onClick={() => setSure(true)}>
            Discard…
          </Button>
        )}
        {reviewed === undefined && !isBehind && (
          <Button
            size="compact-xs"
            loading={review.isPending}
            onClick={() => {
              save.reset()
              review.mutate(draft)
            }}
          >
            Review and save…
          </Button>
        )}
        {reviewed !== undefined && (
          <Button size="compact-xs" variant="default" onClick={() => review.reset()}>
            Go on editing
          </Button>
        )}
      </div>
      {(isBehind || isConflict) && <Behind settled={() => save.reset()} />}
      {review.isPending && <RowsSkeleton rows={3} />}
      <Refusal error={review.error} />
      {reviewed !== undefined && !isBehind && (
        <Review reviewed={reviewed} save={save} close={() => review.reset()} />
      )}
    </section>
  )
}
