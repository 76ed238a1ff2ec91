import { Link } from '@tanstack/react-router'
import { validateView } from '../url/search-state.js'
import { keptBetween } from './filter.js'
import classes from './sightings.module.css'

const TABS = [
  { to: '/sightings', label: 'Sightings', title: 'Values that were never seen before' },
  {
    to: '/outliers',
    label: 'Outliers',
    title: 'What hosts did for the first time in this part of the day and week',
  },
  { to: '/spread', label: 'Patient zero', title: 'Who had a value first, and who after' },
] as const

/** The pages about what is new. What narrows one goes along to the next. */
export function SightingsTabs() {
  return (
    <nav className={classes.tabs} aria-label="What is new">
      {TABS.map(({ to, label, title }) => (
        <Link
          key={to}
          to={to}
          search={(previous) => keptBetween(validateView(previous))}
          className={classes.tab}
          activeProps={{ 'data-active': true, 'aria-current': 'page' }}
          activeOptions={{ includeSearch: false }}
          title={title}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
