import { useRecord } from '../../common/api/queries.js'
import { EvidenceLinks } from '../../common/flow/evidence-links.js'
import { FlowLine } from '../../common/flow/flow-line.js'
import { Drawer } from '../../common/records/drawer.js'
import { RecordFields } from '../../common/records/record-fields.js'
import type { RecordDetails } from '../../common/records/records-page.js'
import { textOf } from '../../common/records/values.js'
import { ErrorState, RowsSkeleton } from '../../common/state/states.js'
import { formatDuration } from '../../common/time/format.js'
import { TimeText } from '../../common/time/time-text.js'

/** One session, with the way to its events and its transfers. */
export function SessionDrawer({ id, at, close }: RecordDetails) {
  const record = useRecord('sessions', id, at)
  const row = record.data?.row
  const duration = row === undefined ? undefined : row['session.duration']
  return (
    <Drawer
      label="Session"
      onClose={close}
      title={
        row === undefined ? (
          <h2>Session</h2>
        ) : (
          <>
            <h2>{(textOf(row, 'service') || 'transfer').toUpperCase()} session</h2>
            <TimeText moment={textOf(row, '@timestamp')} digits={3} />
            {typeof duration === 'number' && (
              <span className="dim"> for {formatDuration(duration)}</span>
            )}
            <FlowLine
              subject="sessions"
              row={row}
              direction="right"
              load={textOf(row, 'service')}
            />
            <EvidenceLinks subject="sessions" row={row} />
          </>
        )
      }
    >
      {record.isError && <ErrorState error={record.error} retry={() => void record.refetch()} />}
      {record.isPending && <RowsSkeleton rows={12} />}
      {row !== undefined && <RecordFields subject="sessions" row={row} />}
    </Drawer>
  )
}
