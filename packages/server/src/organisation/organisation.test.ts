import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { describe, expect, test } from 'vitest'
import { parseNetwork } from './networks.js'
import { DEFAULT_HOME, parseOrganisation } from './organisation.js'

describe('parseNetwork', () => {
  test.each([
    ['10.0.0.0/8', '::ffff:a00:0', '::ffff:aff:ffff', 104],
    ['10.1.2.3/8', '::ffff:a00:0', '::ffff:aff:ffff', 104],
    ['192.0.2.7', '::ffff:c000:207', '::ffff:c000:207', 128],
    ['0.0.0.0/0', '::ffff:0:0', '::ffff:ffff:ffff', 96],
    ['2001:db8::/33', '2001:db8::', '2001:db8:7fff:ffff:ffff:ffff:ffff:ffff', 33],
    ['::/0', '::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 0],
  ])('%s', (text, first, last, length) => {
    expect(parseNetwork(text)).toEqual({ first, last, length })
  })

  test.each([
    '',
    '10.0.0',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '300.1.1.1',
    '::/129',
    'fe80::1%eth0',
    'office',
    '0x0a000001',
  ])('refuses "%s"', (text) => {
    expect(() => parseNetwork(text)).toThrow(`"${text}" is not a network`)
  })

  test('holds exactly the addresses that its prefix says', () => {
    fc.assert(
      fc.property(
        fc.ipV4(),
        fc.integer({ min: 0, max: 32 }),
        fc.ipV4(),
        (network, bits, address) => {
          const { first, last } = parseNetwork(`${network}/${bits}`)
          const bytes = (text: string) => ipaddr.process(text).toByteArray()
          const number = (text: string) => bytes(text).reduce((sum, byte) => sum * 256 + byte, 0)
          const inside = ipaddr.IPv4.parse(address).match(ipaddr.IPv4.parse(network), bits)
          expect(number(first) <= number(address) && number(address) <= number(last)).toBe(inside)
        },
      ),
    )
  })
})

describe('parseOrganisation', () => {
  test('knows private networks as home and no rules, if nothing is said', () => {
    expect(parseOrganisation(undefined)).toEqual({ home: DEFAULT_HOME, policy: [] })
    expect(parseOrganisation({})).toEqual({ home: DEFAULT_HOME, policy: [] })
  })

  test('takes home and policy', () => {
    const organisation = {
      home: ['10.0.0.0/8', '2001:db8::/32'],
      policy: [
        {
          name: 'backup',
          effect: 'allow',
          clients: ['10.1.0.0/16'],
          servers: ['203.0.113.5'],
          users: ['backup'],
          services: ['ftps', 'ssh'],
        },
        { name: 'nothing else', effect: 'deny' },
      ],
    }
    expect(parseOrganisation(organisation)).toEqual(organisation)
  })

  test.each([
    [[], 'organisation: must be an object'],
    [{ hom: [] }, 'organisation.hom: is not known'],
    [{ home: '10.0.0.0/8' }, 'organisation.home: must be a list'],
    [{ home: [] }, 'organisation.home: is empty; leave it out to match all'],
    [
      { home: ['10.0.0.0/8', 'x'] },
      'organisation.home[1]: "x" is not a network such as 10.0.0.0/8 or 2001:db8::/32',
    ],
    [{ policy: {} }, 'organisation.policy: must be a list'],
    [{ policy: [{ effect: 'allow' }] }, 'organisation.policy[0].name: must be a text'],
    [
      { policy: [{ name: 'a', effect: 'permit' }] },
      'organisation.policy[0].effect: must be allow or deny',
    ],
    [
      { policy: [{ name: 'a', effect: 'deny', user: ['x'] }] },
      'organisation.policy[0].user: is not known',
    ],
    [
      { policy: [{ name: 'a', effect: 'deny', users: [1] }] },
      'organisation.policy[0].users[0]: must be a text',
    ],
    [
      {
        policy: [
          { name: 'a', effect: 'deny' },
          { name: 'a', effect: 'allow' },
        ],
      },
      'organisation.policy: two rules are named "a"',
    ],
  ])('%j: %s', (input, message) => {
    expect(() => parseOrganisation(input)).toThrow(message)
  })
})
