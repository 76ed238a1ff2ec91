import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEveBench, type EveBench } from '../../sources/eve/eve.testing.js'
import { insertFacts } from '../../testing/facts.testing.js'
import { GeoDatabaseError, openGeoDatabase } from './geo-database.js'
import { keepGeoFacts } from './geo-facts.js'
import { madeGeoDatabase } from './made-geo-database.testing.js'

const COUNTRIES = {
  '203.0.113.0/24': { country: { iso_code: 'AU' } },
  '198.51.100.0/24': { country: { iso_code: 'US' } },
  '2001:db8::/32': { registered_country: { iso_code: 'NL' } },
  '192.0.2.0/24': { country: { iso_code: '<b>' } },
}
const SYSTEMS = {
  '203.0.113.0/25': {
    autonomous_system_number: 64500,
    autonomous_system_organization: 'Example Net',
  },
}

let folder: string
let bench: EveBench
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-geo-'))
  await writeFile(join(folder, 'country.mmdb'), madeGeoDatabase(COUNTRIES))
  await writeFile(join(folder, 'asn.mmdb'), madeGeoDatabase(SYSTEMS))
  await writeFile(join(folder, 'wrong.mmdb'), 'no database')
  bench = await openEveBench()
})
afterAll(async () => {
  await bench.close()
  await rm(folder, { recursive: true })
})

const open = (...names: string[]) => openGeoDatabase(names.map((name) => join(folder, name)))

describe('a GeoIP database', () => {
  it.each([
    ['203.0.113.5', { country: 'AU', asn: 'AS64500 Example Net' }],
    ['203.0.113.200', { country: 'AU', asn: '' }],
    ['198.51.100.1', { country: 'US', asn: '' }],
    ['2001:db8::7', { country: 'NL', asn: '' }],
    ['10.1.2.3', { country: '', asn: '' }],
    ['192.0.2.1', { country: '', asn: '' }],
    ['no address', { country: '', asn: '' }],
  ])('says of %s %j', async (address, place) => {
    expect((await open('country.mmdb', 'asn.mmdb')).lookUp(address)).toEqual(place)
  })

  it.each(['wrong.mmdb', 'absent.mmdb'])('that cannot be read is refused: %s', async (name) => {
    await expect(open(name)).rejects.toThrow(GeoDatabaseError)
    await expect(open(name)).rejects.toThrow(name)
  })
})

describe('facts of countries and autonomous systems', () => {
  const facts = () =>
    bench.store.rows<{ fact: string }>(
      `SELECT concat(attribute, ' ', value, ' ', replaceOne(toString(host), '::ffff:', ''), ' ',
         toString(sum(count)), ' ', toString(toDate(min(first)))) AS fact
       FROM facts WHERE attribute IN ('country', 'asn') GROUP BY attribute, value, host ORDER BY fact`,
    )

  it('follow the outside addresses that hosts spoke with', async () => {
    await insertFacts(bench.store, [
      { attribute: 'peer_outside', value: '203.0.113.5', host: '10.1.2.3', count: 3 },
      { attribute: 'peer_outside', value: '198.51.100.1', host: '10.1.2.3' },
      { attribute: 'peer_outside', value: '203.0.113.5', host: '10.1.2.4' },
      { attribute: 'peer_outside', value: '100.64.0.1', host: '10.1.2.4' },
      { attribute: 'peer_outside', value: '', host: '10.1.2.4', count: 9 },
      { attribute: 'peer_inside', value: '10.1.2.3', host: '10.1.2.4' },
    ])
    const database = await open('country.mmdb', 'asn.mmdb')
    await keepGeoFacts(bench.store, database)
    const all = [
      'asn AS64500 Example Net 10.1.2.3 3 2026-06-22',
      'asn AS64500 Example Net 10.1.2.4 1 2026-06-22',
      'asn AS64500 Example Net 203.0.113.5 4 2026-06-22',
      'country AU 10.1.2.3 3 2026-06-22',
      'country AU 10.1.2.4 1 2026-06-22',
      'country AU 203.0.113.5 4 2026-06-22',
      'country US 10.1.2.3 1 2026-06-22',
      'country US 198.51.100.1 1 2026-06-22',
    ]
    expect((await facts()).map(({ fact }) => fact)).toEqual(all)
    await keepGeoFacts(bench.store, database)
    expect((await facts()).map(({ fact }) => fact)).toEqual(all)
  })

  it('are looked up anew in another database', async () => {
    await keepGeoFacts(bench.store, await open('asn.mmdb'))
    expect((await facts()).map(({ fact }) => fact)).toEqual([
      'asn AS64500 Example Net 10.1.2.3 3 2026-06-22',
      'asn AS64500 Example Net 10.1.2.4 1 2026-06-22',
      'asn AS64500 Example Net 203.0.113.5 4 2026-06-22',
    ])
  })
})
