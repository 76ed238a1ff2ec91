import { Button, Modal } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import type { QuarantinedLine } from '@spoor/model'
import { useMemo, useState } from 'react'
import { useQuarantine, useStatus } from '../../common/api/queries.js'
import { exactBytes, formatBytes, formatCount } from '../../common/bytes/format.js'
import { HostileText, hostileTitle } from '../../common/hostile/hostile-text.js'
import { RawLine } from '../../common/hostile/raw-line.js'
import { EmptyState, ErrorState, PageSkeleton } from '../../common/state/states.js'
import { TimeText } from '../../common/time/time-text.js'
import { useAskedQuestion } from '../../common/url/asked.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import classes from './quarantine.module.css'

function Line({ line, open }: { line: QuarantinedLine; open: () => void }) {
  const update = useUpdateView()
  return (
    <tr>
      <td>
        <TimeText moment={line.time} />
      </td>
      <td>{line.reason}</td>
      <td className={classes.source}>
        <button
          type="button"
          className={classes.link}
          title={`Only lines of ${hostileTitle(line.source)}`}
          onClick={() => update({ source: line.source })}
        >
          <HostileText value={line.source} most={80} />
        </button>
      </td>
      <td className="num" title="Byte at which the line begins, counted in the decompressed stream">
        {formatCount(line.offset)}
      </td>
      <td className="num" title={exactBytes(line.length)}>
        {formatBytes(line.length)}
      </td>
      <td className={classes.line}>
        <button type="button" className={classes.text} onClick={open} title="Show the line">
          <HostileText value={line.line} most={140} />
        </button>
      </td>
    </tr>
  )
}

/** Lines that could not be read as events: none is lost, each says why. */
export function QuarantinePage() {
  const view = useView()
  const update = useUpdateView()
  const asked = useAskedQuestion()
  const status = useStatus()
  const answer = useQuarantine(view.source, asked.run)
  const [opened, setOpened] = useState<QuarantinedLine>()
  const lines = useMemo(() => answer.data?.pages.flatMap((page) => page.lines) ?? [], [answer.data])
  const first = answer.data?.pages[0]
  if (answer.isError && first === undefined) {
    return <ErrorState error={answer.error} retry={() => void answer.refetch()} />
  }
  if (first === undefined) return <PageSkeleton />
  return (
    <div className="page">
      <div className={classes.title}>
        <h1 className="page-title">Quarantine</h1>
        <span className="dim">
          Lines of all times that could not be read as events. They are kept, and ingest goes on.
        </span>
        {view.source !== undefined && (
          <Button variant="light" size="compact-xs" onClick={() => update({ source: undefined })}>
            <HostileText value={view.source} most={60} /> ×
          </Button>
        )}
      </div>
      {first.total === 0 ? (
        <div className="card">
          <EmptyState
            title={view.source === undefined ? 'The quarantine is empty' : 'No line of this source'}
            icon={
              <IconShieldCheck size="1.75rem" stroke={1.4} color="var(--sp-good)" aria-hidden />
            }
          >
            {view.source === undefined &&
              `Every line that Spoor read became an event: ${formatCount(status.data?.events.count ?? 0)} of them.`}
          </EmptyState>
        </div>
      ) : (
        <>
          <section className={classes.reasons} aria-label="Reasons">
            {first.reasons.map(({ reason, count }) => (
              <div key={reason} className={`card ${classes.reason}`}>
                <span className={classes.count}>{formatCount(count)}</span>
                <span>{reason}</span>
              </div>
            ))}
          </section>
          <section className="card scroll-x">
            <table className={`plain-table ${classes.lines}`}>
              <thead>
                <tr>
                  <th>Read at</th>
                  <th>Reason</th>
                  <th>Source</th>
                  <th className="num">Offset</th>
                  <th className="num">Length</th>
                  <th>Line</th>
                </tr>
              </thead>
              <tbody>
                {lines.map((line) => (
                  <Line key={line.id} line={line} open={() => setOpened(line)} />
                ))}
              </tbody>
            </table>
            {answer.hasNextPage && (
              <div className={classes.more}>
                <span className="dim">
                  {formatCount(lines.length)} of {formatCount(first.total)}
                </span>
                <Button
                  variant="subtle"
                  loading={answer.isFetchingNextPage}
                  onClick={() => void answer.fetchNextPage()}
                >
                  Load more
                </Button>
              </div>
            )}
          </section>
        </>
      )}
      <Modal
        opened={opened !== undefined}
        onClose={() => setOpened(undefined)}
        size="xl"
        title={
          opened === undefined ? '' : `${opened.reason}, at byte ${formatCount(opened.offset)}`
        }
      >
        {opened !== undefined && (
          <>
            <p className="dim">
              <HostileText value={opened.source} />
            </p>
            <RawLine raw={opened.line} />
          </>
        )}
      </Modal>
    </div>
  )
}
