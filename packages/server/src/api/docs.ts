import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { Type } from '@sinclair/typebox'
import type { App } from './app.js'
import { refusals } from './schemas.js'
import { setSecurityHeaders } from './security-headers.js'

/** Where the description is shown. */
export const DOCS_PREFIX = '/api/docs'

const TAGS = [
  { name: 'today', description: 'What needs eyes now.' },
  { name: 'events', description: 'Records of sources, normalised.' },
  { name: 'sessions', description: 'Control connections between clients and transfer servers.' },
  { name: 'transfers', description: 'Files moved: who, from where, to where, how much.' },
  { name: 'findings', description: 'What hunts found.' },
  { name: 'hunts', description: 'What is looked for, how it is tuned, and what is hidden of it.' },
  { name: 'hosts', description: 'What is known of hosts: roles, services, risk, peers.' },
  { name: 'organisation', description: 'Networks, groups, sites and lists, and their versions.' },
  { name: 'fields', description: 'The field dictionary.' },
  { name: 'status', description: 'Sources, store and quarantine.' },
]

/** Collects the description of the API (OpenAPI 3.1). Must come before the routes. */
export async function describeApi(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Spoor',
        version,
        description:
          'Threat hunting for file transfer: FTP, FTPS, SFTP, SCP. Questions are asked in the query language, such as `ftp.command:STOR and not destination.ip:10.0.0.0/8`. Times are UTC. Errors all have the shape `ErrorAnswer`.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      // Who may ask is told by the connection: nothing is to be sent for it.
      security: [],
      tags: TAGS,
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, i) => String(json.$id ?? `def-${i}`),
    },
  })
}

/** `/api/openapi.json`, and a page that shows it at `/api/docs`. */
export async function docsRoutes(app: App): Promise<void> {
  app.get(
    '/api/openapi.json',
    {
      config: { permission: 'docs:read' },
      schema: {
        operationId: 'get_openapi',
        summary: 'This description',
        tags: ['status'],
        response: {
          200: Type.Unsafe<object>({ type: 'object', description: 'OpenAPI 3.1.' }),
          ...refusals,
        },
      },
    },
    () => app.swagger(),
  )
  await app.register(async (scope) => {
    // The page must obey our own Content-Security-Policy, not bring one.
    scope.addHook('onSend', async (_request, reply) => setSecurityHeaders(reply))
    await scope.register(swaggerUi, {
      routePrefix: DOCS_PREFIX,
      staticCSP: false,
      uiConfig: { docExpansion: 'list', tryItOutEnabled: true, deepLinking: true },
      theme: { title: 'Spoor API' },
    })
  })
}
