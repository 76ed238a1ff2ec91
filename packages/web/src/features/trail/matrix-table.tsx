import { Button } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import type { TrailAnswer, TrailHunt } from '@spoor/model'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { LevelBadge } from '../../common/badges/badge.js'
import { formatCount } from '../../common/bytes/format.js'
import { HostileText } from '../../common/hostile/hostile-text.js'
import { categoryName } from '../../common/hunts/category.js'
import { pageOf } from '../../common/query/translate.js'
import { isAskable } from '../../common/url/search-state.js'
import { useView } from '../../common/url/use-view.js'
import { changeOf, resultOf, type TrailCategory } from './matrix.js'
import classes from './trail.module.css'

const ARROWS = { more: '▲', fewer: '▼', same: '=', none: '' } as const

function ChangeText({ records, before }: { records: number; before: number }) {
  const { way, figure } = changeOf(records, before)
  return (
    <span className={classes.change} data-way={way}>
      <span aria-hidden="true">{ARROWS[way]}</span> {figure}
    </span>
  )
}

/** A count that leads to its records. */
function Count({
  count,
  hunt,
  from,
  to,
}: {
  count: number
  hunt: TrailHunt
  from: string
  to: string
}) {
  const { tz } = useView()
  if (count === 0) return <span className="dim">0</span>
  if (!isAskable(hunt.q)) {
    return <span title="The question is too long for a link">{formatCount(count)}</span>
  }
  return (
    <Link
      to={pageOf(hunt.subject)}
      search={{ q: hunt.q, from, to, tz }}
      title={`Show these ${hunt.subject}`}
      preload={false}
    >
      {formatCount(count)}
      <span className="visually-hidden">
        {' '}
        {hunt.subject} of “{hunt.title}”
      </span>
    </Link>
  )
}

const RESULT_WORDS = {
  met: 'met',
  partly: 'needs more',
  gone: 'only before',
  nothing: '',
} as const

const RESULT_TITLES = {
  met: 'One such record is enough for a finding',
  partly:
    'It looks at these records, but for a finding it needs several, or others to compare with',
  gone: 'No record in this range, but some before',
  nothing: undefined,
} as const

function HuntRow({ hunt, answer }: { hunt: TrailHunt; answer: TrailAnswer }) {
  const { from, to, before } = answer
  const { tz } = useView()
  const result = resultOf(hunt)
  return (
    <tr className={classes.hunt}>
      <td colSpan={2}>
        <LevelBadge level={hunt.level} />{' '}
        <Link to="/hunts/$id" params={{ id: hunt.hunt }} search={{ from, to, tz }} preload={false}>
          <HostileText value={hunt.title} />
        </Link>
      </td>
      <td colSpan={3} className={classes.result} title={RESULT_TITLES[result]}>
        {RESULT_WORDS[result]}
      </td>
      <td className="num">
        <Count count={hunt.records} hunt={hunt} from={from} to={to} />
      </td>
      <td className="num">
        {before.kept === 'none' ? (
          <span className="dim">–</span>
        ) : (
          <Count count={hunt.before} hunt={hunt} from={before.from} to={from} />
        )}
      </td>
      <td>{before.kept !== 'none' && <ChangeText {...hunt} />}</td>
    </tr>
  )
}

/** The hunts of a category. Those that need more are many and say little: they come when asked for. */
function HuntRows({ hunts, answer }: { hunts: readonly TrailHunt[]; answer: TrailAnswer }) {
  const [all, setAll] = useState(false)
  const partly = hunts.filter((hunt) => resultOf(hunt) === 'partly')
  const telling = hunts.filter((hunt) => resultOf(hunt) !== 'partly')
  const shown = all || telling.length === 0 ? hunts : telling
  return (
    <>
      {shown.map((hunt) => (
        <HuntRow key={hunt.hunt} hunt={hunt} answer={answer} />
      ))}
      {partly.length > 0 && telling.length > 0 && (
        <tr className={classes.hunt}>
          <td colSpan={8}>
            <button type="button" className={classes.link} onClick={() => setAll(!all)}>
              {all
                ? 'Hide those that need more'
                : `${formatCount(partly.length)} more look${partly.length === 1 ? 's' : ''} at its records, but need${partly.length === 1 ? 's' : ''} more for a finding`}
            </button>
          </td>
        </tr>
      )}
    </>
  )
}

function Figure({ value, strong = false }: { value: number; strong?: boolean }) {
  if (value === 0) return <span className={classes.zero}>·</span>
  return strong ? <b>{formatCount(value)}</b> : formatCount(value)
}

function CategoryRow({
  row,
  answer,
  opened,
  toggle,
}: {
  row: TrailCategory
  answer: TrailAnswer
  opened: boolean
  toggle: () => void
}) {
  const { counts, hunts } = row
  const says = hunts.length > 0
  const name = categoryName(row.category)
  const Chevron = opened ? IconChevronDown : IconChevronRight
  const comparable = answer.before.kept !== 'none'
  return (
    <tr className={classes.category} data-says={says || undefined}>
      <th scope="row">
        {says ? (
          <button type="button" className={classes.open} aria-expanded={opened} onClick={toggle}>
            <Chevron size="0.9rem" stroke={2} aria-hidden />
            {name}
          </button>
        ) : (
          <span className={classes.silent}>{name}</span>
        )}
      </th>
      <td>{row.gravest !== undefined && <LevelBadge level={row.gravest} />}</td>
      <td className="num">
        <Figure value={counts.met} strong />
      </td>
      <td className="num">
        <Figure value={counts.partly} />
      </td>
      <td className="num">
        <span className="dim">{formatCount(counts.nothing + counts.gone)}</span>
      </td>
      <td className="num">
        <Figure value={row.records} />
      </td>
      <td className="num">
        {comparable ? <Figure value={row.before} /> : <span className="dim">–</span>}
      </td>
      <td>{comparable && <ChangeText records={row.records} before={row.before} />}</td>
    </tr>
  )
}

/** Categories by what their hunts have to say; each opens to its hunts. */
export function Matrix({ answer, rows }: { answer: TrailAnswer; rows: readonly TrailCategory[] }) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const [all, setAll] = useState(false)
  const telling = rows.filter(({ hunts }) => hunts.length > 0)
  const silent = rows.length - telling.length
  const shown = all ? rows : telling
  const unfolded = telling.length > 0 && telling.every(({ category }) => opened.has(category))
  const toggle = (category: string) =>
    setOpened((old) => {
      const next = new Set(old)
      if (!next.delete(category)) next.add(category)
      return next
    })
  return (
    <>
      {shown.length > 0 && (
        <div className="scroll-x">
          <table className={`plain-table ${classes.matrix}`}>
            <thead>
              <tr>
                <th>
                  Category{' '}
                  <button
                    type="button"
                    className={classes.link}
                    onClick={() =>
                      setOpened(new Set(unfolded ? [] : telling.map(({ category }) => category)))
                    }
                  >
                    {unfolded ? 'fold all' : 'unfold all'}
                  </button>
                </th>
                <th>Gravest met</th>
                <th className="num" title="Hunts for which one of its records is enough">
                  Hunts met
                </th>
                <th className="num" title={RESULT_TITLES.partly}>
                  Need more
                </th>
                <th className="num" title="Hunts without a record of it in this range">
                  Not met
                </th>
                <th
                  className="num"
                  title="Records that are enough for a hunt; one that meets several hunts counts for each"
                >
                  Records
                </th>
                <th className="num">Before</th>
                <th>Change</th>
              </tr>
            </thead>
            {shown.map((row) => (
              <tbody key={row.category}>
                <CategoryRow
                  row={row}
                  answer={answer}
                  opened={opened.has(row.category)}
                  toggle={() => toggle(row.category)}
                />
                {opened.has(row.category) && <HuntRows hunts={row.hunts} answer={answer} />}
              </tbody>
            ))}
          </table>
        </div>
      )}
      {telling.length === 0 && (
        <p className={classes.foot}>
          No hunt looks at a record of it, in this range or in the one before. It may have records
          that no hunt minds: ask for them in Explorer, Transfers or Sessions.
        </p>
      )}
      {silent > 0 && (
        <p className={classes.foot}>
          {all
            ? 'Categories without a record are shown. '
            : `${formatCount(silent)} ${telling.length > 0 ? 'more ' : ''}categor${silent === 1 ? 'y has' : 'ies have'} no record of it. `}
          <Button variant="subtle" size="compact-xs" onClick={() => setAll(!all)}>
            {all ? 'Hide them' : 'Show them'}
          </Button>
        </p>
      )}
    </>
  )
}
