import type { OrganisationDocument } from '@spoor/model'
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'

/**
 * Tables of the state store (PGlite or PostgreSQL). `migrations.ts` creates them; both change
 * together.
 */

/** Small facts about this installation, such as its secret. */
export const meta = pgTable('meta', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
})

/**
 * One stream of records: a file under whatever name, or standard input. Known again by its
 * beginning, so that rotation, renaming and compression do not make it new.
 */
export const sources = pgTable(
  'sources',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** Where it was read last. */
    path: text('path').notNull(),
    /** SHA-256 of its first `fingerprintLength` bytes. */
    fingerprint: text('fingerprint').notNull(),
    fingerprintLength: integer('fingerprint_length').notNull(),
    /** Bytes of the decompressed stream that are in the store. */
    position: bigint('position', { mode: 'number' }).notNull().default(0),
    events: bigint('events', { mode: 'number' }).notNull().default(0),
    quarantined: bigint('quarantined', { mode: 'number' }).notNull().default(0),
    /** The last chunk handed over: proves that a stream with the same beginning is the same. */
    lastOffset: bigint('last_offset', { mode: 'number' }).notNull().default(0),
    lastLength: bigint('last_length', { mode: 'number' }).notNull().default(0),
    lastHash: text('last_hash').notNull().default(''),
    /** Lengths of the chunks from `position` on that are being handed over. */
    pendingLengths: integer('pending_lengths').array().notNull().default([]),
    updated: timestamp('updated', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('sources_fingerprint').on(table.fingerprint, table.fingerprintLength)],
)

export type SourceRow = typeof sources.$inferSelect

const moment = (name: string) => timestamp(name, { withTimezone: true })

/** How this site wants hunts; what is null is as the hunt itself says. */
export const huntTunings = pgTable('hunt_tunings', {
  hunt: text('hunt').primaryKey(),
  isOn: boolean('is_on'),
  level: text('level'),
  parameters: jsonb('parameters').$type<Record<string, number>>().notNull().default({}),
  updated: moment('updated').notNull(),
  updatedBy: text('updated_by').notNull(),
})

/** Hunts and Sigma filters that were saved here, as YAML. */
export const huntDocuments = pgTable(
  'hunt_documents',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').$type<'hunt' | 'filter'>().notNull(),
    /** Of a hunt, its id: findings go by it. */
    name: text('name').notNull(),
    text: text('text').notNull(),
    /** Time range that belongs to the question. */
    from: text('from_time'),
    to: text('to_time'),
    created: moment('created').notNull(),
    updated: moment('updated').notNull(),
    updatedBy: text('updated_by').notNull(),
  },
  (table) => [unique().on(table.kind, table.name)],
)

/** Which findings are hidden. They are never deleted: one that is ended tells what was hidden. */
export const suppressions = pgTable('suppressions', {
  id: uuid('id').primaryKey(),
  /** Null: all hunts. */
  hunt: text('hunt'),
  field: text('field').$type<'entity' | 'client' | 'server' | 'user'>().notNull(),
  /** As JSON: names that somebody chose can hold characters that no text here can. */
  value: text('value').notNull(),
  reason: text('reason').notNull(),
  since: moment('since'),
  until: moment('until'),
  created: moment('created').notNull(),
  createdBy: text('created_by').notNull(),
  ended: moment('ended'),
  endedBy: text('ended_by'),
})

/** What analysts say of findings. */
export const findingReviews = pgTable(
  'finding_reviews',
  {
    finding: text('finding').primaryKey(),
    hunt: text('hunt').notNull(),
    /** UTC day of the finding. */
    day: date('day', { mode: 'string' }).notNull(),
    verdict: text('verdict').$type<'confirmed' | 'dismissed'>().notNull(),
    reason: text('reason').notNull(),
    at: moment('at').notNull(),
    by: text('by').notNull(),
  },
  (table) => [index('finding_reviews_day').on(table.day)],
)

/** The last run of each hunt. */
export const huntRuns = pgTable('hunt_runs', {
  hunt: text('hunt').primaryKey(),
  ran: moment('ran'),
  ms: integer('ms').notNull().default(0),
  /** Hunts that were tried in that time. */
  together: integer('together').notNull().default(1),
  /** Why it could not be run. */
  error: text('error'),
  /** Of the hunt as it was when it was last tried on all kept days. */
  digest: text('digest').notNull().default(''),
  /** An own hunt that is gone, and whose findings are still to go. */
  isRemoved: boolean('is_removed').notNull().default(false),
})

/** Who changed what, and when. Rows are only ever added. */
export const huntChanges = pgTable('hunt_changes', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  at: moment('at').notNull(),
  by: text('by').notNull(),
  /** Such as `tune` or `suppress`. */
  what: text('what').notNull(),
  /** Id of what was changed. */
  subject: text('subject').notNull(),
  details: jsonb('details').$type<Record<string, unknown>>().notNull().default({}),
})

/** The organisation as it was saved each time. Rows are only ever added; the newest holds. */
export const organisationVersions = pgTable('organisation_versions', {
  number: integer('number').primaryKey(),
  at: moment('at').notNull(),
  by: text('by').notNull(),
  note: text('note').notNull(),
  /** Networks in its tree. */
  networks: integer('networks').notNull(),
  document: jsonb('document').$type<OrganisationDocument>().notNull(),
})
