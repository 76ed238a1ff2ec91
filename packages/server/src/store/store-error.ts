/** The events engine refused or failed. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  constructor(
    message: string,
    /** ClickHouse's name of the error, such as TIMEOUT_EXCEEDED. */
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** Wraps whatever the client throws; keeps the first line, which says what matters. */
export function toStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error
  const text = error instanceof Error ? error.message : String(error)
  const code =
    /\(([A-Z][A-Z0-9_]{3,})\)/.exec(text)?.[1] ??
    (error instanceof Error && 'type' in error ? String(error.type) : 'ENGINE_ERROR')
  return new StoreError(text.split('\n', 1)[0] ?? text, code, { cause: error })
}
