import { IconAlertTriangle, IconRoute, IconSearch } from '@tabler/icons-react'
import type { HostAnswer } from '@spoor/model'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Badge, RiskBadge } from '../../common/badges/badge.js'
import { BytesText } from '../../common/bytes/bytes-text.js'
import { formatCount } from '../../common/bytes/format.js'
import { CopyButton } from '../../common/copy/copy-button.js'
import { HostileText, hostileTitle } from '../../common/hostile/hostile-text.js'
import { LinkButton } from '../../common/link/link-button.js'
import { PivotValue } from '../../common/pivot/value.js'
import { TimeText } from '../../common/time/time-text.js'
import { carried, validateView } from '../../common/url/search-state.js'
import { useView } from '../../common/url/use-view.js'
import { AsOfButton } from './as-of.js'
import { percent } from './figures.js'
import { Roles } from './roles.js'
import { Risk } from './risk.js'
import { eventsOfHost } from './shown-host.js'
import classes from './host.module.css'

/** Names and users that are shown before the rest is counted. */
const SHOWN = 4

interface Item {
  readonly text: string
  readonly node: ReactNode
}

/** The first of some values; the others are counted, and named on hover. */
function Several({ items }: { items: readonly Item[] }) {
  const more = items.slice(SHOWN)
  return (
    <>
      {items.slice(0, SHOWN).map(({ text, node }, index) => (
        <span key={text}>
          {index > 0 && ', '}
          {node}
        </span>
      ))}
      {more.length > 0 && (
        <span className="dim" title={more.map(({ text }) => hostileTitle(text)).join('\n')}>
          {' '}
          and {more.length} more
        </span>
      )}
    </>
  )
}

function NetworkPath({ host: { networks, network } }: { host: HostAnswer }) {
  if (networks.length === 0) return <span className="dim">in no network of the organisation</span>
  return (
    <>
      {networks.map((label, index) => (
        <span key={networks.slice(0, index + 1).join('/')}>
          {index > 0 && <span className="dim"> / </span>}
          <PivotValue subject="hosts" field="host.network" value={label} />
        </span>
      ))}
      {network !== '' && network !== networks.join('/') && <span className="dim"> {network}</span>}
    </>
  )
}

function Facts({ host }: { host: HostAnswer }) {
  const { names, users, groups, site, numbers } = host
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Roles', <Roles key="roles" roles={host.roles} />],
    [
      'Names',
      names.length > 0 && (
        <Several
          items={names.map(({ name, sources }) => ({
            text: name,
            node: (
              <span title={`Told by ${sources.join(', ')}`}>
                <PivotValue subject="hosts" field="host.hostname" value={name} />{' '}
                <span className="dim">{sources.join(', ')}</span>
              </span>
            ),
          }))}
        />
      ),
    ],
    ['Network', <NetworkPath key="network" host={host} />],
    ['Site', site !== '' && <PivotValue subject="hosts" field="host.site" value={site} />],
    [
      'Groups',
      groups.length > 0 && (
        <Several
          items={groups.map((group) => ({
            text: group,
            node: <PivotValue subject="hosts" field="host.group" value={group} />,
          }))}
        />
      ),
    ],
    [
      'Users',
      users.length > 0 && (
        <Several
          items={users.map(({ user, groups: of }) => ({
            text: user,
            node: (
              <>
                <PivotValue subject="hosts" field="host.username" value={user} />
                {of.length > 0 && <span className="dim"> ({of.join(', ')})</span>}
              </>
            ),
          }))}
        />
      ),
    ],
    [
      'Seen',
      <span key="seen">
        <TimeText moment={host.first_seen} /> <span className="dim">to</span>{' '}
        <TimeText moment={host.last_seen} />
        <span className="dim">
          , on {formatCount(numbers.days)} day{numbers.days === 1 ? '' : 's'}
        </span>
      </span>,
    ],
    [
      'Moved',
      <span key="moved" title="Bytes of its flows, with packet headers">
        sent <BytesText bytes={numbers.bytes_out} />
        {numbers.outside_bytes_out > 0 && host.is_home && (
          <>
            {' '}
            (<BytesText bytes={numbers.outside_bytes_out} /> outside)
          </>
        )}
        , received <BytesText bytes={numbers.bytes_in} />
        <span className="dim">
          {' '}
          in {formatCount(numbers.flows)} flows; {formatCount(numbers.alerts)} alerts;{' '}
          {percent(numbers.off_hours_share)} out of hours
        </span>
      </span>,
    ],
  ]
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => value !== false)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

function Actions({ host }: { host: HostAnswer }) {
  const { from, to, tz } = useView()
  return (
    <span className={classes.actions}>
      <CopyButton value={host.ip} label="Copy address" />
      <LinkButton
        variant="default"
        size="compact-xs"
        to="/explorer"
        search={{ q: eventsOfHost(host.ip), from, to, tz }}
        leftSection={<IconSearch size="0.85rem" />}
      >
        Its events
      </LinkButton>
      <LinkButton
        variant="default"
        size="compact-xs"
        to="/findings"
        search={{ entity: host.ip, from, to, tz }}
        leftSection={<IconAlertTriangle size="0.85rem" stroke={1.6} />}
      >
        Findings
      </LinkButton>
      <LinkButton
        variant="default"
        size="compact-xs"
        to="/trail"
        search={{ entity: host.ip, from, to, tz }}
        leftSection={<IconRoute size="0.85rem" stroke={1.6} />}
      >
        Trail
      </LinkButton>
      <AsOfButton lastSeen={host.last_seen} />
    </span>
  )
}

/** What the host is, where it belongs, and why it should be looked at. */
export function Head({ host }: { host: HostAnswer }) {
  const name = host.names[0]?.name
  return (
    <>
      <div className={classes.title}>
        <span className={classes.crumb}>
          <Link to="/hosts" search={(previous) => carried(validateView(previous))}>
            Hosts
          </Link>{' '}
          /
        </span>
        <h1 className="page-title mono">{host.ip}</h1>
        {name !== undefined && (
          <span className={classes.name}>
            <HostileText value={name} most={80} />
          </span>
        )}
        {host.is_home ? (
          <Badge tone="accent" shape="⌂" title="In a home network">
            home
          </Badge>
        ) : (
          <Badge tone="external" shape="◌" title="In no home network">
            outside
          </Badge>
        )}
        <RiskBadge score={host.risk.score} />
        <Actions host={host} />
      </div>
      {host.note !== undefined && <p className={classes.special}>{host.note}</p>}
      <div className={classes.head}>
        <section className="card" aria-label="About the host">
          <Facts host={host} />
        </section>
        <Risk ip={host.ip} risk={host.risk} />
      </div>
    </>
  )
}
