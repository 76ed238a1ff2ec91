import { describe, expect, it } from 'vitest'
import { formatAddress, parseAddress, parseInteger, parseNetwork, parseTime } from './values.js'

const now = new Date('2026-06-03T12:34:56.789Z')
const span = (text: string) => {
  const found = parseTime(text, now)
  return found && [found.from, found.to].map((micros) => new Date(micros / 1000).toISOString())
}

describe('parseTime', () => {
  it.each([
    ['2026', '2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['2026-12', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z', '2024-03-01T00:00:00.000Z'],
    ['2026-06-01T10', '2026-06-01T10:00:00.000Z', '2026-06-01T11:00:00.000Z'],
    ['2026-06-01 10:15', '2026-06-01T10:15:00.000Z', '2026-06-01T10:16:00.000Z'],
    ['2026-06-01T10:15:20Z', '2026-06-01T10:15:20.000Z', '2026-06-01T10:15:21.000Z'],
    ['2026-06-01T10:15:20.5', '2026-06-01T10:15:20.500Z', '2026-06-01T10:15:20.600Z'],
    ['2026-06-01T10:15:20+02:00', '2026-06-01T08:15:20.000Z', '2026-06-01T08:15:21.000Z'],
    ['2026-06-01T10:15:20-0530', '2026-06-01T15:45:20.000Z', '2026-06-01T15:45:21.000Z'],
    ['now/d', '2026-06-03T00:00:00.000Z', '2026-06-04T00:00:00.000Z'],
    ['now/w', '2026-06-01T00:00:00.000Z', '2026-06-08T00:00:00.000Z'],
    ['now-1d/d', '2026-06-02T00:00:00.000Z', '2026-06-03T00:00:00.000Z'],
    ['now-1d+1h/h', '2026-06-02T13:00:00.000Z', '2026-06-02T14:00:00.000Z'],
  ])('reads %s as the span from %s to %s', (text, from, to) => {
    expect(span(text)).toEqual([from, to])
  })

  it('reads microseconds and moments relative to now exactly', () => {
    const micros = parseTime('2026-06-01T00:00:00.123456', now)
    expect(micros && micros.from % 1_000_000).toBe(123_456)
    expect(micros && micros.to - micros.from).toBe(1)
    expect(parseTime('now-90s', now)?.from).toBe((now.getTime() - 90_000) * 1000)
  })

  it.each([
    '',
    '20260',
    '2026-6-1',
    '2026-13',
    '2026-02-30',
    '2026-06-01T24:00',
    '2026-06-01T10:60',
    '2026-06-01T10:00:00+15:00',
    'now-',
    'now-1',
    'now-1y',
    'now/x',
    'tomorrow',
    '1800-01-01',
    '9999-01-01',
  ])('refuses %j', (text) => expect(parseTime(text, now)).toBeUndefined())
})

describe('addresses', () => {
  it.each([
    ['10.1.2.3', '0000:0000:0000:0000:0000:ffff:0a01:0203'],
    ['::ffff:10.1.2.3', '0000:0000:0000:0000:0000:ffff:0a01:0203'],
    ['2001:DB8::1', '2001:0db8:0000:0000:0000:0000:0000:0001'],
    ['::', '0000:0000:0000:0000:0000:0000:0000:0000'],
  ])('reads %s', (text, full) => {
    const address = parseAddress(text)
    expect(address !== undefined && formatAddress(address)).toBe(full)
  })

  it.each([
    '',
    '10.1.2',
    '10.1.2.256',
    '010.1.2.3',
    '0x0a.1.2.3',
    '1.2.3.4.5',
    'fe80::1%eth0',
    ':::',
    '1::2::3',
    'g::1',
    '10.1.2.3/8',
  ])('refuses %j', (text) => expect(parseAddress(text)).toBeUndefined())

  it('reads networks, whatever their host bits', () => {
    expect(parseNetwork('10.1.2.3/8')).toEqual({
      first: parseAddress('10.0.0.0'),
      last: parseAddress('10.255.255.255'),
    })
    expect(parseNetwork('2001:db8::/127')).toEqual({
      first: parseAddress('2001:db8::'),
      last: parseAddress('2001:db8::1'),
    })
    expect(parseNetwork('0.0.0.0/0')).toEqual({
      first: parseAddress('0.0.0.0'),
      last: parseAddress('255.255.255.255'),
    })
    expect(parseNetwork('10.0.0.0/33')).toBeUndefined()
    expect(parseNetwork('10.0.0.0/')).toBeUndefined()
    expect(parseNetwork('::/129')).toBeUndefined()
  })
})

describe('parseInteger', () => {
  it.each([
    ['0', 0n],
    ['18446744073709551615', 18446744073709551615n],
    ['10k', 10_000n],
    ['10MB', 10_000_000n],
    ['1.5GiB', 1_610_612_736n],
    ['2Ti', 2_199_023_255_552n],
  ])('reads %s', (text, value) => expect(parseInteger(text)).toBe(value))

  it.each(['', '-1', '+1', '1.5', '1e3', '0x10', '18446744073709551616', '1 k', '99999999t', 'k'])(
    'refuses %j',
    (text) => expect(parseInteger(text)).toBeUndefined(),
  )
})
