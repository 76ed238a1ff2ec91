import { printQuery } from '@spoor/model'
import { compileQuery } from '../query/compile.js'
import type { CompileContext } from '../query/field-tests.js'
import type { CompiledRule } from '../sigma/compile/compile-rule.js'
import { correlationStatement } from '../sigma/correlate/correlation-statement.js'
import type { PlannedCorrelation } from '../sigma/rule-set.js'
import { visibleLines } from './terminal-text.js'

/** A rule as people and as programs read it. */
export interface Explained {
  readonly text: string
  readonly json: Readonly<Record<string, unknown>>
}

/** The day that the statement of a correlation is written for. */
const EXAMPLE_DAY = {
  from: new Date('2026-01-01T00:00:00Z'),
  to: new Date('2026-01-02T00:00:00Z'),
}

/** What rules and correlations ask: as a question, as its tree, and as SQL with the values beside it. */
export function explanation(
  rules: readonly CompiledRule[],
  correlations: readonly PlannedCorrelation[],
  context: CompileContext,
): Explained[] {
  return [
    ...rules.map(({ rule, subject, query, filters, mapping }) => {
      const { sql, params } = compileQuery(query, subject, context)
      const question = printQuery(query)
      const notes = [
        ...(mapping.absent === undefined ? [] : [`Not applicable: ${mapping.absent}`]),
        ...filters.map(({ title }) => `Filter: ${title}`),
      ]
      return explained(
        rule.title,
        rule.place,
        notes,
        [
          ['Reads', subject],
          ['Question', question],
          ['Tree', JSON.stringify(query, undefined, 2)],
          ['SQL', sql],
          ['Values', JSON.stringify(params)],
        ],
        { title: rule.title, ...rule.place, subject, question, query, sql, params },
      )
    }),
    ...correlations.map(({ correlation, plan }) => {
      const { sql, params } = correlationStatement(plan, EXAMPLE_DAY, context)
      const { title, place, type, rules: named } = correlation
      return explained(
        title,
        place,
        [],
        [
          ['Correlates', `${type} over ${named.join(', ')}`],
          ['Reaches back', `${plan.reachSeconds} s`],
          ['SQL', sql.trim()],
          ['Values', JSON.stringify(params)],
        ],
        { title, ...place, type, rules: named, reach_seconds: plan.reachSeconds, sql, params },
      )
    }),
  ]
}

function explained(
  title: string,
  place: { file: string; line: number },
  notes: readonly string[],
  parts: readonly (readonly [name: string, text: string])[],
  json: Readonly<Record<string, unknown>>,
): Explained {
  const head = `${title}  (${place.file}:${place.line})`
  const body = parts.map(([name, text]) => `${name}\n${indented(text)}`)
  return { text: visibleLines([head, ...notes, ...body, ''].join('\n')), json }
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')
}
