import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { defaultConfig } from '../config/config.js'
import { madeGeoDatabase } from '../hosts/geo/made-geo-database.testing.js'
import { ingestPaths } from '../ingest/ingest-paths.js'
import { openInstallation } from '../installation.js'
import { huntEverything } from './hunting.js'

/** An upload from 10.20.10.21 to the outside server 203.0.113.120. */
const TAKE = fileURLToPath(
  new URL('../../../../demo/recordings/curl-sftp-upload/eve.json.gz', import.meta.url),
)

it('what hosts are is known after the hunts, with countries if there is a database', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'spoor-geo-'))
  const database = join(folder, 'country.mmdb')
  await writeFile(database, madeGeoDatabase({ '203.0.113.0/24': { country: { iso_code: 'AU' } } }))
  const installation = await openInstallation({ ...defaultConfig({}), geoip: [database] })
  try {
    await ingestPaths(installation, [TAKE])
    await huntEverything(installation)
    const hosts = await installation.events.rows<{ host: string; roles: string[] }>(
      `SELECT replaceOne(toString(host), '::ffff:', '') AS host, groupArraySorted(20)(role) AS roles
       FROM host_roles GROUP BY host ORDER BY host`,
    )
    expect(hosts).toContainEqual({ host: '203.0.113.120', roles: ['server', 'ssh server'] })
    const facts = await installation.events.rows<{ host: string; value: string }>(
      `SELECT replaceOne(toString(host), '::ffff:', '') AS host, value FROM facts
       WHERE attribute = 'country' GROUP BY host, value ORDER BY host`,
    )
    expect(facts).toEqual([
      { host: '10.20.10.21', value: 'AU' },
      { host: '203.0.113.120', value: 'AU' },
    ])
  } finally {
    await installation.close()
    await rm(folder, { recursive: true })
  }
})
