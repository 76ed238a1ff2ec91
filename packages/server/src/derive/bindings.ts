/** Values of one statement, bound as `d0`, `d1`, … so that none is ever part of the SQL text. */
export class Bindings {
  readonly params: Record<string, unknown> = {}
  #count = 0

  /** Binds a value; answers the placeholder that stands for it in SQL. */
  bind(type: string, value: unknown): string {
    const name = `d${this.#count++}`
    this.params[name] = value
    return `{${name}:${type}}`
  }

  /** Binds a moment. */
  time(value: Date): string {
    return this.bind("DateTime64(6, 'UTC')", value.toISOString().slice(0, -1).replace('T', ' '))
  }
}
