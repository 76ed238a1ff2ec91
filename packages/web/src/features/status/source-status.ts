import type { StatusAnswer } from '@spoor/model'

/** One source, as the status tells of it. */
export type SourceStatus = StatusAnswer['sources'][number]
