#!/usr/bin/env node
// CommonJS, because the thread pool takes its size when it is first used, and loading a module does
// that already. The embedded engine holds a thread for every statement that runs: with the usual
// four, a few questions at once would hold up all reading of files.
process.env.UV_THREADPOOL_SIZE ??= '16'

const { existsSync } = require('node:fs')
const { join } = require('node:path')
const { pathToFileURL } = require('node:url')

const main = join(__dirname, '..', 'dist', 'cli', 'main.js')
if (!existsSync(main)) {
  process.stderr.write('spoor: not built yet. Run: npm ci (or npm run build)\n')
  process.exit(1)
}
import(pathToFileURL(main).href).then(({ run }) => run())
