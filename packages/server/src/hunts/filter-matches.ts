import type { Subject } from '@spoor/model'
import type { NumberedWay } from './filter-statement.js'
import { findingId, microseconds, nextMillisecond, valueTest } from './finding-row.js'
import type { FindingRow } from './finding-row.js'
import type { Figures } from './hunt.js'
import { LEVELS } from './levels.js'

/** A row that the hunts' statement answers: the records of one client, server and day for one way. */
export interface Match {
  way: number
  day: string
  client: string
  server: string
  records: number | string
  sessions: number | string
  login_failures: number | string
  first_start: string
  last_start: string
  last_seen: string
  level_rank: number
  parallel: number | string
  bytes: number | string | null
  qualities: string[]
  user_count: number | string
  file_count: number | string
  name_count: number | string
  services: string[]
  ports: number[]
  /** Microseconds, id, user, file, software and host name of the first records. */
  first_records: [number | string, string, string, string, string, string][]
  /** Microseconds, id and user of the first records that a window may end in. */
  ending_records: [number | string, string, string][]
  /** Matches of the same way and day, before the limit. */
  found: number | string
}

const FILES_KEPT = 10

/** The finding that a match is. */
export function findingOf(match: Match, { hunt, way }: NumberedWay): FindingRow {
  const figures = figuresOf(match)
  const { client, server } = match
  const users = figures.endingUsers.length > 0 ? figures.endingUsers : figures.users
  const oneUser = figures.endingUsers.length > 0 || figures.userCount === 1
  return {
    id: findingId(hunt.id, [way.name, client, server, match.day]),
    hunt: hunt.id,
    day: match.day,
    level: LEVELS[match.level_rank] ?? hunt.level,
    entity: `${client || '?'} → ${server || '?'}`,
    entity_kind: 'client and server',
    client,
    server,
    user: oneUser && users.length === 1 ? (users[0] ?? '') : '',
    why: way.sentence(figures),
    first_seen: match.first_start,
    last_seen: match.last_seen,
    count: figures.records,
    bytes: figures.bytes,
    files: figures.files.slice(0, FILES_KEPT),
    subject: hunt.subject,
    q: evidenceQuestion(hunt.subject, client, server, way.where),
    evidence_to: nextMillisecond(match.last_start),
    ids: match.first_records.map(([, id]) => id),
  }
}

function figuresOf(match: Match): Figures {
  const firstStart = microseconds(match.first_start)
  return {
    client: match.client,
    server: match.server,
    records: Number(match.records),
    sessions: Number(match.sessions),
    loginFailures: Number(match.login_failures),
    seconds: Number(microseconds(match.last_start) - firstStart) / 1e6,
    parallel: Number(match.parallel),
    bytes: match.bytes === null ? null : Number(match.bytes),
    bytesQuality: qualityOf(match.qualities),
    users: distinct(match.first_records.map(([, , user]) => user)),
    userCount: Number(match.user_count),
    endingUsers: distinct(match.ending_records.map(([, , user]) => user)),
    files: distinct(match.first_records.map(([, , , file]) => file)),
    fileCount: Number(match.file_count),
    names: distinct(match.first_records.map(([, , , , , name]) => name)),
    nameCount: Number(match.name_count),
    services: match.services,
    ports: match.ports,
    software: distinct(match.first_records.map(([, , , , software]) => software)),
  }
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== '')
}

function qualityOf(qualities: readonly string[]): Figures['bytesQuality'] {
  if (qualities.some((quality) => quality === 'truncated' || quality === 'unknown')) {
    return 'at least'
  }
  return qualities.includes('estimated') ? 'estimated' : 'exact'
}

/** What the two parties are called; in events they are the sides of the flow. */
const PARTIES: Record<Subject, readonly [client: string, server: string]> = {
  events: ['source.ip', 'destination.ip'],
  sessions: ['client.ip', 'server.ip'],
  transfers: ['client.ip', 'server.ip'],
}

/** The question that, asked of the finding's time, shows exactly its records. */
function evidenceQuestion(subject: Subject, client: string, server: string, where: string): string {
  const [clientField, serverField] = PARTIES[subject]
  return `${valueTest(clientField, client)} ${valueTest(serverField, server)} (${where})`
}
