import type { Insight, InsightValue } from '@spoor/model'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { formatCount, shortCount } from '../../common/bytes/format.js'
import { PivotValue } from '../../common/pivot/value.js'
import { condition } from '../../common/query/language.js'
import { TimeText } from '../../common/time/time-text.js'
import { isAskable } from '../../common/url/search-state.js'
import { useView } from '../../common/url/use-view.js'
import { attributeWords, rarity } from './figures.js'
import { useInsight } from './queries.js'
import { ShowLink } from './show-link.js'
import type { ShownHost } from './shown-host.js'
import classes from './host.module.css'

/** Values of an attribute that are shown before a press shows the rest. */
const SHOWN = 4
const MOST = 1_000

/** Who else has the value: how many, and whether that is few. */
function Sharing({
  insight,
  value,
  total,
}: {
  insight: Insight
  value: InsightValue
  total: number
}) {
  const { tz } = useView()
  const rare = rarity(value.hosts, total)
  const q = condition(insight.field, value.value)
  const words = `${formatCount(value.hosts)} of ${formatCount(total)} hosts`
  return (
    <>
      {rare !== undefined && (
        <Link
          to="/spread"
          search={{ of: insight.attribute, value: value.value, from: 'all', tz }}
          className={classes.rare}
          title={`${words}. Who met it first, and who since`}
        >
          {rare}
        </Link>
      )}{' '}
      {isAskable(q) ? (
        <Link to="/hosts" search={{ q, from: 'all', tz }} title={`${words}: show them`}>
          {shortCount(value.hosts)}
        </Link>
      ) : (
        <span title={words}>{shortCount(value.hosts)}</span>
      )}
    </>
  )
}

/** How often, and by what; counts are only kept up to now. */
function saidBy({ count, sources }: InsightValue): string {
  const often = count === undefined ? '' : `${formatCount(count)} times, `
  return `${often}told by ${sources.join(', ')}`
}

function ValueRow({
  insight,
  value,
  total,
  first,
  rows,
}: {
  insight: Insight
  value: InsightValue
  total: number
  /** Whether it is the first of its attribute, whose name it begins with. */
  first: boolean
  rows: number
}) {
  return (
    <tr data-first={first || undefined}>
      {first && (
        <th scope="rowgroup" rowSpan={rows} title={insight.description}>
          {attributeWords(insight.attribute)}
          <span className={classes.amount}>{formatCount(insight.total)}</span>
        </th>
      )}
      <td className={classes.value}>
        <PivotValue subject="hosts" field={insight.field} value={value.value} most={120} />
      </td>
      <td className="num">
        <Sharing insight={insight} value={value} total={total} />
      </td>
      <td className="num" title={saidBy(value)}>
        {value.count !== undefined && shortCount(value.count)}
      </td>
      <td className={classes.when}>
        <TimeText moment={value.first} />
      </td>
      <td className={classes.when}>
        {value.last !== undefined && <TimeText moment={value.last} />}
      </td>
      <td>
        <ShowLink show={value.show} />
      </td>
    </tr>
  )
}

/** The values of one attribute. */
export function InsightRows({
  shown: { host, moment },
  insight,
  total,
  found,
}: {
  shown: ShownHost
  insight: Insight
  /** Hosts that were seen at all. */
  total: number
  /** Whether these are only values that hold a searched text. */
  found: boolean
}) {
  const [whole, setWhole] = useState(false)
  const more = useInsight(
    host.ip,
    { as_of: moment, attribute: insight.attribute, limit: MOST },
    whole && !found && insight.total > insight.values.length,
  )
  const all = more.data?.groups.flatMap(({ attributes }) => attributes)[0]?.values ?? insight.values
  const values = whole || found ? all : insight.values.slice(0, SHOWN)
  const cut = insight.total > SHOWN && !found
  const notes = [
    ...(insight.is_full
      ? [
          `As many values as are kept of one host: ${formatCount(insight.not_kept)} later times are only counted.`,
        ]
      : []),
    ...(whole && insight.total > all.length && !more.isFetching
      ? [`The ${formatCount(all.length)} most frequent of ${formatCount(insight.total)}.`]
      : []),
  ]
  const extra = cut || notes.length > 0
  return (
    <tbody>
      {values.map((value, index) => (
        <ValueRow
          key={value.value}
          insight={insight}
          value={value}
          total={total}
          first={index === 0}
          rows={values.length + (extra ? 1 : 0)}
        />
      ))}
      {extra && (
        <tr>
          <td colSpan={6}>
            {cut && (
              <button type="button" className={classes.link} onClick={() => setWhole(!whole)}>
                {whole ? 'Fewer' : `All ${formatCount(insight.total)}`}
              </button>
            )}
            {more.isFetching && <span className="dim"> looking …</span>}
            {more.isError && <span className={classes.wrong}> {more.error.message}</span>}
            {notes.map((note) => (
              <span key={note} className="dim">
                {' '}
                {note}
              </span>
            ))}
          </td>
        </tr>
      )}
    </tbody>
  )
}
