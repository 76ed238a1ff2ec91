import type { FastifyInstance, RouteOptions } from 'fastify'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStateStore, type StateStore } from '../state/state-store.js'
import { StoreError, type EventStore } from '../store/event-store.js'
// Declares the permission in the configuration of a route.
import './app.js'
import { buildApi, type ApiOptions } from './build-api.js'
import { PERMISSIONS, type Permission } from './principal.js'
import { CONTENT_SECURITY_POLICY } from './security-headers.js'
import { platformOn } from './test-platform.testing.js'

const SQL = 'SELECT secret FROM events'

/** An engine that fails at everything, and says more than people should hear. */
const failing: EventStore = {
  engine: 'embedded',
  rows: () => Promise.reject(new StoreError(`Syntax error in ${SQL}`, 'SYNTAX_ERROR')),
  run: () => Promise.reject(new StoreError(SQL, 'SYNTAX_ERROR')),
  runAll: () => Promise.reject(new StoreError(SQL, 'SYNTAX_ERROR')),
  insert: () => Promise.reject(new StoreError(SQL, 'SYNTAX_ERROR')),
  insertLines: () => Promise.reject(new StoreError(SQL, 'SYNTAX_ERROR')),
  close: () => Promise.resolve(),
}

let directory: string
let state: StateStore
beforeAll(async () => {
  state = await openStateStore({ memory: true })
  directory = await mkdtemp(join(tmpdir(), 'spoor-page-'))
  await mkdir(join(directory, 'page', 'assets'), { recursive: true })
  await writeFile(join(directory, 'page', 'index.html'), '<!doctype html><title>Spoor</title>')
  await writeFile(join(directory, 'page', 'favicon.svg'), '<svg/>')
  await writeFile(join(directory, 'page', 'assets', 'main-4f2a.js'), 'export {}')
  await writeFile(join(directory, 'secret.txt'), 'secret')
})
afterAll(async () => {
  await state.close()
  await rm(directory, { recursive: true, force: true })
})

const api = (options: ApiOptions = {}): Promise<FastifyInstance> =>
  buildApi(platformOn(failing, state), { pageDirectory: join(directory, 'page'), ...options })

/** Every route that the server has, with its permission. */
async function allRoutes(): Promise<{ method: string; url: string; permission?: Permission }[]> {
  const routes: { method: string; url: string; permission?: Permission }[] = []
  const app = await api({
    onRoute: (route: RouteOptions) => {
      for (const method of [route.method].flat()) {
        routes.push({ method, url: route.url, permission: route.config?.permission })
      }
    },
  })
  await app.ready()
  await app.close()
  return routes
}

describe('permissions', () => {
  it('are declared by every route, and those without one are refused', async () => {
    const routes = await allRoutes()
    expect(routes.length).toBeGreaterThan(30)
    for (const { url, permission } of routes) {
      expect(PERMISSIONS, url).toContain(permission)
    }
    const app = await api({ decidePrincipal: () => ({ name: 'nobody', permissions: new Set() }) })
    for (const { method, url } of routes) {
      const response = await app.inject({
        method: method as 'GET',
        url: url.replace(':id', 'x').replace('*', 'x'),
      })
      expect([url, response.statusCode]).toEqual([url, 403])
    }
    await app.close()
  })

  it('do not let a route in that has none', async () => {
    const app = await api()
    expect(() => app.get('/api/v1/open', () => 'open')).toThrow(/which permission/)
    await app.close()
  })

  it('are given for exactly what they say', async () => {
    const permissions = new Set<Permission>(['fields:read'])
    const app = await api({ decidePrincipal: () => ({ name: 'reader', permissions }) })
    expect((await app.inject('/api/v1/fields')).statusCode).toBe(200)
    const refused = await app.inject('/api/v1/status')
    expect(refused.statusCode).toBe(403)
    expect(refused.json()).toMatchObject({ error: 'NOT_ALLOWED' })
    await app.close()
  })

  it('are for callers on this machine only, whatever headers say', async () => {
    const app = await api()
    const url = '/api/v1/fields'
    const far = await app.inject({
      url,
      remoteAddress: '10.0.0.9',
      headers: { 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1' },
    })
    expect(far.statusCode).toBe(403)
    const mapped = await app.inject({ url, remoteAddress: '::ffff:127.0.0.1' })
    expect(mapped.statusCode).toBe(200)
    await app.close()
  })
})

describe('requests from elsewhere', () => {
  it('are refused if they come under a name that is not ours', async () => {
    const app = await api({ hostNames: ['spoor.example'] })
    for (const url of ['/api/v1/fields', '/', '/api/openapi.json', '/nothing.js']) {
      const response = await app.inject({ url, headers: { host: 'evil.example' } })
      expect([url, response.statusCode]).toEqual([url, 421])
      expect(response.json()).toMatchObject({ error: 'HOST_REFUSED' })
    }
    const known = await app.inject({ url: '/api/v1/fields', headers: { host: 'spoor.example' } })
    expect(known.statusCode).toBe(200)
    await app.close()
  })

  it('are refused if a browser says that another page makes them', async () => {
    const app = await api()
    const foreign = await app.inject({
      url: '/api/v1/fields',
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect(foreign.statusCode).toBe(403)
    expect(foreign.json()).toMatchObject({ error: 'FOREIGN_PAGE' })
    const preflight = await app.inject({
      method: 'OPTIONS',
      url: '/api/v1/fields',
      headers: { origin: 'http://evil.example', 'access-control-request-method': 'GET' },
    })
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined()
    await app.close()
  })
})

describe('writes', () => {
  const routes = async () =>
    (await allRoutes()).filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method))

  it.each([
    ['a foreign page', { 'sec-fetch-site': 'cross-site' }],
    ['a page of another port or name', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { origin: 'http://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
  ])('are refused from %s, on every route', async (_name, headers) => {
    const app = await api()
    const all = await routes()
    expect(all.length).toBeGreaterThan(10)
    for (const { method, url } of all) {
      for (const path of [url, url.replace('/api', '/%61pi')]) {
        const response = await app.inject({
          method: method as 'POST',
          url: path.replace(':id', 'x'),
          headers: { ...headers, 'content-type': 'application/json' },
          payload: '{}',
        })
        expect([method, path, response.statusCode]).toEqual([method, path, 403])
        expect(response.json()).toMatchObject({ error: 'FOREIGN_PAGE' })
      }
    }
    await app.close()
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    undefined,
  ])('are refused as %s: a form of another site can send that', async (type) => {
    const app = await api()
    for (const { method, url } of await routes()) {
      if (method === 'DELETE') continue
      const response = await app.inject({
        method: method as 'POST',
        url: url.replace(':id', 'x'),
        ...(type !== undefined && { headers: { 'content-type': type } }),
        payload: Buffer.from('{}'),
      })
      expect([method, url, response.statusCode]).toEqual([method, url, 415])
    }
    await app.close()
  })

  it('are let in from the page itself', async () => {
    const app = await api()
    const response = await app.inject({
      method: 'POST',
      url: '/api/v1/hunts/from-question',
      headers: {
        origin: 'http://localhost:80',
        'sec-fetch-site': 'same-origin',
        host: 'localhost:80',
      },
      payload: { title: 'A question', q: 'user.name:bob', subject: 'sessions' },
    })
    expect(response.statusCode).toBe(200)
    await app.close()
  })
})

describe('answers', () => {
  it('carry the security headers, errors and files too', async () => {
    const app = await api()
    const urls = [
      '/',
      '/api/v1/fields',
      '/api/v1/nothing',
      '/api/v1/events',
      '/api/docs/',
      '/%E0%A4%A',
    ]
    for (const url of urls) {
      const { headers } = await app.inject(url)
      expect([url, headers['content-security-policy']]).toEqual([url, CONTENT_SECURITY_POLICY])
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(headers).not.toHaveProperty('access-control-allow-origin')
    }
    await app.close()
  })

  it('never show what the engine said', async () => {
    const app = await api()
    const urls = [
      ...['events', 'events/histogram', 'sessions', 'status', 'today', 'findings', 'findings/x'],
      ...['hunts', 'hunts/odd-port'],
    ]
    for (const url of urls) {
      const response = await app.inject(`/api/v1/${url}`)
      expect([url, response.statusCode]).toEqual([url, 503])
      expect(response.json()).toMatchObject({ error: 'ENGINE_FAILED' })
      expect(response.body).not.toContain('SELECT')
    }
    await app.close()
  })
})

describe('the page', () => {
  it('is there under every path of its own, and asked for anew each time', async () => {
    const app = await api()
    for (const url of ['/', '/explorer?q=a', '/findings/x']) {
      const response = await app.inject(url)
      expect(response.statusCode).toBe(200)
      expect(response.headers['content-type']).toContain('text/html')
      expect(response.headers['cache-control']).toBe('no-cache')
      expect(response.body).toContain('<title>Spoor</title>')
    }
    await app.close()
  })

  it('has assets that never change, and none that are not there', async () => {
    const app = await api()
    const asset = await app.inject('/assets/main-4f2a.js')
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(asset.headers['content-type']).toContain('javascript')
    expect((await app.inject('/assets/gone.js')).statusCode).toBe(404)
    expect((await app.inject('/favicon.svg')).headers['cache-control']).toBe('no-cache')
    await app.close()
  })

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
  ])('does not lead out of its folder: %s', async (url) => {
    const app = await api()
    const response = await app.inject(url)
    expect(response.body).not.toContain('secret')
    await app.close()
  })

  it('says what to do if it is not built', async () => {
    const app = await api({ pageDirectory: join(directory, 'none') })
    const response = await app.inject('/')
    expect(response.statusCode).toBe(200)
    expect(response.body).toContain('npm run build')
    await app.close()
  })
})
