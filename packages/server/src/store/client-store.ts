import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client'
import type { RunOptions } from './event-store.js'
import { toStoreError } from './store-error.js'

/** What both engines do alike, given one client of `@clickhouse/client`. */
export async function clientRows<T>(
  client: ClickHouseClient,
  sql: string,
  { params, settings, signal }: RunOptions = {},
): Promise<T[]> {
  try {
    const result = await client.query({
      query: sql,
      format: 'JSONEachRow',
      query_params: params,
      clickhouse_settings: settings,
      abort_signal: signal,
    })
    return await result.json<T>()
  } catch (error) {
    throw toStoreError(error)
  }
}

export async function clientRun(
  client: ClickHouseClient,
  sql: string,
  { params, settings, signal }: RunOptions = {},
): Promise<void> {
  try {
    await client.command({
      query: sql,
      query_params: params,
      clickhouse_settings: settings,
      abort_signal: signal,
    })
  } catch (error) {
    throw toStoreError(error)
  }
}

export async function clientInsert(
  client: ClickHouseClient,
  table: string,
  values: readonly object[],
  settings?: ClickHouseSettings,
): Promise<void> {
  if (values.length === 0) return
  try {
    await client.insert({
      table,
      values: [...values],
      format: 'JSONEachRow',
      clickhouse_settings: settings,
    })
  } catch (error) {
    throw toStoreError(error)
  }
}
