import { expect, test } from 'vitest'
import { progressText, Rate } from './progress.js'

test('says bytes, events, speed, and time left', () => {
  const rate = new Rate()
  rate.add(0, { bytes: 0, events: 0 })
  rate.add(5, { bytes: 500e6, events: 500_000 })
  const amount = { label: 'eve.json', bytes: 500e6, bytesTotal: 2e9, events: 500_000 }
  expect(progressText(amount, rate, 5)).toBe(
    'eve.json  25 %  500 MB of 2 GB  500,000 events  100,000 events/s  15 s left',
  )
})

test('without a total it says how long it takes already', () => {
  const amount = { label: 'Suricata reads a.pcap', bytes: 0, events: 0 }
  expect(progressText(amount, new Rate(), 3)).toBe('Suricata reads a.pcap  3 s')
})

test('never more than all, and nothing left at the end', () => {
  const rate = new Rate()
  rate.add(0, { bytes: 0, events: 0 })
  rate.add(1, { bytes: 120, events: 1 })
  const amount = { label: 'x', bytes: 120, bytesTotal: 100, events: 1 }
  expect(progressText(amount, rate, 1)).toBe('x  100 %  100 B of 100 B  1 event  1 events/s  1 s')
})

test('the speed is that of the last seconds', () => {
  const rate = new Rate()
  for (let second = 0; second <= 100; second += 1)
    rate.add(second, { bytes: 0, events: 10 * second })
  for (let second = 101; second <= 120; second += 1) rate.add(second, { bytes: 0, events: 1000 })
  expect(rate.perSecond()?.events).toBe(0)
})
