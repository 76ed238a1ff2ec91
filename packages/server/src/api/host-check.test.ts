import { describe, expect, it } from 'vitest'
import { isForeign, isOurHost } from './host-check.js'
import { isLoopback } from './principal.js'

const LOCAL = { bindAddress: '127.0.0.1', names: ['spoor.example'] }

describe('isOurHost', () => {
  it.each([
    'localhost',
    'LOCALHOST:7300',
    'localhost.:7300',
    '127.0.0.1:7300',
    '127.9.9.9',
    '[::1]:7300',
    'spoor.example:7300',
    'Spoor.Example',
  ])('knows %s', (host) => expect(isOurHost(host, LOCAL)).toBe(true))

  it.each([
    undefined,
    '',
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'localhost@evil.example',
    'evil.example#localhost',
    '10.0.0.1:7300',
    '[2001:db8::1]',
    'spoor.example.evil',
    'localhost:99999999',
    'localhost evil',
  ])('does not know %s', (host) => expect(isOurHost(host, LOCAL)).toBe(false))

  it('knows the address that it listens on, and any if it listens on all', () => {
    expect(isOurHost('10.0.0.1:7300', { bindAddress: '10.0.0.1', names: [] })).toBe(true)
    expect(isOurHost('10.0.0.2:7300', { bindAddress: '10.0.0.1', names: [] })).toBe(false)
    expect(isOurHost('10.0.0.2:7300', { bindAddress: '0.0.0.0', names: [] })).toBe(true)
    expect(isOurHost('evil.example', { bindAddress: '0.0.0.0', names: [] })).toBe(false)
  })
})

describe('isForeign', () => {
  const host = 'localhost:7300'
  it.each([
    { host },
    { host, 'sec-fetch-site': 'same-origin' },
    { host, 'sec-fetch-site': 'none' },
    { host, origin: 'http://localhost:7300' },
    { host, origin: 'https://localhost:7300' },
  ])('takes %j for our own', (headers) => expect(isForeign(headers)).toBe(false))

  it.each([
    { host, 'sec-fetch-site': 'cross-site' },
    { host, 'sec-fetch-site': 'same-site' },
    { host, origin: 'http://evil.example' },
    { host, origin: 'null' },
    { host, origin: 'http://localhost:8080' },
  ])('takes %j for foreign', (headers) => expect(isForeign(headers)).toBe(true))
})

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'])('%s', (address) =>
    expect(isLoopback(address)).toBe(true),
  )
  it.each(['', '10.0.0.1', '::2', '::ffff:10.0.0.1', '128.0.0.1', 'localhost'])(
    'not %s',
    (address) => expect(isLoopback(address)).toBe(false),
  )
})
