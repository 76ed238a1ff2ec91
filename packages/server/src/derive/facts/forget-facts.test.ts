import { expect, test } from 'vitest'
import { insertFacts, insertHostDays } from '../../testing/facts.testing.js'
import { useFactsGround } from './facts-ground.testing.js'
import { forgetFacts } from './forget-facts.js'

const store = useFactsGround()

test('facts that were seen since keep their first moment; older ones and full marks go', async () => {
  const { events } = store.ground()
  const seen = (host: string, value: string, first: string, last: string) => ({
    attribute: 'ja3',
    value,
    host,
    first,
    last,
  })
  await insertFacts(events, [
    seen('10.0.0.1', 'kept', '2025-01-01', '2025-01-02'),
    seen('10.0.0.1', 'old', '2025-01-01', '2025-01-02'),
    seen('10.0.0.1', '', '2025-01-01', '2026-06-01'),
  ])
  // In a part of its own, as a later step leaves it.
  await insertFacts(events, [seen('10.0.0.1', 'kept', '2026-05-01', '2026-06-01')])
  await insertHostDays(events, [
    { host: '10.0.0.1', day: '2025-01-02' },
    { host: '10.0.0.1', day: '2026-01-31' },
    { host: '10.0.0.1', day: '2026-02-01' },
  ])
  await forgetFacts(events, new Date('2026-02-15T00:00:00Z'))
  expect(await store.facts()).toEqual([
    '10.0.0.1 ja3=kept flow/255 2 2025-01-01 00:00:00.000000 2026-06-01 00:00:00.000000',
  ])
  expect((await store.days()).map((day) => day.split(' ')[1])).toEqual(['2026-02-01'])
})
