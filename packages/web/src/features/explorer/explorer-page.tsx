import { useCallback, useMemo } from 'react'
import { RecordsPage } from '../../common/records/records-page.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import { ColumnHeader, ColumnPicker } from './column-picker.js'
import { columnsOf, fieldsToAsk, SUMMARY, USUAL_COLUMNS, USUAL_NARROWER } from './columns.js'
import { EventDrawer } from './event-drawer.js'

const USUAL_TOP: readonly string[] = [
  'event.type',
  'network.protocol',
  'source.ip',
  'destination.ip',
  'destination.port',
  'ftp.command',
  'alert.signature',
]

/** Every event, and any question about them. */
export function ExplorerPage() {
  const view = useView()
  const update = useUpdateView()
  const names = useMemo(() => view.cols?.split(',') ?? USUAL_COLUMNS, [view.cols])
  const choose = useCallback(
    (chosen: readonly string[]) => {
      const text = chosen.join(',')
      update({ cols: text === USUAL_COLUMNS.join(',') ? undefined : text }, true)
    },
    [update],
  )
  const columns = useMemo(
    () => columnsOf(names, (name) => <ColumnHeader name={name} names={names} choose={choose} />),
    [names, choose],
  )
  const fields = useMemo(() => fieldsToAsk(names), [names])
  const exported = useMemo(
    () => (names.includes(SUMMARY) ? fields : names.filter((name) => name !== SUMMARY)),
    [names, fields],
  )
  return (
    <RecordsPage
      subject="events"
      title="Events"
      idField="event.id"
      columns={columns}
      narrower={view.cols === undefined ? USUAL_NARROWER : undefined}
      fields={fields}
      exported={exported}
      usualTop={USUAL_TOP}
      by="event.type"
      tools={<ColumnPicker names={names} choose={choose} />}
      details={EventDrawer}
      whenNone="The store holds no events yet. Status shows what is being read; “spoor open FILE” loads a log or a capture."
    />
  )
}
