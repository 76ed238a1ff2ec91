import { IconAdjustments, IconAlertTriangle, IconSearch } from '@tabler/icons-react'
import { techniqueName, type HuntDescription } from '@spoor/model'
import { Link } from '@tanstack/react-router'
import { LevelBadge } from '../../common/badges/badge.js'
import { formatCount } from '../../common/bytes/format.js'
import { CopyButton } from '../../common/copy/copy-button.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { categoryName } from '../../common/hunts/category.js'
import { HuntFindings } from '../../common/hunts/hunt-findings.js'
import { Needs } from '../../common/hunts/needs.js'
import { LinkButton } from '../../common/link/link-button.js'
import { ReadOnlyChips } from '../../common/query/chip-words.js'
import { pageOf } from '../../common/query/translate.js'
import { Drawer } from '../../common/records/drawer.js'
import { EmptyState } from '../../common/state/states.js'
import { carried, validateView } from '../../common/url/search-state.js'
import { useView } from '../../common/url/use-view.js'
import { PinButton } from './hunt-row.js'
import classes from './hunt-drawer.module.css'

function Actions({ hunt }: { hunt: HuntDescription }) {
  const { from, to, tz } = useView()
  return (
    <div className={classes.actions}>
      <LinkButton
        variant="default"
        to="/hunts/$id"
        params={{ id: hunt.id }}
        search={{ from, to, tz }}
        leftSection={<IconAdjustments size="0.85rem" stroke={1.6} />}
        title="Everything about this hunt: tune it, try it, suppress its findings"
      >
        Open its page
      </LinkButton>
      {hunt.q !== '' && (
        <LinkButton
          to={pageOf(hunt.subject)}
          search={{ q: hunt.q, from, to, tz }}
          leftSection={<IconSearch size="0.85rem" />}
          title={`All ${hunt.subject} that this hunt looks at, in this time range`}
        >
          Ask this now
        </LinkButton>
      )}
      {hunt.findings > 0 && (
        <LinkButton
          variant="default"
          to="/findings"
          search={{ hunt: hunt.id, from, to, tz }}
          leftSection={<IconAlertTriangle size="0.85rem" />}
        >
          {formatCount(hunt.findings)} finding{hunt.findings === 1 ? '' : 's'}
        </LinkButton>
      )}
    </div>
  )
}

function Next({ hunt, hunts }: { hunt: HuntDescription; hunts: readonly HuntDescription[] }) {
  return (
    <ul className={classes.next}>
      {hunt.next.map(({ hunt: id, why }) => {
        const other = hunts.find((one) => one.id === id)
        return (
          <li key={id}>
            <span>
              <HostileText value={why} />
            </span>
            <Link to="." search={(previous) => ({ ...validateView(previous), id })} preload={false}>
              <HostileText value={other?.title ?? id} />
            </Link>
            {other !== undefined && other.findings > 0 && (
              <span className="dim"> {formatCount(other.findings)} found</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Parameters({ hunt }: { hunt: HuntDescription }) {
  return (
    <table className={`plain-table ${classes.parameters}`}>
      <thead>
        <tr>
          <th>Name</th>
          <th className="num">Value</th>
          <th>Meaning</th>
        </tr>
      </thead>
      <tbody>
        {hunt.parameters.map(({ name, value, meaning }) => (
          <tr key={name}>
            <td className="mono">{name}</td>
            <td className="num">{formatCount(value)}</td>
            <td>{meaning}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Attack({ ids }: { ids: readonly string[] }) {
  return (
    <ul className={classes.attack}>
      {ids.map((id) => (
        <li key={id}>
          <Link
            to="/hunts"
            search={(previous) => ({ ...carried(validateView(previous)), technique: id })}
            title={`All hunts on ${id}`}
            preload={false}
          >
            {id}
          </Link>{' '}
          {techniqueName(id)}
        </li>
      ))}
    </ul>
  )
}

interface Shown {
  readonly hunts: readonly HuntDescription[]
  readonly pinned: boolean
  readonly toggle: (id: string) => void
  readonly seen: ReadonlySet<string> | undefined
}

function About({ hunt, hunts, seen }: { hunt: HuntDescription } & Shown) {
  return (
    <>
      <p className={classes.question}>
        <HostileText value={hunt.question} />
      </p>
      <p>
        <HostileText value={hunt.why} />
      </p>
      <Actions hunt={hunt} />
      <h3>Findings in this time range</h3>
      {!hunt.is_on && (
        <p>
          <b>Off:</b> it makes no findings until it is switched on, on its page. Its question can be
          asked at any time.
        </p>
      )}
      <HuntFindings hunt={hunt} />
      <h3>When it is harmless</h3>
      <p>
        <HostileText value={hunt.false_positives} />
      </p>
      {hunt.next.length > 0 && (
        <>
          <h3>Where to look next</h3>
          <Next hunt={hunt} hunts={hunts} />
        </>
      )}
      <h3>
        What it looks at: {hunt.subject} <CopyButton value={hunt.q} />
      </h3>
      <ReadOnlyChips q={hunt.q} subject={hunt.subject} />
      <code className={classes.logic} tabIndex={0} aria-label="The question as text">
        <HostileText value={hunt.q} />
      </code>
      {hunt.parameters.length > 0 && (
        <>
          <h3>Parameters</h3>
          <Parameters hunt={hunt} />
        </>
      )}
      <h3>Needs records of</h3>
      <Needs kinds={hunt.needs} seen={seen} />
      <h3>ATT&amp;CK</h3>
      <Attack ids={hunt.techniques} />
    </>
  )
}

/** One hunt: what it asks, why it matters, what it found, how it works, and where to look next. */
export function HuntDrawer({
  hunt,
  close,
  ...shown
}: {
  /** Undefined if the URL names one that there is not. */
  hunt: HuntDescription | undefined
  close: () => void
} & Shown) {
  return (
    <Drawer
      label="Hunt"
      onClose={close}
      title={
        hunt === undefined ? (
          <h2>Hunt</h2>
        ) : (
          <>
            <span className={classes.marks}>
              <LevelBadge level={hunt.level} />
              <span className="dim">
                {categoryName(hunt.category)} · <span className="mono">{hunt.id}</span>
              </span>
              <PinButton hunt={hunt} pinned={shown.pinned} toggle={shown.toggle} />
            </span>
            <h2>
              <HostileText value={hunt.title} />
            </h2>
          </>
        )
      }
    >
      {hunt === undefined ? (
        <EmptyState title="No such hunt">This Spoor has no hunt of this name.</EmptyState>
      ) : (
        <div className={classes.about}>
          <About hunt={hunt} {...shown} />
        </div>
      )}
    </Drawer>
  )
}
