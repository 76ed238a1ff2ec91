import type { HuntDetail } from '@spoor/model'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useHuntDetail } from '../../common/api/hunts.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { EmptyState, ErrorState, PageSkeleton } from '../../common/state/states.js'
import { useAskedQuestion } from '../../common/url/asked.js'
import { carried, validateView } from '../../common/url/search-state.js'
import { OwnEditor } from './own-editor.js'
import classes from './own-hunts.module.css'

function Editing({ detail }: { detail: HuntDetail }) {
  // What is being written stays as it is, whatever is asked for again meanwhile.
  const [of] = useState(detail)
  const [text, setText] = useState(detail.sigma ?? '')
  return (
    <>
      <div className={classes.head}>
        <p className={classes.crumbs}>
          <Link to="/hunts" search={(previous) => carried(validateView(previous))}>
            Hunts
          </Link>{' '}
          <span className="dim">/</span>{' '}
          <Link
            to="/hunts/$id"
            params={{ id: of.hunt.id }}
            search={(previous) => carried(validateView(previous))}
          >
            <HostileText value={of.hunt.title} most={120} />
          </Link>
        </p>
        <h1 className="page-title">Edit the hunt</h1>
      </div>
      <section className={`card ${classes.sheet}`}>
        <OwnEditor of={of} text={text} change={setText} />
      </section>
    </>
  )
}

/** An own hunt, changed. */
export function EditHuntPage() {
  const { id = '' } = useParams({ strict: false })
  const answer = useHuntDetail(id, useAskedQuestion())
  if (answer.data === undefined) {
    return answer.isError ? (
      <ErrorState error={answer.error} retry={() => void answer.refetch()} />
    ) : (
      <PageSkeleton />
    )
  }
  return (
    <div className="page">
      {answer.data.own === null ? (
        <EmptyState title="This hunt came with Spoor">
          It cannot be edited, but tuned on its page.
        </EmptyState>
      ) : (
        <Editing key={id} detail={answer.data} />
      )}
    </div>
  )
}
