/** A statement, and the values that are bound in it (`d0`, `d1`, …). May stand in parentheses. */
export interface Fold {
  readonly sql: string
  readonly params: Record<string, unknown>
}

/**
 * The engine looks for what follows from chains of comparisons (a < b AND b < 5, so a < 5). There
 * is nothing to gain from that here, and it takes two thirds of the time of planning these folds.
 */
export const PLAN_SETTINGS = 'SETTINGS optimize_and_compare_chain = 0'
