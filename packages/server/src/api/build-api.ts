import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type onRouteHookHandler,
} from 'fastify'
import { fileURLToPath } from 'node:url'
import type { Platform } from '../platform.js'
import type { Limits } from '../questions/budget.js'
import { answering, type App } from './app.js'
import { describeApi, docsRoutes } from './docs.js'
import { ApiError, sendError } from './errors.js'
import { fieldRoutes } from './fields.js'
import { findingRoutes } from './findings.js'
import { guard } from './guard.js'
import { oneHostRoutes } from './host.js'
import { hostRoutes } from './hosts.js'
import { huntFilterRoutes } from './hunt-filters.js'
import { huntPreviewRoutes } from './hunt-previews.js'
import { huntRoutes } from './hunts.js'
import { ownHuntRoutes } from './own-hunts.js'
import { organisationRoutes } from './organisation.js'
import { pageRoutes } from './page.js'
import { localAdministrator, type PrincipalDecision } from './principal.js'
import { quarantineRoutes } from './quarantine.js'
import { recordRoutes } from './records.js'
import { addAnswerSchemas } from './schemas.js'
import { sightingRoutes } from './sightings.js'
import { statusRoutes } from './status.js'
import { suppressionRoutes } from './suppressions.js'
import { todayRoutes } from './today.js'
import { trailRoutes } from './trail.js'

export interface ApiOptions {
  /** Address that the server will listen on; decides which `Host` headers are ours. */
  readonly bindAddress?: string
  /** Further names of this server. */
  readonly hostNames?: readonly string[]
  /** Folder of the built page. */
  readonly pageDirectory?: string
  readonly logger?: FastifyBaseLogger
  readonly limits?: Limits
  readonly decidePrincipal?: PrincipalDecision
  /** Is told of every route that the server gets. */
  readonly onRoute?: onRouteHookHandler
}

const PAGE_DIRECTORY = fileURLToPath(new URL('../../../web/dist', import.meta.url))

/** Of what is written to the API, in bytes; a route that takes documents says otherwise. */
const BODY_LIMIT = 64 * 1024
const PARAMETER_LIMIT = 1_000

/**
 * Builds the server of the API and the page. It does not listen yet: call `listen`, or `inject` in
 * tests. Closing it leaves the platform open.
 */
export async function buildApi(
  platform: Platform,
  options: ApiOptions = {},
): Promise<FastifyInstance> {
  const app: App = Fastify({
    ...(options.logger && { loggerInstance: options.logger }),
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: PARAMETER_LIMIT },
    // What a proxy says of addresses is not believed: the principal hangs on them.
    trustProxy: false,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true, allErrors: false } },
    frameworkErrors: (error, request, reply: FastifyReply) => sendError(error, request, reply),
  }).withTypeProvider<TypeBoxTypeProvider>()
  // Answers are made to their types; another pass over every value would cost more than the rest.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.setErrorHandler(sendError)
  app.setNotFoundHandler(() => {
    throw new ApiError(
      404,
      'NOT_FOUND',
      'There is no such resource. /api/docs lists those there are.',
    )
  })

  guard(
    app,
    { bindAddress: options.bindAddress ?? '127.0.0.1', names: options.hostNames ?? [] },
    options.decidePrincipal ?? localAdministrator,
  )
  if (options.onRoute) app.addHook('onRoute', options.onRoute)
  addAnswerSchemas(app)
  await describeApi(app, platform.version)
  const answer = answering(platform, options.limits)
  recordRoutes(app, answer)
  findingRoutes(app, answer)
  huntRoutes(app, answer)
  ownHuntRoutes(app, answer)
  huntPreviewRoutes(app, answer)
  huntFilterRoutes(app, answer)
  suppressionRoutes(app, answer)
  organisationRoutes(app, answer)
  fieldRoutes(app)
  quarantineRoutes(app, answer)
  sightingRoutes(app, answer)
  hostRoutes(app, answer)
  oneHostRoutes(app, answer)
  statusRoutes(app, answer)
  todayRoutes(app, answer)
  trailRoutes(app, answer)
  await docsRoutes(app)
  await pageRoutes(app, options.pageDirectory ?? PAGE_DIRECTORY)
  return app
}
