import { missingMigrations, type Migration } from '../state/migrations.js'
import type { EventStore } from './event-store.js'
import {
  createEventsTable,
  createFindingsTable,
  createKeptTable,
  createQuarantineTable,
  KEPT_SUBJECTS,
  twinOf,
} from './events-schema.js'
import {
  createEventFactsTable,
  createFactsStepTables,
  createFactsView,
  createHostDaysTable,
  createRecordFactsTable,
} from './facts-schema.js'
import { createGeoFactsTable, createGeoTable } from './geo-schema.js'
import { createHostRolesTable, createHostsTable } from './hosts-schema.js'
import { createPlacesTables } from './places-schema.js'

const eventMigrations: readonly Migration[] = [
  {
    number: 1,
    name: 'events, quarantine, sessions, transfers, findings',
    statements: [
      createEventsTable(),
      createQuarantineTable,
      ...KEPT_SUBJECTS.flatMap((subject) => [
        createKeptTable(subject, subject),
        createKeptTable(subject, twinOf(subject)),
      ]),
      createFindingsTable,
    ],
  },
  {
    number: 2,
    name: 'kinds of entities of findings',
    statements: [
      `ALTER TABLE findings ADD COLUMN IF NOT EXISTS
        entity_kind LowCardinality(String) DEFAULT 'client and server' AFTER entity`,
    ],
  },
  {
    number: 3,
    name: 'facts, hosts, places',
    statements: [
      // Rows keep the number of the insert that brought them, so that each is taken for facts once.
      `ALTER TABLE events MODIFY SETTING enable_block_number_column = 1`,
      `ALTER TABLE events ADD COLUMN IF NOT EXISTS http_response_server String
        AFTER http_response_mime_type`,
      createEventFactsTable,
      createRecordFactsTable('record_facts'),
      createRecordFactsTable('record_facts_next'),
      ...createFactsStepTables,
      createGeoTable,
      ...['geo_facts', 'geo_facts_next'].map(createGeoFactsTable),
      createFactsView,
      createHostDaysTable,
      ...['hosts', 'hosts_next'].map(createHostsTable),
      ...['host_roles', 'host_roles_next'].map(createHostRolesTable),
      ...createPlacesTables,
    ],
  },
]

/**
 * Brings the tables of the events engine up to date.
 * Every step can be repeated: the engine has no transactions over tables.
 * @throws StoreTooNewError if a newer program wrote the store.
 */
export async function migrateEvents(store: EventStore): Promise<void> {
  await store.run(
    `CREATE TABLE IF NOT EXISTS migrations (number UInt32, name String) ENGINE = MergeTree ORDER BY number`,
  )
  const applied = await store.rows<{ number: number }>(`SELECT DISTINCT number FROM migrations`)
  const steps = missingMigrations(
    'events',
    eventMigrations,
    applied.map(({ number }) => number),
  )
  for (const { number, name, statements } of steps) {
    for (const statement of statements) await store.run(statement)
    await store.insert('migrations', [{ number, name }])
  }
}
