import type {
  Condition,
  Detection,
  FieldTest,
  LogSource,
  Search,
  SigmaFilter,
  SigmaHeader,
  SigmaRule,
  SigmaValue,
} from '../document.js'

/** Documents for tests, without a file to read them from. */

export type Values = SigmaValue | readonly SigmaValue[]
/** Tests that must all hold, or a list of such. */
type Written = Readonly<Record<string, Values>> | readonly Readonly<Record<string, Values>>[]

export const place = { file: 'test.yml', line: 1 }

/** `fieldTest('file.name|contains', ['a', 'b'])`; without a field it is a test of keywords. */
export function fieldTest(key: string, value: Values): FieldTest {
  const [field = '', ...modifiers] = key.split('|')
  const values = Array.isArray(value) ? (value as readonly SigmaValue[]) : [value as SigmaValue]
  return { place, modifiers, values, ...(field !== '' && { field }) }
}

function searchOf(written: Written): Search {
  if (Array.isArray(written)) {
    return { kind: 'or', items: (written as readonly Written[]).map(searchOf) }
  }
  const items = Object.entries(written).map(([key, value]): Search => ({
    kind: 'test',
    test: fieldTest(key, value as Values),
  }))
  return { kind: 'and', items }
}

export function search(name: string): Condition {
  return { kind: 'search', name }
}

function detection(
  searches: Readonly<Record<string, Written>>,
  conditions: readonly Condition[],
): Detection {
  const read = Object.entries(searches).map(([name, written]) => [name, searchOf(written)] as const)
  return { searches: new Map(read), conditions }
}

function header(more: Partial<SigmaHeader>): SigmaHeader {
  return { place, title: 'Test', references: [], tags: [], falsePositives: [], custom: {}, ...more }
}

export function rule(
  searches: Readonly<Record<string, Written>>,
  conditions: readonly Condition[] = [search('selection')],
  logSource: Omit<LogSource, 'place'> = { product: 'suricata' },
  more: Partial<SigmaHeader> = {},
): SigmaRule {
  return {
    ...header(more),
    kind: 'rule',
    logSource: { place, ...logSource },
    detection: detection(searches, conditions),
    fields: [],
  }
}

export function filter(
  rules: SigmaFilter['rules'],
  searches: Readonly<Record<string, Written>>,
  conditions: readonly Condition[] = [search('selection')],
  logSource: Omit<LogSource, 'place'> = { product: 'suricata' },
): SigmaFilter {
  return {
    ...header({}),
    kind: 'filter',
    rules,
    logSource: { place, ...logSource },
    detection: detection(searches, conditions),
  }
}
