import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { Shell } from '../app/shell.js'
import { NotFound, RouteError } from '../app/route-states.js'
import { parseSearch, stringifySearch, validateView } from '../common/url/search-state.js'

const rootRoute = createRootRoute({
  validateSearch: validateView,
  component: Shell,
  notFoundComponent: NotFound,
})

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: ({ search }) => {
    throw redirect({ to: '/today', search, replace: true })
  },
})

const todayRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/today',
  component: lazyRouteComponent(() => import('../features/today/index.js'), 'TodayPage'),
})

const explorerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/explorer',
  component: lazyRouteComponent(() => import('../features/explorer/index.js'), 'ExplorerPage'),
})

const transfersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/transfers',
  component: lazyRouteComponent(() => import('../features/transfers/index.js'), 'TransfersPage'),
})

const sessionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sessions',
  component: lazyRouteComponent(() => import('../features/sessions/index.js'), 'SessionsPage'),
})

const hostsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/hosts',
  component: lazyRouteComponent(() => import('../features/hosts/index.js'), 'HostsPage'),
})

const hostRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/hosts/$ip',
  component: lazyRouteComponent(() => import('../features/host/index.js'), 'HostPage'),
})

const sightingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sightings',
  component: lazyRouteComponent(() => import('../features/sightings/index.js'), 'SightingsPage'),
})

const outliersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/outliers',
  component: lazyRouteComponent(() => import('../features/outliers/index.js'), 'OutliersPage'),
})

const spreadRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/spread',
  component: lazyRouteComponent(() => import('../features/spread/index.js'), 'SpreadPage'),
})

const huntsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/hunts',
  component: lazyRouteComponent(() => import('../features/hunts/index.js'), 'HuntsPage'),
})

const newHuntRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/hunts/new',
  component: lazyRouteComponent(() => import('../features/own-hunts/index.js'), 'NewHuntPage'),
})

const editHuntRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/hunts/$id/edit',
  component: lazyRouteComponent(() => import('../features/own-hunts/index.js'), 'EditHuntPage'),
})

const huntRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/hunts/$id',
  component: lazyRouteComponent(() => import('../features/hunt/index.js'), 'HuntPage'),
})

const trailRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/trail',
  component: lazyRouteComponent(() => import('../features/trail/index.js'), 'TrailPage'),
})

const findingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/findings',
  component: lazyRouteComponent(() => import('../features/findings/index.js'), 'FindingsPage'),
})

const quarantineRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/quarantine',
  component: lazyRouteComponent(() => import('../features/quarantine/index.js'), 'QuarantinePage'),
})

const organisationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/organisation',
  component: lazyRouteComponent(
    () => import('../features/organisation/index.js'),
    'OrganisationPage',
  ),
})

const statusRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/status',
  component: lazyRouteComponent(() => import('../features/status/index.js'), 'StatusPage'),
})

/** The page's routes. All share one shape of search: see `common/url/search-state`. */
export function createAppRouter() {
  return createRouter({
    routeTree: rootRoute.addChildren([
      indexRoute,
      todayRoute,
      explorerRoute,
      transfersRoute,
      sessionsRoute,
      hostsRoute,
      hostRoute,
      sightingsRoute,
      outliersRoute,
      spreadRoute,
      huntsRoute,
      newHuntRoute,
      editHuntRoute,
      huntRoute,
      trailRoute,
      findingsRoute,
      quarantineRoute,
      organisationRoute,
      statusRoute,
    ]),
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultErrorComponent: RouteError,
    // The shell keeps its place; pages scroll inside it.
    scrollRestoration: false,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
