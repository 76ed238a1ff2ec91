import { expect, it } from 'vitest'
import { filterDraft } from './filter-draft.js'

it.each([
  ['events', 'service: event', 'source.ip:'],
  ['sessions', 'service: session', 'client.ip:'],
  ['transfers', 'service: transfer', 'client.ip:'],
] as const)('begins a filter of %s', (subject, service, field) => {
  const text = filterDraft({ id: 'odd-port', title: 'Odd: "port"\n', subject })
  expect(text).toContain(`  ${service}\n`)
  expect(text).toContain(`    ${field}\n`)
  expect(text).toContain('    - "odd-port"\n')
  expect(text).toContain('title: "Not news: Odd: \\"port\\"\\n"\n')
})
