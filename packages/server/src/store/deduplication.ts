/**
 * Tables remember so many tokens of chunks: one that is handed over again after a crash changes
 * nothing.
 */
export const DEDUPLICATION_WINDOW = 10_000
