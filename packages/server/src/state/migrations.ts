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
