import { parseQuery, printQuery } from '@spoor/model'
import type { Query } from '@spoor/model'
import { expect } from 'vitest'
import type { LogSource } from '../document.js'
import { fieldTest, place, type Values } from './documents.testing.js'
import { testOf } from './field-tests.js'
import { mappingOf } from './log-sources.js'

const lists = new Map<string, readonly string[]>([
  ['admins', ['root', 'adm*n', 'C:\\x']],
  ['servers', ['10.1.2.3', '192.0.2.0/24', 'server.example']],
  ['ports', ['21', 'ssh']],
  ['two', ['x', 'y']],
  ['empty', []],
  ['thousand', Array.from({ length: 1_000 }, (_, i) => `n${i}`)],
])

const suricata = { product: 'suricata' }

/** What `key: value` of a rule asks, which can always be typed too. @throws SigmaError */
export function ask(
  key: string,
  value: Values,
  source: Omit<LogSource, 'place'> = suricata,
): Query {
  const mapping = mappingOf({ place, ...source })
  const query = testOf(fieldTest(key, value), { mapping, lists })
  const text = printQuery(query)
  if (text.length < 10_000) {
    expect(parseQuery(text, mapping.subject)).toMatchObject({ ok: true, query })
  }
  return query
}
