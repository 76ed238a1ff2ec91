import { useRecord } from '../../common/api/queries.js'
import { VolumeText } from '../../common/bytes/bytes-text.js'
import { EvidenceLinks } from '../../common/flow/evidence-links.js'
import { FlowLine } from '../../common/flow/flow-line.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { Drawer } from '../../common/records/drawer.js'
import { RecordFields } from '../../common/records/record-fields.js'
import type { RecordDetails } from '../../common/records/records-page.js'
import { textOf } from '../../common/records/values.js'
import { ErrorState, RowsSkeleton } from '../../common/state/states.js'
import { TimeText } from '../../common/time/time-text.js'
import { arrowOf } from './direction.js'

/** One transfer, with the way to the events that it was folded from. */
export function TransferDrawer({ id, at, close }: RecordDetails) {
  const record = useRecord('transfers', id, at)
  const row = record.data?.row
  const direction = row === undefined ? '' : textOf(row, 'transfer.direction')
  const file = row === undefined ? '' : textOf(row, 'file.name')
  return (
    <Drawer
      label="Transfer"
      onClose={close}
      title={
        row === undefined ? (
          <h2>Transfer</h2>
        ) : (
          <>
            <h2>
              {direction === 'upload'
                ? 'Upload'
                : direction === 'download'
                  ? 'Download'
                  : 'Transfer'}
              {file !== '' && (
                <>
                  {' of '}
                  <HostileText value={file} most={160} />
                </>
              )}
            </h2>
            <TimeText moment={textOf(row, '@timestamp')} digits={3} />
            <FlowLine
              subject="transfers"
              row={row}
              direction={arrowOf(direction)}
              load={
                <VolumeText
                  bytes={row['transfer.bytes']}
                  quality={row['transfer.bytes.quality']}
                  source={row['transfer.bytes.source']}
                />
              }
            />
            <EvidenceLinks subject="transfers" row={row} />
          </>
        )
      }
    >
      {record.isError && <ErrorState error={record.error} retry={() => void record.refetch()} />}
      {record.isPending && <RowsSkeleton rows={12} />}
      {row !== undefined && <RecordFields subject="transfers" row={row} />}
    </Drawer>
  )
}
