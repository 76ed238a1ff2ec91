import { ApiError } from './errors.js'
import type { App } from './app.js'
import { DOCS_PREFIX } from './docs.js'
import { isForeign, isOurHost, type HostNames } from './host-check.js'
import type { Permission, PrincipalDecision } from './principal.js'
import { setSecurityHeaders } from './security-headers.js'

/** Routes that a plugin adds, which cannot say themselves what they need. */
const PLUGIN_ROUTES: readonly { readonly prefix: string; readonly permission: Permission }[] = [
  { prefix: DOCS_PREFIX, permission: 'docs:read' },
]

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? '')
}

/**
 * What every request passes before its route: the name it was sent to, where it comes from, who
 * sends it, and whether they may. Must come before the routes: one without a permission is refused
 * when it is added.
 */
export function guard(app: App, hosts: HostNames, decide: PrincipalDecision): void {
  app.decorateRequest('principal', null)

  app.addHook('onRoute', (route) => {
    const plugin = PLUGIN_ROUTES.find(({ prefix }) => route.url.startsWith(prefix))
    if (plugin) route.config = { ...route.config, permission: plugin.permission }
    if (!route.config?.permission) {
      throw new Error(`${String(route.method)} ${route.url} does not say which permission it needs`)
    }
  })

  app.addHook('onRequest', async (request, reply) => {
    setSecurityHeaders(reply)
    if (!isOurHost(request.headers.host, hosts)) {
      throw new ApiError(
        421,
        'HOST_REFUSED',
        'Spoor is not known by this name. Use 127.0.0.1 or localhost, or add the name to the configuration.',
      )
    }
    const isRead = READING.has(request.method)
    // The route counts too: a path can be written so that it only means the same.
    const isApi = [request.url, request.routeOptions.url].some((url) => url?.startsWith('/api/v1'))
    if ((isApi || !isRead) && isForeign(request.headers)) {
      throw new ApiError(403, 'FOREIGN_PAGE', 'Pages of other sites may not ask Spoor.')
    }
    request.principal = decide(request) ?? null
    if (!request.principal) {
      throw new ApiError(403, 'NOT_ALLOWED', 'Only programs on the machine of Spoor may ask it.')
    }
    const { permission } = request.routeOptions.config
    if (permission && !request.principal.permissions.has(permission)) {
      throw new ApiError(403, 'NOT_ALLOWED', `You may not do this: it needs ${permission}.`)
    }
    // What a form of another site can send without being asked about is never JSON.
    if (!isRead && request.method !== 'DELETE' && !isJson(request.headers['content-type'])) {
      throw new ApiError(415, 'MEDIA_TYPE', 'Send JSON, with the content type application/json.')
    }
  })
}
