/** A numbered step of a store's schema. Steps are only ever added. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly statements: readonly string[]
}

export const stateMigrations: readonly Migration[] = [
  {
    number: 1,
    name: 'sources',
    statements: [
      `CREATE TABLE meta (key text PRIMARY KEY, value text NOT NULL)`,
      `CREATE TABLE sources (
        id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        path text NOT NULL,
        fingerprint text NOT NULL,
        fingerprint_length integer NOT NULL,
        position bigint NOT NULL DEFAULT 0,
        events bigint NOT NULL DEFAULT 0,
        quarantined bigint NOT NULL DEFAULT 0,
        last_offset bigint NOT NULL DEFAULT 0,
        last_length bigint NOT NULL DEFAULT 0,
        last_hash text NOT NULL DEFAULT '',
        pending_lengths integer[] NOT NULL DEFAULT '{}',
        updated timestamptz NOT NULL DEFAULT now()
      )`,
      `CREATE INDEX sources_fingerprint ON sources (fingerprint, fingerprint_length)`,
    ],
  },
  {
    number: 2,
    name: 'tuned hunts',
    statements: [
      `CREATE TABLE hunt_tunings (
        hunt text PRIMARY KEY,
        is_on boolean,
        level text,
        parameters jsonb NOT NULL DEFAULT '{}',
        updated timestamptz NOT NULL,
        updated_by text NOT NULL
      )`,
      `CREATE TABLE hunt_documents (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('hunt', 'filter')),
        name text NOT NULL,
        text text NOT NULL,
        from_time text,
        to_time text,
        created timestamptz NOT NULL,
        updated timestamptz NOT NULL,
        updated_by text NOT NULL,
        UNIQUE (kind, name)
      )`,
      `CREATE TABLE suppressions (
        id uuid PRIMARY KEY,
        hunt text,
        field text NOT NULL CHECK (field IN ('entity', 'client', 'server', 'user')),
        value text NOT NULL,
        reason text NOT NULL,
        since timestamptz,
        until timestamptz,
        created timestamptz NOT NULL,
        created_by text NOT NULL,
        ended timestamptz,
        ended_by text
      )`,
      `CREATE TABLE finding_reviews (
        finding text PRIMARY KEY,
        hunt text NOT NULL,
        day date NOT NULL,
        verdict text NOT NULL CHECK (verdict IN ('confirmed', 'dismissed')),
        reason text NOT NULL,
        at timestamptz NOT NULL,
        by text NOT NULL
      )`,
      `CREATE INDEX finding_reviews_day ON finding_reviews (day)`,
      `CREATE TABLE hunt_runs (
        hunt text PRIMARY KEY,
        ran timestamptz,
        ms integer NOT NULL DEFAULT 0,
        together integer NOT NULL DEFAULT 1,
        error text,
        digest text NOT NULL DEFAULT '',
        is_removed boolean NOT NULL DEFAULT false
      )`,
      `CREATE TABLE hunt_changes (
        id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        at timestamptz NOT NULL,
        by text NOT NULL,
        what text NOT NULL,
        subject text NOT NULL,
        details jsonb NOT NULL DEFAULT '{}'
      )`,
    ],
  },
  {
    number: 3,
    name: 'organisation',
    statements: [
      `CREATE TABLE organisation_versions (
        number integer PRIMARY KEY,
        at timestamptz NOT NULL,
        by text NOT NULL,
        note text NOT NULL,
        networks integer NOT NULL,
        document jsonb NOT NULL
      )`,
    ],
  },
]

/** The store was written by a newer program. */
export class StoreTooNewError extends Error {
  override readonly name = 'StoreTooNewError'
  constructor(store: string, found: number, known: number) {
    super(
      `The ${store} store is at version ${found}, this program knows versions up to ${known}. ` +
        `Use the newer Spoor that wrote it, or point to another data directory.`,
    )
  }
}

/**
 * The steps that a store still needs.
 * @throws StoreTooNewError if it has steps that this program does not know.
 */
export function missingMigrations(
  store: string,
  known: readonly Migration[],
  applied: readonly number[],
): readonly Migration[] {
  const newest = Math.max(0, ...known.map(({ number }) => number))
  const found = Math.max(0, ...applied)
  if (found > newest) throw new StoreTooNewError(store, found, newest)
  return known.filter(({ number }) => !applied.includes(number))
}
