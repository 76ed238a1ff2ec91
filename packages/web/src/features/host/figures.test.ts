import { expect, it } from 'vitest'
import { beside, percent, points, rarity, withoutLevel } from './figures.js'

it('writes points to a tenth', () => {
  expect([12, 7.5, 3.0499].map(points)).toEqual(['12', '7.5', '3'])
})

it.each([
  [1, 5, undefined],
  [1, 40, 'only here'],
  [3, 40, 'rare'],
  [4, 40, undefined],
  [90, 10_000, 'rare'],
  [101, 10_000, undefined],
])('%i of %i hosts are %s', (hosts, total, expected) => {
  expect(rarity(hosts, total)).toBe(expected)
})

it('says how a day lies to its band', () => {
  const band = { low: 10, high: 20 }
  expect(beside(21, band)).toBe('above')
  expect(beside(9, band)).toBe('below')
  expect(beside(10, band)).toBeUndefined()
  expect(beside(99, null)).toBeUndefined()
})

it('writes shares', () => {
  expect([0, 0.001, 0.256, 1].map(percent)).toEqual(['0 %', '< 1 %', '26 %', '100 %'])
})

it.each([
  ['Finding (high): Upload soon after an alert', 'Upload soon after an alert'],
  ['4 findings (medium): Passwords guessed', 'Passwords guessed (4 times)'],
  ['Clear-text password of bob', 'Clear-text password of bob'],
])('leaves the level of %j to its badge', (what, expected) => {
  expect(withoutLevel(what)).toBe(expected)
})
