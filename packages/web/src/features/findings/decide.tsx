import { Button } from '@mantine/core'
import { IconCheck, IconEyeOff, IconX } from '@tabler/icons-react'
import type { Finding, Verdict } from '@spoor/model'
import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useEndSuppression, useReview } from '../../common/api/changes.js'
import classes from '../../common/decisions/decisions.module.css'
import { ReviewForm } from '../../common/decisions/review-form.js'
import { SuppressForm, type SuppressChoice } from '../../common/decisions/suppress-form.js'
import { untilText } from '../../common/decisions/until.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { Refusal } from '../../common/state/refusal.js'
import { TimeText } from '../../common/time/time-text.js'
import { useNow } from '../../common/url/asked.js'
import { useView } from '../../common/url/use-view.js'
import findings from './findings.module.css'

/** Parts of a finding by which it can be suppressed, the widest first. */
function choicesOf({ client, server, user, entity }: Finding): SuppressChoice[] {
  const parts: readonly SuppressChoice[] = [
    { field: 'client', value: client },
    { field: 'server', value: server },
    { field: 'user', value: user },
    { field: 'entity', value: entity },
  ]
  return parts.filter(
    ({ field, value }) => value !== '' && (field !== 'entity' || value !== client),
  )
}

function Reviewed({ finding }: { finding: Finding }) {
  const review = useReview(finding.id)
  const said = finding.review
  if (said === undefined) return null
  return (
    <>
      <p className={classes.said} data-verdict={said.verdict}>
        <b>{said.verdict === 'confirmed' ? '✓ Confirmed' : '✕ Dismissed'}</b>
        <span className="dim">
          by <HostileText value={said.by} most={60} />, <TimeText moment={said.at} digits={0} />
        </span>
        {said.reason !== '' && <HostileText value={said.reason} most={1_000} />}
        <button
          type="button"
          className={classes.back}
          disabled={review.isPending}
          onClick={() => review.mutate(null)}
        >
          Take it back
        </button>
      </p>
      <Refusal error={review.error} />
    </>
  )
}

function Suppressed({ finding }: { finding: Finding }) {
  const end = useEndSuppression()
  const now = useNow()
  const { from, to, tz = 'local' } = useView()
  const by = finding.suppressed_by
  if (by === undefined) return null
  return (
    <>
      <p className={classes.said}>
        <b>Suppressed</b>
        <span className="dim">{untilText(by.until, tz, now)}</span>
        <HostileText value={by.reason} most={1_000} />
        <button
          type="button"
          className={classes.back}
          disabled={end.isPending}
          onClick={() => end.mutate(by.id)}
        >
          End the suppression
        </button>
        <Link
          to="/hunts/$id"
          params={{ id: finding.hunt }}
          search={{ from, to }}
          hash="suppressions"
        >
          All of this hunt
        </Link>
      </p>
      <Refusal error={end.error} />
    </>
  )
}

/** What an analyst says of a finding, and does about it. */
export function Decide({ finding }: { finding: Finding }) {
  const [doing, setDoing] = useState<Verdict | 'suppress'>()
  const buttons = useRef<HTMLDivElement>(null)
  // The form goes, and the focus must not go nowhere.
  const stop = () => {
    setDoing(undefined)
    buttons.current?.focus()
  }
  return (
    <>
      <Suppressed finding={finding} />
      <Reviewed finding={finding} />
      <div
        ref={buttons}
        className={findings.decide}
        role="group"
        aria-label="What it is"
        tabIndex={-1}
      >
        {finding.review?.verdict !== 'confirmed' && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconCheck size="0.9rem" />}
            aria-expanded={doing === 'confirmed'}
            onClick={() => setDoing('confirmed')}
          >
            Confirm…
          </Button>
        )}
        {finding.review?.verdict !== 'dismissed' && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconX size="0.9rem" />}
            aria-expanded={doing === 'dismissed'}
            onClick={() => setDoing('dismissed')}
          >
            Dismiss…
          </Button>
        )}
        {finding.suppressed_by === undefined && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconEyeOff size="0.9rem" stroke={1.6} />}
            aria-expanded={doing === 'suppress'}
            onClick={() => setDoing('suppress')}
          >
            Suppress…
          </Button>
        )}
      </div>
      {doing === 'suppress' && (
        <SuppressForm
          hunt={{ id: finding.hunt, title: finding.title }}
          choices={choicesOf(finding)}
          done={stop}
          cancel={stop}
        />
      )}
      {(doing === 'confirmed' || doing === 'dismissed') && (
        <ReviewForm key={doing} finding={finding.id} verdict={doing} done={stop} />
      )}
    </>
  )
}
