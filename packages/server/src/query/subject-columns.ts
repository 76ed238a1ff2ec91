/** The columns by which records of a subject are told apart, and when they began. */
export const ID_COLUMNS = {
  events: 'event_id',
  sessions: 'session_id',
  transfers: 'transfer_id',
} as const
export const TIME_COLUMNS = {
  events: 'ts',
  sessions: 'start_time',
  transfers: 'start_time',
} as const
