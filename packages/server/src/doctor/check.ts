/** What the doctor found about one thing. */
export interface Check {
  /** What was looked at, in a word or two. */
  readonly name: string
  readonly state: 'good' | 'warning' | 'broken'
  /** What was found, and what to do if it is not good. Plain text that may hold hostile values. */
  readonly message: string
}

export function good(name: string, message: string): Check {
  return { name, state: 'good', message }
}

export function warning(name: string, message: string): Check {
  return { name, state: 'warning', message }
}

export function broken(name: string, message: string): Check {
  return { name, state: 'broken', message }
}

/** Looks at something; a failure to look is a finding of its own. */
export async function examine(
  name: string,
  look: () => Promise<Check | readonly Check[]>,
): Promise<readonly Check[]> {
  try {
    const found = await look()
    return Array.isArray(found) ? (found as readonly Check[]) : [found as Check]
  } catch (error) {
    return [broken(name, error instanceof Error ? error.message : String(error))]
  }
}
