import type { Level } from '@spoor/model'

/** Levels from the mildest to the worst; the place in the list is what SQL reckons with. */
export const LEVELS: readonly Level[] = ['informational', 'low', 'medium', 'high', 'critical']
