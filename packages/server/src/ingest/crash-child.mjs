import { join } from 'node:path'
import { openInstallation } from '../../dist/installation.js'
import { defaultConfig } from '../../dist/config/config.js'
import { fileSource } from '../../dist/sources/byte-source.js'
import { ingestSource } from '../../dist/ingest/ingest-source.js'

/**
 * Runs the built program. Ingests one file and says so line by line; the crash test kills it.
 * Arguments: data directory, file.
 */
const [directory = '', file = ''] = process.argv.slice(2)
const installation = await openInstallation(defaultConfig({}), { directory })
process.stdout.write('ready\n')
await ingestSource({ ...installation.ingest, chunkBytes: 64 * 1024 }, await fileSource(file), {
  lastLineComplete: true,
  onProgress: ({ events }) => {
    if (events !== undefined) process.stdout.write('chunk\n')
  },
})
await installation.close()
process.stdout.write(`done ${join(directory, 'events')}\n`)
