import { IconAlertTriangle } from '@tabler/icons-react'
import { formatCount } from '../../common/bytes/format.js'
import { categoryName } from '../../common/hunts/category.js'
import { useUpdateView } from '../../common/url/use-view.js'
import type { Shelf } from './library.js'
import classes from './hunts.module.css'

/** The categories, with how many hunts of each meet the other filters. */
export function Categories({
  shelves,
  chosen,
}: {
  shelves: readonly Shelf[]
  chosen: string | undefined
}) {
  const update = useUpdateView()
  const total = shelves.reduce((sum, { hunts }) => sum + hunts.length, 0)
  const choose = (category: string | undefined) => update({ category, id: undefined })
  const entry = (category: string | undefined, name: string, count: number, found: number) => (
    <li key={category ?? ''}>
      <button
        type="button"
        className={classes.category}
        aria-pressed={category === chosen}
        onClick={() => choose(category === chosen ? undefined : category)}
      >
        <span>{name}</span>
        {found > 0 && (
          <span
            className={classes.finds}
            title={`${formatCount(found)} findings in this time range`}
          >
            <IconAlertTriangle size="0.8rem" stroke={1.8} aria-hidden />
            <span className="visually-hidden">, {formatCount(found)} findings</span>
          </span>
        )}
        <span className={classes.much}>{formatCount(count)}</span>
      </button>
    </li>
  )
  return (
    <aside className={classes.categories} aria-label="Categories">
      <h2>Categories</h2>
      <ul>
        {entry(undefined, 'All', total, 0)}
        {shelves.map(({ category, hunts }) =>
          entry(
            category,
            categoryName(category),
            hunts.length,
            hunts.reduce((sum, { findings }) => sum + findings, 0),
          ),
        )}
      </ul>
    </aside>
  )
}
