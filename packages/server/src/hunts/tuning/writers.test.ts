import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  startPostgres,
  whyNoPostgres,
  type TestPostgres,
} from '../../state/postgres-server.testing.js'
import { openStateStore, type StateStore } from '../../state/state-store.js'
import {
  activeSuppressions,
  addOwnHunt,
  endSuppression,
  siteHunts,
  suppress,
  tuneHunt,
} from './index.js'
import { LISTS, OWN_RULE, someone } from './tuning.testing.js'

const noPostgres = whyNoPostgres()
if (noPostgres && process.env['CI'] === 'true') throw new Error(noPostgres)
if (noPostgres) console.warn(`Skipped: tests against PostgreSQL: ${noPostgres}`)
const engines = noPostgres ? (['PGlite'] as const) : (['PGlite', 'PostgreSQL'] as const)

/** Only a server has several connections, so that writes really are side by side. */
describe.each(engines)('writers at once, %s', (engine) => {
  let server: TestPostgres | undefined
  let state: StateStore
  beforeAll(async () => {
    if (engine === 'PostgreSQL') server = await startPostgres()
    state = await openStateStore(server ? { url: server.url } : { memory: true })
  })
  afterAll(async () => {
    await state.close()
    await server?.stop()
  })

  /** How many of some writes at once were kept, and why the others were not. */
  async function kept(writes: readonly Promise<unknown>[]): Promise<[number, unknown[]]> {
    const results = await Promise.allSettled(writes)
    const refused = results.flatMap((result) =>
      result.status === 'rejected' ? [(result.reason as { code?: unknown }).code] : [],
    )
    return [results.length - refused.length, [...new Set(refused)]]
  }

  test('of those who saw no tuning, one wins', async () => {
    const site = { state, lists: LISTS }
    const tune = () => tuneHunt(site, 'odd-port', { level: 'low' }, someone(), null)
    expect(await kept([tune(), tune(), tune(), tune()])).toEqual([1, ['CHANGED_MEANWHILE']])
    const read = (await siteHunts(site)).byId.get('odd-port')?.tuning?.updated
    const again = () => tuneHunt(site, 'odd-port', { level: 'high' }, someone(), read)
    expect(await kept([again(), again(), again()])).toEqual([1, ['CHANGED_MEANWHILE']])
  })

  test('of those who save a hunt of one name, one wins', async () => {
    const save = () => addOwnHunt({ state, lists: LISTS }, { text: OWN_RULE }, someone())
    expect(await kept([save(), save(), save(), save()])).toEqual([1, ['NAME_TAKEN']])
  })

  test('a suppression is ended once, and keeps what it is about', async () => {
    const value = 'nul\0byte, o\'brien "x" \ud800'
    const wanted = { hunt: null, field: 'user', value, reason: 'x', until: 'now+1d' } as const
    const { id } = await suppress(state, wanted, someone())
    expect(await activeSuppressions(state)).toMatchObject([{ id, value }])
    const ended = await Promise.all([
      endSuppression(state, id, someone()),
      endSuppression(state, id, someone()),
    ])
    expect(ended[0]?.ended).toEqual(ended[1]?.ended)
    expect(await activeSuppressions(state)).toEqual([])
  })
})
