import { SegmentedControl } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { pageOf } from '../../common/query/translate.js'
import { subjectOf } from '../../common/url/search-state.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import classes from './hosts.module.css'

const SIDES = {
  events: { client: 'Source', server: 'Destination' },
  sessions: { client: 'Client', server: 'Server' },
  transfers: { client: 'Client', server: 'Server' },
} as const

/** The records to whose hosts the page is narrowed: the way back to them, and the way out. */
export function Narrowed() {
  const view = useView()
  const update = useUpdateView()
  const of = subjectOf(view)
  if (of === undefined) return null
  const { of_q: q, side, from, to, tz } = view
  const words = SIDES[of]
  return (
    <div className={classes.narrowed} role="note">
      <span>
        Only hosts of <b>{of}</b>
        {q === undefined ? ' in this time range' : ' that meet'}
      </span>
      {q !== undefined && (
        <code className={classes.question}>
          <HostileText value={q} most={160} />
        </code>
      )}
      <SegmentedControl
        size="xs"
        aria-label="Side of the records"
        value={side ?? 'any'}
        onChange={(value) =>
          update({ side: value === 'client' || value === 'server' ? value : undefined })
        }
        data={[
          { value: 'any', label: 'Either side' },
          { value: 'client', label: words.client },
          { value: 'server', label: words.server },
        ]}
      />
      <Link to={pageOf(of)} search={{ q, from, to, tz }}>
        Back to these {of}
      </Link>
      <button
        type="button"
        className={classes.drop}
        onClick={() => update({ of: undefined, of_q: undefined, side: undefined })}
      >
        <IconX size="0.8rem" aria-hidden /> All hosts again
      </button>
    </div>
  )
}
