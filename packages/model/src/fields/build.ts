import type { Field } from './field.js'

type Extra = Partial<Omit<Field, 'name' | 'kind' | 'group'>>

/** `source.ip` → `source_ip`: dots would make ClickHouse read a column as Nested. */
export function columnOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')
}

/**
 * Returns short constructors for the rows of one group of the dictionary.
 *
 * Text with few distinct values is stored as `LowCardinality(String)` (`keyword`), other text as
 * `String` (`text`). Numbers and addresses are nullable, because "absent" and "0" are not the same.
 */
export function group(groupName: string) {
  const row =
    (kind: Field['kind'], type: string) =>
    (
      name: string,
      description: string,
      suricata: string | readonly string[],
      extra: Extra = {},
    ): Field => ({
      name,
      column: columnOf(name),
      kind,
      type,
      group: groupName,
      description,
      ...(suricata.length > 0 && {
        suricata: typeof suricata === 'string' ? [suricata] : suricata,
      }),
      ...extra,
    })
  return {
    keyword: row('keyword', 'LowCardinality(String)'),
    text: row('keyword', 'String'),
    keywords: row('keywords', 'Array(LowCardinality(String))'),
    texts: row('keywords', 'Array(String)'),
    small: row('integer', 'Nullable(UInt16)'),
    integer: row('integer', 'Nullable(UInt32)'),
    big: row('integer', 'Nullable(UInt64)'),
    boolean: row('boolean', 'Nullable(Bool)'),
    ip: row('ip', 'Nullable(IPv6)'),
    time: row('time', "Nullable(DateTime64(6, 'UTC'))"),
  }
}
