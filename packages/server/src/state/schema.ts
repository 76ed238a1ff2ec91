import { bigint, index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

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
