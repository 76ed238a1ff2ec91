import { Tabs } from '@mantine/core'
import { IconClockSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useRecord, useRelated } from '../../common/api/queries.js'
import { CopyButton } from '../../common/copy/copy-button.js'
import { RawLine } from '../../common/hostile/raw-line.js'
import { LinkButton } from '../../common/link/link-button.js'
import { PivotValue } from '../../common/pivot/value.js'
import { Drawer } from '../../common/records/drawer.js'
import { RecordFields } from '../../common/records/record-fields.js'
import type { RecordDetails } from '../../common/records/records-page.js'
import { textOf } from '../../common/records/values.js'
import { ErrorState, RowsSkeleton } from '../../common/state/states.js'
import { TimeText } from '../../common/time/time-text.js'
import { useView } from '../../common/url/use-view.js'
import classes from './explorer.module.css'
import { Related } from './related.js'

/** Milliseconds before and after an event in which to look for what else happened. */
const AROUND_MS = 300_000

function around(moment: string): { from: string; to: string } {
  const at = Date.parse(moment)
  return {
    from: new Date(at - AROUND_MS).toISOString(),
    to: new Date(at + AROUND_MS).toISOString(),
  }
}

/** One event: its fields, its kin, and the line that the source wrote. */
export function EventDrawer({ id, at, close }: RecordDetails) {
  const view = useView()
  const [tab, setTab] = useState<string | null>('fields')
  const record = useRecord('events', id, at)
  const related = useRelated(id, at)
  const kin = related.data?.groups.reduce((sum, group) => sum + group.rows.length, 0)
  const more = related.data?.groups.some((group) => group.more) === true
  const row = record.data?.row
  return (
    <Drawer
      label="Event"
      onClose={close}
      title={
        <>
          <h2>{row === undefined ? 'Event' : `${textOf(row, 'event.type') || 'event'} event`}</h2>
          {row !== undefined && (
            <>
              <TimeText moment={textOf(row, '@timestamp')} digits={6} />
              <div>
                {['source.ip', 'destination.ip'].map((field, index) => {
                  const value = textOf(row, field)
                  return value === '' ? null : (
                    <span key={field}>
                      {index > 0 && <span className="dim"> → </span>}
                      <PivotValue subject="events" field={field} value={value} />
                    </span>
                  )
                })}
              </div>
              <div className={classes.actions}>
                <LinkButton
                  to="/explorer"
                  search={{ ...around(textOf(row, '@timestamp')), tz: view.tz }}
                  variant="default"
                  size="compact-xs"
                  leftSection={<IconClockSearch size="0.85rem" />}
                >
                  5 minutes around it
                </LinkButton>
                <CopyButton
                  value={record.data?.raw ?? JSON.stringify(row, undefined, 2)}
                  label={record.data?.raw === undefined ? 'Copy event' : 'Copy line'}
                />
              </div>
            </>
          )}
        </>
      }
    >
      {record.isError && <ErrorState error={record.error} retry={() => void record.refetch()} />}
      {record.isPending && <RowsSkeleton rows={12} />}
      {row !== undefined && (
        <Tabs value={tab} onChange={setTab}>
          <Tabs.List mb="sm">
            <Tabs.Tab value="fields">Fields</Tabs.Tab>
            <Tabs.Tab value="related">
              Related{kin === undefined ? '' : ` ${kin}${more ? '+' : ''}`}
            </Tabs.Tab>
            <Tabs.Tab value="line">Original line</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="fields">
            <RecordFields subject="events" row={row} />
          </Tabs.Panel>
          <Tabs.Panel value="related">
            {related.isError ? (
              <ErrorState error={related.error} retry={() => void related.refetch()} />
            ) : related.data === undefined ? (
              <RowsSkeleton />
            ) : (
              <Related answer={related.data} id={id} />
            )}
          </Tabs.Panel>
          <Tabs.Panel value="line">
            {record.data?.raw === undefined ? (
              <p className="dim">The source's line is not kept for this event.</p>
            ) : (
              <RawLine raw={record.data.raw} />
            )}
          </Tabs.Panel>
        </Tabs>
      )}
    </Drawer>
  )
}
