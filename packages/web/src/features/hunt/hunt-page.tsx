import { Button, Skeleton } from '@mantine/core'
import {
  IconAlertTriangle,
  IconDownload,
  IconPencil,
  IconSearch,
  IconTrash,
} from '@tabler/icons-react'
import type { HuntDetail } from '@spoor/model'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useRemoveHunt } from '../../common/api/changes.js'
import { ApiError, apiUrl } from '../../common/api/client.js'
import { huntPath, useHuntDetail, useHunts } from '../../common/api/hunts.js'
import { LevelBadge } from '../../common/badges/badge.js'
import { formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { categoryName } from '../../common/hunts/category.js'
import { HuntFindings } from '../../common/hunts/hunt-findings.js'
import { LinkButton } from '../../common/link/link-button.js'
import { pageOf } from '../../common/query/translate.js'
import { Refusal } from '../../common/state/refusal.js'
import { CancelledState, EmptyState, ErrorState, isCancelled } from '../../common/state/states.js'
import { useAskedQuestion } from '../../common/url/asked.js'
import { carried, isAskable, validateView } from '../../common/url/search-state.js'
import { useView } from '../../common/url/use-view.js'
import { About } from './about.js'
import { Filters } from './filters.js'
import { Logic } from './logic.js'
import { Statistics } from './statistics.js'
import { Suppressions } from './suppressions.js'
import { Tuning } from './tuning.js'
import classes from './hunt.module.css'

interface Shown {
  readonly detail: HuntDetail
  readonly remove: ReturnType<typeof useRemoveHunt>
}

/** Deletes an own hunt, after it was asked whether that is meant. */
function Remove({ detail: { hunt }, remove }: Shown) {
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  if (!asking) {
    return (
      <Button
        variant="default"
        leftSection={<IconTrash size="0.85rem" stroke={1.6} />}
        onClick={() => setAsking(true)}
      >
        Delete…
      </Button>
    )
  }
  return (
    <span className={classes.sure} role="alertdialog" aria-label="Delete this hunt?">
      Delete this hunt and its findings? It cannot be undone.
      <Button
        color="red.9"
        loading={remove.isPending}
        onClick={() =>
          remove.mutate(hunt.id, {
            onSuccess: () =>
              void navigate({
                to: '/hunts',
                search: (previous) => carried(validateView(previous)),
              }),
          })
        }
      >
        Delete
      </Button>
      <Button variant="default" autoFocus onClick={() => setAsking(false)}>
        Keep it
      </Button>
      <Refusal error={remove.error} />
    </span>
  )
}

function Actions({ detail, remove }: Shown) {
  const { from, to, tz } = useView()
  const { hunt, own, sigma } = detail
  return (
    <div className={classes.buttons}>
      {hunt.q !== '' && isAskable(hunt.q) && (
        <LinkButton
          to={pageOf(hunt.subject)}
          search={{ q: hunt.q, from: own?.from ?? from, to: own?.to ?? to, tz }}
          leftSection={<IconSearch size="0.85rem" />}
          title={`All ${hunt.subject} that this hunt looks at`}
        >
          Ask this now
        </LinkButton>
      )}
      <LinkButton
        variant="default"
        to="/findings"
        search={{ hunt: hunt.id, from, to, tz }}
        leftSection={<IconAlertTriangle size="0.85rem" stroke={1.6} />}
      >
        {hunt.findings === 0
          ? 'No findings here'
          : `${formatCount(hunt.findings)} finding${hunt.findings === 1 ? '' : 's'}`}
      </LinkButton>
      {sigma !== null && (
        <Button
          component="a"
          variant="default"
          href={apiUrl(`${huntPath(hunt.id)}/sigma`)}
          download
          leftSection={<IconDownload size="0.85rem" stroke={1.6} />}
        >
          Export
        </Button>
      )}
      {own !== null && (
        <>
          <LinkButton
            variant="default"
            to="/hunts/$id/edit"
            params={{ id: hunt.id }}
            search={{ from, to, tz }}
            leftSection={<IconPencil size="0.85rem" stroke={1.6} />}
          >
            Edit
          </LinkButton>
          <Remove detail={detail} remove={remove} />
        </>
      )}
    </div>
  )
}

function Head({ detail: { hunt } }: { detail: HuntDetail }) {
  const marks = [
    hunt.is_on ? 'on' : 'off',
    ...(hunt.own ? ['own'] : []),
    ...(hunt.tuned ? ['tuned'] : []),
    ...(hunt.is_due ? ['being run again'] : []),
  ]
  return (
    <div className={classes.head}>
      <p className={classes.crumbs}>
        <Link to="/hunts" search={(previous) => carried(validateView(previous))}>
          Hunts
        </Link>{' '}
        <span className="dim">
          / {categoryName(hunt.category)} / <span className="mono">{hunt.id}</span>
        </span>
      </p>
      <div className={classes.tools}>
        <LevelBadge level={hunt.level} />
        <h1 className="page-title">
          <HostileText value={hunt.title} />
        </h1>
        {marks.map((mark) => (
          <span key={mark} className={classes.mark} data-off={mark === 'off' || undefined}>
            {mark}
          </span>
        ))}
      </div>
    </div>
  )
}

function Whole({ detail, remove }: Shown) {
  const hunts = useHunts(useAskedQuestion()).data?.hunts ?? []
  const { hunt } = detail
  return (
    <>
      <Head detail={detail} />
      <Actions detail={detail} remove={remove} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <section className="card" aria-label="Findings">
            <div className="card-head">
              <h2>Findings in this time range</h2>
            </div>
            <div className="card-body">
              {!hunt.is_on && (
                <p className={classes.due}>
                  This hunt is off: it makes no new findings until it is switched on below. Its
                  question can be asked at any time.
                </p>
              )}
              <HuntFindings hunt={hunt} />
            </div>
          </section>
          <Tuning detail={detail} />
          <Logic detail={detail} />
          <Suppressions hunt={hunt} />
          <Filters hunt={hunt} />
        </div>
        <div className={classes.side}>
          <About detail={detail} hunts={hunts} />
          <Statistics detail={detail} />
        </div>
      </div>
    </>
  )
}

/** Everything about one hunt: what it asks and finds, how it does, and how it fits this site. */
export function HuntPage() {
  const { id = '' } = useParams({ strict: false })
  const remove = useRemoveHunt()
  const answer = useHuntDetail(id, useAskedQuestion(), remove.isIdle || remove.isError)
  const missing = answer.error instanceof ApiError && answer.error.status === 404
  return (
    <div className={`page ${classes.page}`}>
      {answer.data !== undefined ? (
        <Whole detail={answer.data} remove={remove} />
      ) : missing ? (
        <EmptyState title="No such hunt">
          This Spoor has no hunt of this name. It may have been deleted.{' '}
          <Link to="/hunts" search={(previous) => carried(validateView(previous))}>
            All hunts
          </Link>
        </EmptyState>
      ) : answer.isError ? (
        <ErrorState error={answer.error} retry={() => void answer.refetch()} />
      ) : isCancelled(answer) ? (
        <CancelledState retry={() => void answer.refetch()} />
      ) : (
        <div className={classes.loading} aria-busy="true" aria-label="Loading">
          <Skeleton height="3.25rem" width="24rem" />
          <Skeleton height="1.875rem" width="18rem" />
          <div className={classes.columns}>
            <Skeleton height="28rem" />
            <Skeleton height="20rem" />
          </div>
        </div>
      )}
    </div>
  )
}
