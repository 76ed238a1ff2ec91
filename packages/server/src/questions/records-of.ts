import { foldSessions, type Fold } from '../derive/fold-sessions.js'
import { foldTransfers } from '../derive/fold-transfers.js'
import type { TimeRange } from '../derive/reading-range.js'
import type { Organisation } from '../organisation/organisation.js'
import type { Range } from './moment.js'
import type { RecordsOf, Source } from './question.js'

/**
 * Where the records of each subject come from: events from their table, sessions and transfers
 * folded from the events around the time range.
 */
export function recordsOf(organisation: Organisation): RecordsOf {
  return (subject, range) => {
    switch (subject) {
      case 'events':
        return { sql: 'events', params: {} }
      case 'sessions':
        return source(foldSessions(wholeMilliseconds(range), organisation))
      case 'transfers':
        return source(foldTransfers(wholeMilliseconds(range), organisation))
    }
  }
}

function source({ sql, params }: Fold): Source {
  return { sql: `(${sql})`, params }
}

/** The fold counts in milliseconds: outwards, so that nothing of the range is missing. */
function wholeMilliseconds({ from, to }: Range): TimeRange {
  return {
    ...(from !== undefined && { from: new Date(Math.floor(from / 1000)) }),
    ...(to !== undefined && { to: new Date(Math.ceil(to / 1000)) }),
  }
}
