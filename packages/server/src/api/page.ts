import fastifyStatic from '@fastify/static'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ApiError } from './errors.js'
import type { App } from './app.js'

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8" />
<title>Spoor</title>
<h1>Spoor runs, but its page is not built</h1>
<p>Run <code>npm run build</code> in the folder of Spoor and load this page again.</p>
<p>The API is here all the same: <a href="/api/docs">description</a>, <a href="/api/v1/status">status</a>.</p>
</html>
`

/** Their names hold a digest of their content: what such a name stands for never changes. */
const ASSETS = 'assets/'

/**
 * The web page: the files of its build, and its start page for every other path, which the page
 * itself then reads.
 */
export async function pageRoutes(app: App, directory: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: directory,
    serve: false,
    cacheControl: false,
    dotfiles: 'ignore',
  })

  app.get(
    '/*',
    { config: { permission: 'page:read' }, schema: { hide: true } },
    async (request, reply) => {
      const path = pathOf(request.url)
      if (path.startsWith('api/') || path === 'api') {
        throw new ApiError(
          404,
          'NOT_FOUND',
          'There is no such resource. /api/docs lists those there are.',
        )
      }
      if (path !== '' && !path.endsWith('/') && isFile(directory, path)) {
        const cached = path.startsWith(ASSETS) ? 'public, max-age=31536000, immutable' : 'no-cache'
        return reply.header('cache-control', cached).sendFile(path)
      }
      if (path.startsWith(ASSETS)) {
        throw new ApiError(404, 'NOT_FOUND', 'There is no such file. Load the page again.')
      }
      void reply.header('cache-control', 'no-cache')
      if (isFile(directory, 'index.html')) return reply.sendFile('index.html')
      return reply.type('text/html; charset=utf-8').send(NOT_BUILT)
    },
  )
}

/** Path of a URL without its first slash and its query, decoded. */
function pathOf(url: string): string {
  const [path = ''] = url.split(/[?#]/, 1)
  try {
    return decodeURIComponent(path).slice(1)
  } catch {
    throw new ApiError(400, 'REQUEST_INVALID', 'The path is not well-formed.')
  }
}

/** Whether a name is that of a file of the page; a path that leads out of the folder is not. */
function isFile(directory: string, path: string): boolean {
  const parts = path.split(/[/\\]/)
  const isPlain = parts.every(
    (part) => part !== '' && !part.startsWith('.') && !part.includes('\0'),
  )
  return isPlain && existsSync(join(directory, ...parts))
}
