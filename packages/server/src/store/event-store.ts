import type { ClickHouseSettings } from '@clickhouse/client'

export { StoreError } from './store-error.js'

/**
 * The events engine: ClickHouse, in this process (chDB) or as a server. Nothing outside this room
 * knows which. Both speak through `@clickhouse/client`.
 */
export interface EventStore {
  /** `embedded` or `server`, for people to read. */
  readonly engine: 'embedded' | 'server'
  /** Runs a statement that answers rows. @throws StoreError with the engine's message. */
  rows<T>(sql: string, options?: RunOptions): Promise<T[]>
  /** Runs a statement that answers nothing. @throws StoreError */
  run(sql: string, options?: WriteOptions): Promise<void>
  /**
   * Runs statements that answer nothing and do not touch each other, side by side where the engine
   * can. @throws StoreError if any fails; the others may have been done
   */
  runAll(statements: readonly Statement[]): Promise<void>
  /** Inserts objects; for small amounts, such as quarantined lines. @throws StoreError */
  insert(table: string, values: readonly object[], settings?: ClickHouseSettings): Promise<void>
  /**
   * Runs an `INSERT … SELECT` over the lines of each spool file into `table`, side by side where the
   * engine can. `statement` gets the table expression that yields the rows `(line String)`.
   * Answers the rows written by all; a deduplication token that was used before writes none.
   * @throws StoreError if any fails; the others may have been stored
   */
  insertLines(
    table: string,
    batches: readonly LineBatch[],
    statement: (lines: string) => string,
  ): Promise<number>
  close(): Promise<void>
}

/** Lines in a file, and what to hand them over with. */
export interface LineBatch extends Pick<RunOptions, 'params' | 'settings'> {
  readonly spoolFile: string
}

export interface Statement extends Pick<RunOptions, 'params' | 'settings'> {
  readonly sql: string
}

export interface RunOptions {
  params?: Record<string, unknown>
  settings?: ClickHouseSettings
  /** Stops waiting; the engine itself is bounded by `max_execution_time`. */
  signal?: AbortSignal
}

export interface WriteOptions extends RunOptions {
  /**
   * Nothing comes in meanwhile, if the engine is in this process: for a statement that takes as much
   * memory as ingest does, and would take thrice as long beside it.
   */
  alone?: boolean
}

export type EventStoreAddress =
  { readonly directory: string } | { readonly url: string; readonly database: string }

/**
 * Opens the events engine. Its database exists afterwards; tables are the migrations' work.
 * Each engine is loaded only when asked for: the embedded one is half a gigabyte.
 */
export async function openEventStore(address: EventStoreAddress): Promise<EventStore> {
  if ('url' in address) {
    const { openServerStore } = await import('./server-store.js')
    return openServerStore(address.url, address.database)
  }
  const { openEmbeddedStore } = await import('./embedded-store.js')
  return openEmbeddedStore(address.directory)
}
