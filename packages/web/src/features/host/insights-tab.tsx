import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { InsightsAnswer } from '@spoor/model'
import { useId } from 'react'
import { formatBytes, formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import {
  CancelledState,
  EmptyState,
  ErrorState,
  isCancelled,
  RowsSkeleton,
} from '../../common/state/states.js'
import { useUpdateView, useView } from '../../common/url/use-view.js'
import { attributeWords } from './figures.js'
import { InsightRows } from './insight.js'
import { Peers } from './peers.js'
import { useInsights } from './queries.js'
import { Rhythm } from './rhythm.js'
import type { ShownHost } from './shown-host.js'
import { Volume } from './volume.js'
import classes from './host.module.css'

type Group = InsightsAnswer['groups'][number]

/** Counts of values stand beside the values themselves; other figures are worth a line. */
function figuresOf({ numbers }: Group): Group['numbers'] {
  return numbers.filter(({ attribute }) => !attribute.endsWith('_count'))
}

function figureWords(attribute: string, value: number): string {
  if (attribute.endsWith('_share')) return `${formatCount(value)} %`
  return /bytes/.test(attribute) ? formatBytes(value) : formatCount(value)
}

function GroupCard({
  shown,
  group,
  total,
  found,
  id,
}: {
  shown: ShownHost
  group: Group
  total: number
  found: boolean
  id: string
}) {
  const numbers = found ? [] : figuresOf(group)
  return (
    <section className="card" id={id} aria-label={group.group} tabIndex={-1}>
      <div className="card-head">
        <h2>{group.group}</h2>
        {numbers.map(({ attribute, description, value }) => (
          <span key={attribute} className={classes.number} title={description}>
            <span className="dim">{attributeWords(attribute)}</span> {figureWords(attribute, value)}
          </span>
        ))}
      </div>
      {group.attributes.length > 0 && (
        <div className="scroll-x">
          <table className={`plain-table ${classes.insights}`}>
            <thead>
              <tr>
                <th>Attribute</th>
                <th>Value</th>
                <th className="num" title="How many hosts have the value, this one included">
                  Hosts
                </th>
                <th className="num">Times</th>
                <th>First seen</th>
                <th>Last seen</th>
                <th />
              </tr>
            </thead>
            {group.attributes.map((insight) => (
              <InsightRows
                key={insight.attribute}
                shown={shown}
                insight={insight}
                total={total}
                found={found}
              />
            ))}
          </table>
        </div>
      )}
    </section>
  )
}

function Groups({ shown, find }: { shown: ShownHost; find: string | undefined }) {
  const prefix = useId()
  const update = useUpdateView()
  const { host, moment, asked } = shown
  const answer = useInsights(host.ip, { as_of: moment, find, limit: find ? 200 : 20 }, asked.run)
  if (answer.isError && answer.data === undefined) {
    return <ErrorState error={answer.error} retry={() => void answer.refetch()} />
  }
  if (isCancelled(answer)) return <CancelledState retry={() => void answer.refetch()} />
  if (answer.data === undefined) {
    return (
      <section className="card">
        <RowsSkeleton rows={16} />
      </section>
    )
  }
  const { groups, hosts_total: total, completeness } = answer.data
  const filled = groups.filter(
    (group) => group.attributes.length > 0 || (!find && figuresOf(group).length > 0),
  )
  if (filled.length === 0) {
    return (
      <section className="card">
        <EmptyState
          title={find ? 'No value contains this' : 'Nothing is known of it yet'}
          action={
            find && (
              <Button variant="default" onClick={() => update({ find: undefined }, true)}>
                All insights
              </Button>
            )
          }
        >
          {find ? (
            <HostileText value={find} most={100} />
          ) : (
            'Insights come from its events, sessions and transfers.'
          )}
        </EmptyState>
      </section>
    )
  }
  return (
    <div className={classes.column} data-stale={answer.isPlaceholderData || undefined}>
      {completeness.partial && (
        <p className={classes.special}>Partial: {completeness.reason ?? 'a limit cut it short.'}</p>
      )}
      <nav className={classes.index} aria-label="Groups of insights">
        {filled.map(({ group, attributes }) => (
          <button
            key={group}
            type="button"
            className={classes.jump}
            onClick={() => {
              const card = document.getElementById(`${prefix}${group}`)
              card?.scrollIntoView({ block: 'start' })
              card?.focus({ preventScroll: true })
            }}
          >
            {group}
            {attributes.length > 0 && (
              <span className="dim">
                {' '}
                {formatCount(attributes.reduce((sum, one) => sum + one.total, 0))}
              </span>
            )}
          </button>
        ))}
      </nav>
      {filled.map((group) => (
        <GroupCard
          key={group.group}
          id={`${prefix}${group.group}`}
          shown={shown}
          group={group}
          total={total}
          found={find !== undefined}
        />
      ))}
    </div>
  )
}

/** All that is known of the host, with its volume, its rhythm and its peers beside. */
export function InsightsTab({ shown }: { shown: ShownHost }) {
  const { find } = useView()
  const update = useUpdateView()
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        <TextInput
          size="xs"
          aria-label="Search the insights"
          placeholder="Search the insights: a name, a hash, a client …"
          leftSection={<IconSearch size="0.9rem" stroke={1.6} aria-hidden />}
          maxLength={200}
          value={find ?? ''}
          onChange={({ currentTarget: { value } }) =>
            update({ find: value === '' ? undefined : value }, true)
          }
        />
        <Groups shown={shown} find={find} />
      </div>
      <div className={classes.side}>
        <Volume shown={shown} />
        <Rhythm shown={shown} />
        <Peers shown={shown} />
      </div>
    </div>
  )
}
