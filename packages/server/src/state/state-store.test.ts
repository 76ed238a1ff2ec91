import { sql } from 'drizzle-orm'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres, whyNoPostgres, type TestPostgres } from './postgres-server.testing.js'
import { missingMigrations, StoreTooNewError } from './migrations.js'
import { meta, sources } from './schema.js'
import { installationSecret, openStateStore, type StateStoreAddress } from './state-store.js'

const noPostgres = whyNoPostgres()
if (noPostgres && process.env['CI'] === 'true') throw new Error(noPostgres)
if (noPostgres) console.warn(`Skipped: tests against PostgreSQL: ${noPostgres}`)
const engines = noPostgres ? (['PGlite'] as const) : (['PGlite', 'PostgreSQL'] as const)

describe.each(engines)('%s', (engine) => {
  let directory: string
  let server: TestPostgres | undefined
  let address: StateStoreAddress

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'spoor-state-'))
    if (engine === 'PostgreSQL') server = await startPostgres()
    address = server ? { url: server.url } : { directory: join(directory, 'state') }
  })
  afterAll(async () => {
    await server?.stop()
    await rm(directory, { recursive: true, force: true })
  })

  test('remembers over a restart, with the same secret', async () => {
    const first = await openStateStore(address)
    expect(first.engine).toBe(engine)
    const secret = await installationSecret(first)
    expect(secret).toMatch(/^[0-9a-f]{32}$/)
    await first.db
      .insert(sources)
      .values({ path: `a'b\\ü`, fingerprint: 'f', fingerprintLength: 3, position: 2 ** 45 })
    await first.close()

    const second = await openStateStore(address)
    expect(await installationSecret(second)).toBe(secret)
    const [row] = await second.db.select().from(sources)
    expect(row).toMatchObject({ path: `a'b\\ü`, position: 2 ** 45, pendingLengths: [] })
    await second.close()
  })

  test('a store that a newer program wrote is refused', async () => {
    const store = await openStateStore(address)
    await store.db.execute(sql`INSERT INTO migrations (number, name) VALUES (9999, 'future')`)
    await store.close()
    await expect(openStateStore(address)).rejects.toThrow(/version 9999.*newer Spoor/s)
  })
})

test('a throwaway store has the same tables', async () => {
  const store = await openStateStore({ memory: true })
  await store.db.insert(meta).values({ key: 'a', value: 'b' })
  expect(await store.db.select().from(meta)).toEqual([{ key: 'a', value: 'b' }])
  await store.close()
})

test('only the steps that are missing are taken', () => {
  const step = (number: number) => ({ number, name: String(number), statements: [] })
  expect(missingMigrations('x', [step(1), step(2), step(3)], [1, 2])).toEqual([step(3)])
  expect(missingMigrations('x', [step(1)], [1])).toEqual([])
  expect(() => missingMigrations('x', [step(1)], [1, 2])).toThrow(StoreTooNewError)
})
