import { sql } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { missingMigrations, stateMigrations } from './migrations.js'
import { meta } from './schema.js'

type Database = PgDatabase<PgQueryResultHKT>

/** What Spoor must remember besides events: checkpoints, secrets, later people's work. */
export interface StateStore {
  readonly engine: 'PGlite' | 'PostgreSQL'
  readonly db: Database
  close(): Promise<void>
}

export type StateStoreAddress =
  | { readonly directory: string }
  | { readonly url: string }
  /** Gone when the process ends: for throwaway stores and tests. */
  | { readonly memory: true }

/**
 * Opens the state store and brings its schema up to date.
 * @throws StoreTooNewError if a newer program wrote it.
 */
export async function openStateStore(address: StateStoreAddress): Promise<StateStore> {
  const store = 'url' in address ? await openPostgres(address.url) : await openPglite(address)
  try {
    await migrate(store)
  } catch (error) {
    await store.close()
    throw error
  }
  return store
}

/** Postgres takes 128 MB of its own accord, and touches all of them; the state is a few MB. */
const BUFFERS = ['-c', 'shared_buffers=16MB']

async function openPglite(address: { directory: string } | { memory: true }): Promise<StateStore> {
  const { PGlite } = await import('@electric-sql/pglite')
  const { drizzle } = await import('drizzle-orm/pglite')
  if ('directory' in address) await mkdir(address.directory, { recursive: true })
  const client = await PGlite.create('directory' in address ? address.directory : 'memory://', {
    startParams: [...PGlite.defaultStartParams, ...BUFFERS],
  })
  return { engine: 'PGlite', db: drizzle(client), close: () => client.close() }
}

async function openPostgres(url: string): Promise<StateStore> {
  const { Pool } = (await import('pg')).default
  const { drizzle } = await import('drizzle-orm/node-postgres')
  const pool = new Pool({ connectionString: url, max: 5 })
  // A server that goes away breaks idle connections: the next statement says so, or connects anew.
  pool.on('error', () => undefined)
  return { engine: 'PostgreSQL', db: drizzle(pool), close: () => pool.end() }
}

async function migrate({ db }: StateStore): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(
      sql`CREATE TABLE IF NOT EXISTS migrations (number integer PRIMARY KEY, name text NOT NULL, applied timestamptz NOT NULL DEFAULT now())`,
    )
    // Two programs that start at once must not both apply a step.
    await tx.execute(sql`LOCK TABLE migrations IN EXCLUSIVE MODE`)
    const result = await tx.execute(sql`SELECT number FROM migrations`)
    const applied = (result as unknown as { rows: { number: number }[] }).rows
    const steps = missingMigrations(
      'state',
      stateMigrations,
      applied.map(({ number }) => number),
    )
    for (const { number, name, statements } of steps) {
      for (const statement of statements) await tx.execute(sql.raw(statement))
      await tx.execute(sql`INSERT INTO migrations (number, name) VALUES (${number}, ${name})`)
    }
  })
}

/** The installation's secret for keyed hashes, 32 hexadecimal digits; made on first use. */
export async function installationSecret({ db }: StateStore): Promise<string> {
  await db
    .insert(meta)
    .values({ key: 'secret', value: randomBytes(16).toString('hex') })
    .onConflictDoNothing()
  const [row] = await db
    .select()
    .from(meta)
    .where(sql`${meta.key} = 'secret'`)
  if (!row) throw new Error('The state store lost the secret that was just written')
  return row.value
}
