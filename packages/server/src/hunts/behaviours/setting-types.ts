import { Type } from '@sinclair/typebox'

/** Settings that several analytics have. */

/** UTC days of history before a day. */
export const historyDays = Type.Integer({
  description: 'Days before a day that it is compared with.',
  default: 14,
  minimum: 7,
  maximum: 90,
})

/** How much history there must be before anything is said. */
export const learningDays = Type.Integer({
  description: 'Days that must have passed since the first record before anything is said.',
  default: 7,
  minimum: 1,
  maximum: 90,
})

export const amount = Type.Union([Type.Literal('bytes'), Type.Literal('records')], {
  description: 'What is summed: `bytes` or `records`.',
  default: 'bytes',
})

/** The least amount that is worth a look. */
export const atLeast = (description: string, value?: number) =>
  Type.Number({
    description,
    minimum: 0,
    maximum: 1e18,
    ...(value !== undefined && { default: value }),
  })

/** How unusual something must be. */
export const score = Type.Number({
  description: 'The modified z-score that it reaches at least.',
  default: 3.5,
  minimum: 1,
  maximum: 1000,
})

/** The name of a field. */
export const fieldName = (description: string) =>
  Type.String({ description, minLength: 1, maxLength: 200 })

/** @throws Error if there can never be enough history */
export function checkLearning(settings: {
  readonly history_days: number
  readonly learning_days: number
}): void {
  if (settings.learning_days > settings.history_days) {
    throw new Error('learning_days is at most history_days.')
  }
}
