/** A piece of SQL, and the values to bind as `query_params`. */
export interface Fragment {
  readonly sql: string
  /** Values of its placeholders. */
  readonly params: Readonly<Record<string, unknown>>
}

/** The same piece with other names of its placeholders, so that it can stand beside others. */
export function prefixed({ sql, params }: Fragment, prefix: string): Fragment {
  return {
    sql: sql.replaceAll(/\{(\w+):/g, `{${prefix}$1:`),
    params: Object.fromEntries(
      Object.entries(params).map(([name, value]) => [prefix + name, value]),
    ),
  }
}
