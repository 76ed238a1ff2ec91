/** A named tuple in SQL: its type, and how one is made. Keeps what belongs together in one column. */
export interface TupleShape<Name extends string> {
  /** `Tuple(name Type, …)` */
  readonly type: string
  /** A tuple whose members all have the default of their type. */
  readonly empty: string
  /** A tuple of the given expressions. */
  of(values: Readonly<Record<Name, string>>): string
}

/** Describes a named tuple by the ClickHouse types of its members, in order. */
export function tupleShape<Name extends string>(
  members: Readonly<Record<Name, string>>,
): TupleShape<Name> {
  const names = Object.keys(members) as Name[]
  const type = `Tuple(${names.map((name) => `${name} ${members[name]}`).join(', ')})`
  return {
    type,
    empty: `defaultValueOfTypeName('${type}')`,
    of: (values) => `CAST((${names.map((name) => values[name]).join(', ')}), '${type}')`,
  }
}
