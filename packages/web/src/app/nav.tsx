import {
  IconActivityHeartbeat,
  IconAlertTriangle,
  IconArrowsExchange,
  IconBiohazard,
  IconBuilding,
  IconEyePlus,
  IconPlugConnected,
  IconRoute,
  IconServer2,
  IconSearch,
  IconSunrise,
  IconTargetArrow,
  type Icon,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useStatus } from '../common/api/queries.js'
import { shortCount, formatCount } from '../common/bytes/format.js'
import { carried, validateView } from '../common/url/search-state.js'
import { usePage, useView, type PagePath } from '../common/url/use-view.js'
import { pageSubject, translateView } from '../common/query/translate.js'
import { Logo } from './logo.js'
import classes from './nav.module.css'

interface Place {
  readonly to: PagePath
  readonly label: string
  readonly icon: Icon
  /** Pages that are reached from it, by their tabs. */
  readonly beside?: readonly { readonly to: PagePath; readonly label: string }[]
}

const PLACES: readonly Place[] = [
  { to: '/today', label: 'Today', icon: IconSunrise },
  { to: '/explorer', label: 'Explorer', icon: IconSearch },
  { to: '/transfers', label: 'Transfers', icon: IconArrowsExchange },
  { to: '/sessions', label: 'Sessions', icon: IconPlugConnected },
  { to: '/hosts', label: 'Hosts', icon: IconServer2 },
  {
    to: '/sightings',
    label: 'Sightings',
    icon: IconEyePlus,
    beside: [
      { to: '/outliers', label: 'Outliers' },
      { to: '/spread', label: 'Patient zero' },
    ],
  },
  { to: '/hunts', label: 'Hunts', icon: IconTargetArrow },
  { to: '/trail', label: 'Trail', icon: IconRoute },
  { to: '/findings', label: 'Findings', icon: IconAlertTriangle },
  { to: '/quarantine', label: 'Quarantine', icon: IconBiohazard },
  { to: '/organisation', label: 'Organisation', icon: IconBuilding },
  { to: '/status', label: 'Status', icon: IconActivityHeartbeat },
]

function PlaceLink({ place, count }: { place: Place; count?: number }) {
  const view = useView()
  const page = usePage()
  const target = pageSubject(place.to)
  const search = translateView(carried(validateView({ ...view })), pageSubject(page), target)
  return (
    <Link
      to={place.to}
      search={search}
      className={classes.place}
      activeProps={{ 'data-active': true, 'aria-current': 'page' }}
      activeOptions={{ includeSearch: false }}
      data-active={place.beside?.some(({ to }) => to === page) || undefined}
      title={place.label}
    >
      <place.icon size="1.15rem" stroke={1.6} aria-hidden />
      <span className={classes.label}>{place.label}</span>
      {count !== undefined && count > 0 && (
        <span className={classes.count} title={`${formatCount(count)} lines in quarantine`}>
          {shortCount(count)}
        </span>
      )}
    </Link>
  )
}

/** The name of a page, for the window's title. */
export function placeName(page: string): string | undefined {
  const all = PLACES.flatMap((place) => [place, ...(place.beside ?? [])])
  return all.find(({ to }) => page === to || page.startsWith(`${to}/`))?.label
}

/** The places of Spoor. What is asked on one goes along to the next. */
export function Nav() {
  const status = useStatus()
  const trouble = status.data?.sources.filter((source) => source.state === 'error').length ?? 0
  return (
    <nav className={classes.nav} aria-label="Places">
      <div className={classes.brand}>
        <Logo />
        <span className={classes.name}>Spoor</span>
      </div>
      {PLACES.map((place) => (
        <PlaceLink
          key={place.to}
          place={place}
          count={place.to === '/quarantine' ? status.data?.quarantined : undefined}
        />
      ))}
      <div className={classes.foot}>
        {status.data !== undefined && (
          <>
            <span className={classes.pulse} data-state={trouble > 0 ? 'bad' : 'good'} />
            <span className={classes.label}>
              {trouble > 0
                ? `${trouble} source${trouble === 1 ? '' : 's'} in trouble`
                : `${shortCount(status.data.events.count)} events`}
            </span>
          </>
        )}
        {status.isError && (
          <>
            <span className={classes.pulse} data-state="bad" />
            <span className={classes.label}>Spoor does not answer</span>
          </>
        )}
      </div>
    </nav>
  )
}
