import { ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { createReadStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { allDone } from './all-done.js'
import { clientInsert, clientRows, clientRun } from './client-store.js'
import type { EventStore } from './event-store.js'
import { toStoreError } from './store-error.js'

/** Errors are thrown; who catches them says what to log. */
const QUIET = { level: ClickHouseLogLevel.OFF }

/** A name that may stand in SQL without quotes. */
const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/

/**
 * Connects to a ClickHouse server. User and password are part of the URL.
 * @throws StoreError if it cannot be reached; Error if the database's name is not a plain name.
 */
export async function openServerStore(url: string, database: string): Promise<EventStore> {
  if (!PLAIN_NAME.test(database)) throw new Error(`Not a plain database name: ${database}`)
  const bootstrap = createClient({ url, log: QUIET })
  try {
    await clientRun(bootstrap, `CREATE DATABASE IF NOT EXISTS ${database}`)
  } finally {
    await bootstrap.close()
  }
  const client = createClient({
    url,
    database,
    log: QUIET,
    max_open_connections: 8,
    request_timeout: 300_000,
    // A long insert answers nothing for a while: progress headers keep the connection alive.
    clickhouse_settings: {
      send_progress_in_http_headers: 1,
      http_headers_progress_interval_ms: '20000',
    },
  })
  return {
    engine: 'server',
    rows: (sql, options) => clientRows(client, sql, options),
    run: (sql, options) => clientRun(client, sql, options),
    async runAll(statements) {
      await allDone(statements.map(({ sql, ...options }) => clientRun(client, sql, options)))
    },
    insert: (table, values, settings) => clientInsert(client, table, values, settings),
    async insertLines(_table, batches, statement) {
      const query = `${statement(`input('line String')`)} FORMAT LineAsString`
      const written = batches.map(async ({ spoolFile, params, settings }) => {
        const { stream, summary } = await client.exec({
          query,
          values: createReadStream(spoolFile),
          query_params: params,
          clickhouse_settings: settings,
        })
        // The connection is free again only when the answer was read to its end.
        stream.resume()
        await finished(stream)
        return Number(summary?.written_rows ?? 0)
      })
      try {
        return (await allDone(written)).reduce((sum, rows) => sum + rows, 0)
      } catch (error) {
        throw toStoreError(error)
      }
    },
    close: () => client.close(),
  }
}
