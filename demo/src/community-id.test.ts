import { describe, expect, it } from 'vitest'
import { canonicalAddress, expandAddress } from './address.js'
import { communityId } from './community-id.js'

// From the baseline of corelight/community-id-spec and from flows that Suricata 7.0.10 logged.
const VECTORS: [string | number, string, number | undefined, string, number | undefined, string][] =
  [
    ['tcp', '128.232.110.120', 34855, '66.35.250.204', 80, '1:LQU9qZlK+B5F3KDmev6m5PMibrg='],
    ['tcp', '66.35.250.204', 80, '128.232.110.120', 34855, '1:LQU9qZlK+B5F3KDmev6m5PMibrg='],
    ['tcp', '192.168.4.76', 53380, '196.216.2.24', 21, '1:lEESxqaSVYqFZvWNb4OccTa9sTs='],
    ['tcp', '127.0.0.1', 1234, '10.0.0.1', 80, '1:mgRgpIZSu0KHDp/QrtcWZpkJpMU='],
    ['tcp', '10.0.0.1', 10, '10.0.0.2', 20, '1:9j2Dzwrw7T9E+IZi4b4IVT66HBI='],
    ['tcp', '192.168.100.164', 49209, '143.95.79.226', 21, '1:eCPSgOulNp/PQNd4D7qy6wH8deE='],
    ['udp', '192.168.1.52', 54585, '8.8.8.8', 53, '1:d/FP5EW3wiY1vCndhwleRRKHowQ='],
    [
      'tcp',
      '2001:470:e5bf:dead:4957:2174:e82c:4887',
      63943,
      '2607:f8b0:400c:c03::1a',
      25,
      '1:/qFaeAR+gFe1KYjMzVDsMv+wgU4=',
    ],
    ['sctp', '192.168.170.8', 7, '192.168.170.56', 7, '1:MP2EtRCAUIZvTw6MxJHLV7N7JDs='],
    [46, '10.1.12.1', undefined, '10.1.12.2', undefined, '1:KHlLkgoJW7ifUTyTSgyVfkFHzKw='],
    ['icmp', '192.168.0.89', 8, '192.168.0.1', 0, '1:X0snYXpgwiv9TZtqg64sgzUn6Dk='],
    ['icmpv6', 'fe80::200:86ff:fe05:80da', 133, 'ff02::2', 0, '1:hO+sN4H+MG5MY/8hIrXPqc4ZQz0='],
  ]

describe('communityId', () => {
  it.each(VECTORS)('%s %s:%s to %s:%s', (protocol, source, sourcePort, destination, port, id) => {
    expect(communityId({ protocol, source, sourcePort, destination, destinationPort: port })).toBe(
      id,
    )
  })

  it('refuses what it does not know', () => {
    const tuple = { source: '10.0.0.1', destination: '10.0.0.2' }
    expect(() => communityId({ ...tuple, protocol: 'carrier pigeon' })).toThrow(RangeError)
    expect(() => communityId({ ...tuple, protocol: 'TCP', source: 'nowhere' })).toThrow(RangeError)
  })
})

describe('addresses', () => {
  it.each([
    ['2001:db8:77::21', '2001:0db8:0077:0000:0000:0000:0000:0021'],
    ['::', '0000:0000:0000:0000:0000:0000:0000:0000'],
    ['fd00:20:10::', 'fd00:0020:0010:0000:0000:0000:0000:0000'],
    ['2001:db8:0:1:1:1:1:1', '2001:0db8:0000:0001:0001:0001:0001:0001'],
  ])('%s', (short, long) => {
    expect(expandAddress(short)).toBe(long)
    expect(canonicalAddress(long)).toBe(short)
  })

  it('writes a mapped IPv4 address as IPv4', () => {
    expect(canonicalAddress('::ffff:10.20.10.21')).toBe('10.20.10.21')
  })
})
