import { expect, test } from 'vitest'
import { QuestionError } from '../questions/question-error.js'
import { plainIp, readHostIp } from './host-address.js'

test.each([
  ['10.1.2.3', '10.1.2.3'],
  [' 10.1.2.3 ', '10.1.2.3'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['::FFFF:a01:203', '10.1.2.3'],
  ['fd00::5', 'fd00::5'],
  ['FD00:0:0:0:0:0:0:5', 'fd00::5'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:0:0:1::', '2001:0:0:1::'],
  ['::', '::'],
  ['::1', '::1'],
])('%s is the host %s', (text, printed) => {
  expect(readHostIp(text).text).toBe(printed)
})

test('IPv4 has one key, however it is written', () => {
  expect(readHostIp('::ffff:10.1.2.3').key).toBe(readHostIp('10.1.2.3').key)
})

test.each([
  ['fe80::1%eth0', /ask for fe80::1, without the scope/],
  ['10.1.2', /Not an address: "10\.1\.2"/],
  ['10.1.2.300', /Not an address/],
  ['010.1.2.3', /Not an address/],
  ['host%eth0', /Not an address/],
  ['pc-1.corp.example', /host\.hostname:NAME/],
  ['', /Not an address/],
  ['10.0.0.0/8', /Not an address/],
  ['1'.repeat(10_000), /Not an address: "1{60}"/],
  ['\u001b[2J', /Not an address: "\\u001b\[2J"/],
])('%j is refused', (text, message) => {
  expect(() => readHostIp(text)).toThrow(QuestionError)
  expect(() => readHostIp(text)).toThrow(message)
})

test.each([
  ['0.0.0.0', /no address yet/],
  ['255.255.255.255', /broadcast/],
  ['239.1.2.3', /multicast/],
  ['224.0.0.251', /multicast/],
  ['ff02::fb', /multicast/],
  ['127.0.0.53', /loopback/],
  ['::1', /loopback/],
  ['169.254.1.1', /link-local/],
  ['fe80::1', /link-local/],
  ['::', /no address yet/],
])('%s is explained', (text, note) => {
  expect(readHostIp(text).note).toMatch(note)
})

test.each(['10.1.2.3', '223.255.255.255', '240.0.0.1', 'fd00::5', '2001:db8::1'])(
  '%s needs no explanation',
  (text) => {
    expect(readHostIp(text).note).toBeUndefined()
  },
)

test.each([
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['fd00::5', 'fd00::5'],
])('the engine writes %s, people %s', (engine, printed) => {
  expect(plainIp(engine)).toBe(printed)
})
