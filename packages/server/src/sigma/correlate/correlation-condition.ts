import { SigmaError } from '../document.js'
import type { CompareOp, CorrelationCondition, SigmaCorrelation } from '../document.js'

/** Percentile windows go by whole milliseconds, and the engine takes no frame beyond 2³¹ − 1. */
const MAX_PERCENTILE_SECONDS = 24 * 86_400

/**
 * The condition of a correlation with the default of its type: `temporal` and `temporal_ordered`
 * ask for all of their rules, `value_median` for the percentile 50.
 * @throws SigmaError if the condition does not fit the type
 */
export function checkCondition(correlation: SigmaCorrelation): CorrelationCondition {
  const { type, condition, place, rules, timespanSeconds } = correlation
  if (!Number.isSafeInteger(timespanSeconds) || timespanSeconds <= 0) {
    throw new SigmaError(place, 'The time span is a whole number of seconds above 0.')
  }
  if (condition.bounds.some(({ value }) => !Number.isFinite(value))) {
    throw new SigmaError(place, 'The condition compares with a number.')
  }
  if (type === 'temporal' || type === 'temporal_ordered') {
    if (condition.fields.length > 0) {
      throw new SigmaError(place, `The condition of ${type} has no field.`)
    }
    const all = { ...condition, bounds: [{ op: 'gte' as const, value: rules.length }] }
    if (condition.bounds.length === 0) return all
    if (type === 'temporal') return condition
    if (meansAll(condition, rules.length)) return all
    throw new SigmaError(
      place,
      'temporal_ordered needs all of its rules; a condition on fewer is not supported.',
      'Use temporal, or leave the rules out that need not match.',
    )
  }
  if (condition.bounds.length === 0) {
    throw new SigmaError(place, `${type} needs a condition.`, 'Write for example gte: 10.')
  }
  checkFields(correlation)
  if (type !== 'value_percentile' && type !== 'value_median') return condition
  if (timespanSeconds > MAX_PERCENTILE_SECONDS) {
    throw new SigmaError(place, `The time span of ${type} is at most 24 days.`)
  }
  const percentile = type === 'value_median' ? 50 : condition.percentile
  if (percentile === undefined || !(percentile >= 0 && percentile <= 100)) {
    throw new SigmaError(
      place,
      'value_percentile needs the percentile that is compared, from 0 to 100.',
      'Write percentile: 95 into the condition.',
    )
  }
  return { ...condition, percentile }
}

function checkFields({ type, condition: { fields }, place }: SigmaCorrelation): void {
  if (type === 'event_count') {
    if (fields.length > 0) throw new SigmaError(place, 'The condition of event_count has no field.')
  } else if (fields.length === 0) {
    throw new SigmaError(place, `${type} needs a field in its condition.`)
  } else if (type !== 'value_count' && fields.length > 1) {
    throw new SigmaError(place, `${type} measures one field, not ${fields.length}.`)
  }
}

const COMPARE: Record<CompareOp, (a: number, b: number) => boolean> = {
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
  eq: (a, b) => a === b,
  neq: (a, b) => a !== b,
}

/** Whether a number meets all bounds. */
function meets(number: number, { bounds }: CorrelationCondition): boolean {
  return bounds.every(({ op, value }) => COMPARE[op](number, value))
}

/** Whether all rules meet the condition, and no fewer would. */
function meansAll(condition: CorrelationCondition, rules: number): boolean {
  const fewer = Array.from({ length: rules - 1 }, (_, i) => i + 1)
  return meets(rules, condition) && !fewer.some((count) => meets(count, condition))
}
