import { IconEyePlus, IconSearch, IconServer2, IconUsersGroup } from '@tabler/icons-react'
import type { Outlier, RecordsQuestion, Sighting } from '@spoor/model'
import { LinkButton } from '../link/link-button.js'
import { pageOf } from '../query/translate.js'
import { isAskable } from '../url/search-state.js'
import { useView } from '../url/use-view.js'
import classes from './sightings.module.css'

const ICON = { size: '0.85rem', stroke: 1.6 } as const

/** Leads to the records of a question. */
export function RecordsButton({ question }: { question: RecordsQuestion }) {
  const { tz } = useView()
  const { subject, q, from, to } = question
  if (!isAskable(q)) return null
  return (
    <LinkButton
      size="compact-sm"
      to={pageOf(subject)}
      search={{ q, from: from ?? 'all', to, tz }}
      leftSection={<IconSearch {...ICON} />}
    >
      Its {subject}
    </LinkButton>
  )
}

/** Where a sighting or outlier leads: to its records, to the host, to everybody who had the value. */
export function SightingActions({ of }: { of: Sighting | Outlier }) {
  const { from, to, tz, as_of } = useView()
  const { host, value, attribute, question } = of
  return (
    <div className={classes.actions}>
      {question !== undefined && <RecordsButton question={question} />}
      {attribute !== undefined && (
        <LinkButton
          variant="default"
          size="compact-sm"
          to="/spread"
          search={{ of: attribute, value, from, to, tz, as_of }}
          leftSection={<IconUsersGroup {...ICON} />}
          title="Patient zero: all hosts that had it, in their order"
        >
          Who else had it
        </LinkButton>
      )}
      <LinkButton
        variant="default"
        size="compact-sm"
        to="/hosts/$ip"
        params={{ ip: host }}
        search={{ from, to, tz }}
        leftSection={<IconServer2 {...ICON} />}
      >
        Host {host}
      </LinkButton>
      <LinkButton
        variant="default"
        size="compact-sm"
        to="/sightings"
        search={{ from, to, tz, scope: 'host', host, as_of }}
        leftSection={<IconEyePlus {...ICON} />}
      >
        All that is new on it
      </LinkButton>
    </div>
  )
}
