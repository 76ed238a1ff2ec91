import { Button, NativeSelect, SegmentedControl, Skeleton } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import type { Finding } from '@spoor/model'
import { useMemo } from 'react'
import { useHunts } from '../../common/api/hunts.js'
import { useFindings, useStatus } from '../../common/api/queries.js'
import { formatCount } from '../../common/bytes/format.js'
import { LevelFilter } from '../../common/findings/level-filter.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { LinkButton } from '../../common/link/link-button.js'
import { EmptyState, ErrorState, RowsSkeleton } from '../../common/state/states.js'
import { formatRelative } from '../../common/time/format.js'
import { ALL_DATA } from '../../common/time/range.js'
import { useAskedQuestion, useNow } from '../../common/url/asked.js'
import type { View } from '../../common/url/search-state.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import { FindingDrawer } from './finding-drawer.js'
import { FindingsTable } from './findings-table.js'
import classes from './findings.module.css'
import { pagingOf } from '../../common/table/paging.js'

/** Findings that suppressions hide: how many there are, and the way to see them. */
function Hidden({ count }: { count: number }) {
  const { suppressed } = useView()
  const update = useUpdateView()
  const shown = suppressed === 'show'
  if (count === 0 && !shown) return null
  const Eye = shown ? IconEyeOff : IconEye
  return (
    <Button
      variant={shown ? 'light' : 'default'}
      size="compact-xs"
      aria-pressed={shown}
      leftSection={<Eye size="0.85rem" stroke={1.6} />}
      onClick={() => update({ suppressed: shown ? undefined : 'show' })}
      title="Findings that people suppressed"
    >
      {shown ? `Hide ${formatCount(count)} suppressed` : `Show ${formatCount(count)} suppressed`}
    </Button>
  )
}

function NoFindings({ hidden }: { hidden: number }) {
  const view = useView()
  const update = useUpdateView()
  const status = useStatus()
  const { level, hunt, entity, review } = view
  const filtered = [level, hunt, entity, review].some((one) => one !== undefined)
  const run = status.data?.hunts_last_run
  const now = useNow()
  return (
    <EmptyState title={filtered ? 'No finding of this kind' : 'No findings in this time range'}>
      <p>
        {filtered
          ? hidden > 0
            ? 'Suppressions hide some.'
            : 'Other levels or hunts may have some.'
          : run === null || run === undefined
            ? status.data?.lag.backlog
              ? 'A source is still being read. The hunts run when all of it is there, or after a minute and a half.'
              : 'The hunts have not run yet: findings come once they have.'
            : `The hunts last ran ${formatRelative(run, now)} and found nothing here.`}
      </p>
      <div className={classes.buttons}>
        {filtered && (
          <Button
            variant="default"
            onClick={() =>
              update({ level: undefined, hunt: undefined, entity: undefined, review: undefined })
            }
          >
            Show all kinds
          </Button>
        )}
        {view.from !== ALL_DATA.from && (
          <Button onClick={() => update({ ...ALL_DATA })}>Show all data</Button>
        )}
      </div>
    </EmptyState>
  )
}

function isVerdict(value: string): value is NonNullable<View['review']> {
  return value === 'open' || value === 'confirmed' || value === 'dismissed'
}

/** What the hunts found. */
export function FindingsPage() {
  const view = useView()
  const update = useUpdateView()
  const asked = useAskedQuestion()
  const hunts = useHunts(asked)
  const { level, hunt, entity, review, suppressed } = view
  const sort = view.sort ?? 'gravest'
  const answer = useFindings(asked, { level, hunt, entity, review, suppressed }, sort)
  const findings = useMemo(
    () => answer.data?.pages.flatMap((page) => page.findings) ?? [],
    [answer.data],
  )
  const total = answer.data?.pages[0]?.total
  const hidden = answer.data?.pages[0]?.suppressed ?? 0
  const partial = answer.data?.pages.find((page) => page.completeness.partial)?.completeness
  const open = (finding: Finding) => update({ id: finding.id }, view.id !== undefined)
  const titles = useMemo(
    () => new Map(hunts.data?.hunts.map((one) => [one.id, one.title])),
    [hunts.data],
  )
  return (
    <div className={classes.page}>
      <div className={classes.middle}>
        <div className={classes.tools}>
          <h1 className="page-title">Findings</h1>
          <span className="dim" aria-live="polite">
            {total === undefined ? (
              <Skeleton width="6rem" height="1rem" />
            ) : (
              `${formatCount(total)} in this time range`
            )}
          </span>
          {partial !== undefined && (
            <span className={classes.partial}>Partial: {partial.reason}</span>
          )}
          <Hidden count={hidden} />
          <LevelFilter />
          <NativeSelect
            size="xs"
            aria-label="What was said of them"
            className={classes.reviewed}
            value={review ?? ''}
            onChange={(event) => {
              const { value } = event.currentTarget
              update({ review: isVerdict(value) ? value : undefined, id: undefined })
            }}
            data={[
              { value: '', label: 'Judged or not' },
              { value: 'open', label: 'Not judged yet' },
              { value: 'confirmed', label: 'Confirmed' },
              { value: 'dismissed', label: 'Dismissed' },
            ]}
          />
          {hunt !== undefined && (
            <Button
              variant="light"
              size="compact-xs"
              onClick={() => update({ hunt: undefined, id: undefined })}
              aria-label={`Hunt ${titles.get(hunt) ?? hunt}: show all findings`}
            >
              <HostileText value={titles.get(hunt) ?? hunt} most={80} /> ×
            </Button>
          )}
          <LinkButton
            variant="subtle"
            size="compact-xs"
            to={hunt === undefined ? '/hunts' : '/hunts/$id'}
            params={{ id: hunt ?? '' }}
            search={{ from: view.from, to: view.to, tz: view.tz }}
          >
            {hunt === undefined ? 'All hunts' : 'About this hunt'}
          </LinkButton>
          {entity !== undefined && (
            <Button variant="light" size="compact-xs" onClick={() => update({ entity: undefined })}>
              <HostileText value={entity} most={60} /> ×
            </Button>
          )}
          <SegmentedControl
            size="xs"
            value={sort}
            onChange={(value) => update({ sort: value === 'newest' ? 'newest' : undefined }, true)}
            data={[
              { value: 'gravest', label: 'Gravest' },
              { value: 'newest', label: 'Newest' },
            ]}
            aria-label="Which come first"
          />
        </div>
        <section className={`card ${classes.sheet}`}>
          {answer.isError && findings.length === 0 ? (
            <ErrorState error={answer.error} retry={() => void answer.refetch()} />
          ) : answer.isPending ? (
            <RowsSkeleton rows={12} />
          ) : findings.length === 0 ? (
            <NoFindings hidden={hidden} />
          ) : (
            <FindingsTable findings={findings} chosen={view.id} open={open} {...pagingOf(answer)} />
          )}
        </section>
      </div>
      {view.id !== undefined && (
        <FindingDrawer
          key={view.id}
          id={view.id}
          known={findings.find((finding) => finding.id === view.id)}
          hunts={hunts.data?.hunts ?? []}
          close={() => update({ id: undefined }, true)}
        />
      )}
    </div>
  )
}
