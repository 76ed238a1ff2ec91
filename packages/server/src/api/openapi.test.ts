import { validate } from '@readme/openapi-parser'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventStore } from '../store/event-store.js'
import { buildApi } from './build-api.js'
import { platformOn } from './test-platform.testing.js'

interface Operation {
  operationId?: string
  summary?: string
  tags?: string[]
  responses: Record<string, { description?: string; content?: Record<string, { schema?: object }> }>
}
interface Document {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object> }
}

let app: FastifyInstance
let document: Document

beforeAll(async () => {
  // No route is called but the one that describes them.
  app = await buildApi(platformOn({ engine: 'embedded' } as EventStore))
  document = (await app.inject('/api/openapi.json')).json()
})
afterAll(() => app.close())

const operations = (): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method} ${path}`,
      operation,
    ]),
  )

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toBe('3.1.0')
    const result = await validate(structuredClone(document) as never)
    expect(result).toMatchObject({ valid: true })
  })

  it('describes every resource', () => {
    expect(Object.keys(document.paths).toSorted()).toEqual([
      '/api/openapi.json',
      '/api/v1/events',
      '/api/v1/events/export',
      '/api/v1/events/histogram',
      '/api/v1/events/top',
      '/api/v1/events/{id}',
      '/api/v1/events/{id}/related',
      '/api/v1/fields',
      '/api/v1/findings',
      '/api/v1/findings/{id}',
      '/api/v1/findings/{id}/review',
      '/api/v1/hosts',
      '/api/v1/hosts/export',
      '/api/v1/hosts/facets',
      '/api/v1/hosts/networks',
      '/api/v1/hosts/{ip}',
      '/api/v1/hosts/{ip}/counts',
      '/api/v1/hosts/{ip}/files',
      '/api/v1/hosts/{ip}/firsts',
      '/api/v1/hosts/{ip}/insights',
      '/api/v1/hosts/{ip}/peers',
      '/api/v1/hosts/{ip}/rhythm',
      '/api/v1/hosts/{ip}/volume',
      '/api/v1/hunt-filters',
      '/api/v1/hunt-filters/{id}',
      '/api/v1/hunts',
      '/api/v1/hunts/from-question',
      '/api/v1/hunts/preview',
      '/api/v1/hunts/{id}',
      '/api/v1/hunts/{id}/sigma',
      '/api/v1/hunts/{id}/tuning',
      '/api/v1/organisation',
      '/api/v1/organisation/check',
      '/api/v1/organisation/export',
      '/api/v1/organisation/labels',
      '/api/v1/organisation/networks',
      '/api/v1/organisation/versions',
      '/api/v1/organisation/versions/{number}',
      '/api/v1/organisation/versions/{number}/restore',
      '/api/v1/outliers',
      '/api/v1/outliers/export',
      '/api/v1/peers',
      '/api/v1/quarantine',
      '/api/v1/sessions',
      '/api/v1/sessions/export',
      '/api/v1/sessions/histogram',
      '/api/v1/sessions/top',
      '/api/v1/sessions/{id}',
      '/api/v1/sightings',
      '/api/v1/sightings/export',
      '/api/v1/sightings/kinds',
      '/api/v1/sightings/kinds/{kind}',
      '/api/v1/sightings/spread',
      '/api/v1/status',
      '/api/v1/suppressions',
      '/api/v1/suppressions/{id}',
      '/api/v1/today',
      '/api/v1/trail',
      '/api/v1/transfers',
      '/api/v1/transfers/export',
      '/api/v1/transfers/histogram',
      '/api/v1/transfers/top',
      '/api/v1/transfers/{id}',
    ])
  })

  it('says of each what it is for and what it answers, also when it refuses', () => {
    for (const [name, { summary, tags, responses, operationId }] of operations()) {
      expect(summary, name).toBeTruthy()
      expect(operationId, name).toBeTruthy()
      expect(tags, name).toHaveLength(1)
      for (const status of ['200', '4XX', '5XX']) {
        const { description, content } = responses[status] ?? {}
        expect(description, `${name} ${status}`).toBeTruthy()
        expect(description, `${name} ${status}`).not.toBe('Default Response')
        expect(Object.values(content ?? {})[0]?.schema, `${name} ${status}`).toBeTruthy()
      }
    }
  })

  it('knows shapes by their names', () => {
    const list = document.paths['/api/v1/events']?.['get']?.responses['200']
    expect(JSON.stringify(list)).toContain('#/components/schemas/ListAnswer')
    expect(document.components.schemas).toHaveProperty('ErrorAnswer')
  })
})

describe('the page that shows it', () => {
  it('needs nothing from elsewhere', async () => {
    const page = await app.inject('/api/docs/')
    expect(page.statusCode).toBe(200)
    const sources = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '')
    expect(sources.length).toBeGreaterThan(2)
    for (const source of sources) {
      expect(source).not.toMatch(/^(?:https?:)?\/\//)
      if (source.startsWith('data:')) continue
      const url = new URL(source, 'http://localhost/api/docs/').pathname
      expect([url, (await app.inject(url)).statusCode]).toEqual([url, 200])
    }
    // Scripts in the page itself would be stopped by the Content-Security-Policy.
    expect(page.body).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/)
  })
})
