import { Value } from '@sinclair/typebox/value'
import type { Subject } from '@spoor/model'
import { isReadable } from '../../query/record-values.js'
import { analyticNamed } from './analytics/index.js'
import type { Behaviour } from './behaviour.js'

/** More fields than that tell nothing apart any more. */
const MAX_BY = 3

/**
 * Reads the attribute `behaviour` of a rule: the analytic's name, `by`, and the analytic's settings.
 * @throws Error that says what is wrong, in words for the rule's author
 */
export function checkBehaviour(attribute: unknown, subject: Subject): Behaviour {
  if (typeof attribute !== 'object' || attribute === null || Array.isArray(attribute)) {
    throw new Error('The attribute "behaviour" must name an analytic and its settings.')
  }
  const { analytic: name, by = [], ...given }: Record<string, unknown> = { ...attribute }
  if (typeof name !== 'string') throw new Error('The attribute "behaviour" must name an analytic.')
  const analytic = analyticNamed(name)
  const fields = fieldNames(by)
  const settings = Value.Default(analytic.schema, given) as Record<string, unknown>
  const [wrong] = Value.Errors(analytic.schema, settings)
  if (wrong) {
    const place = wrong.path.slice(1).replaceAll('/', '.')
    const { description } = wrong.schema
    const meant = typeof description === 'string' ? ` (${description})` : ''
    const known = Object.keys(analytic.schema.properties).join(', ')
    throw new Error(
      `The setting ${place} of ${name} is wrong: ${wrong.message}${meant}. Its settings are ${known}.`,
    )
  }
  for (const field of [...fields, ...(analytic.fields?.(settings) ?? [])]) {
    if (!isReadable(subject, field)) {
      throw new Error(`${subject} have no field ${JSON.stringify(field)}.`)
    }
  }
  analytic.check?.(settings, subject, fields)
  return { analytic: name, by: fields, settings }
}

function fieldNames(by: unknown): string[] {
  const names = Array.isArray(by) ? by : [by]
  if (names.length > MAX_BY || names.some((name) => typeof name !== 'string' || name === '')) {
    throw new Error(`"by" is a list of at most ${MAX_BY} fields.`)
  }
  return names as string[]
}
