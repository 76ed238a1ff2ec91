/** ClickHouse types that values of questions are bound with. */
type ParamType =
  | 'String'
  | 'UInt64'
  | 'Int64'
  | 'Float64'
  | 'Bool'
  | 'IPv6'
  | 'Array(String)'
  | 'Array(IPv6)'
  | 'Array(UInt64)'

/** Collects bound values; the only way by which a person's text gets near SQL. */
export class Params {
  readonly values: Record<string, unknown> = {}
  private readonly known = new Map<string, string>()

  /** The placeholder that stands for a value; equal values share one. */
  bind(type: ParamType, value: string | number | boolean | readonly (string | number)[]): string {
    const key = `${type} ${JSON.stringify(value)}`
    const name = this.known.get(key) ?? `q${this.known.size}`
    this.known.set(key, name)
    this.values[name] = value
    return `{${name}:${type}}`
  }
}
