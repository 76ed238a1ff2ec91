import { expect, test } from 'vitest'
import { ConfigError } from '../../config/config.js'
import { KINDS } from '../../sightings/index.js'
import { DEFAULT_RISK, parseRisk } from './index.js'

test('without rules they are the usual ones', () => {
  expect(parseRisk(undefined)).toBe(DEFAULT_RISK)
  expect(parseRisk({})).toEqual(DEFAULT_RISK)
})

test('what is said replaces what is usual, the rest stays', () => {
  const rules = parseRisk({
    half_life_days: 3,
    findings: { cap: 60, weights: { low: 7 }, confirmed: 4, server_share: 0, repeats: 1 },
    sightings: { days: 30, weights: { ja3: 0, 'smb-share': 5 } },
    properties: { weights: { 'ftp-offered': 50 } },
  })
  expect(rules.halfLifeDays).toBe(3)
  expect(rules.findings).toEqual({
    cap: 60,
    weights: { ...DEFAULT_RISK.findings.weights, low: 7 },
    confirmed: 4,
    serverShare: 0,
    repeats: 1,
  })
  expect(rules.sightings.weights).toMatchObject({ ja3: 0, 'smb-share': 5, 'ftp-user': 4 })
  expect(rules.sightings).toMatchObject({ days: 30, cap: DEFAULT_RISK.sightings.cap })
  expect(rules.properties.weights['ftp-offered']).toBe(50)
})

test('every kind with a usual weight is there', () => {
  const kinds = KINDS.map(({ kind }) => kind)
  expect(
    Object.keys(DEFAULT_RISK.sightings.weights).filter((name) => !kinds.includes(name)),
  ).toEqual([])
})

test.each([
  ['high', 'risk: must be an object'],
  [[], 'risk: must be an object'],
  [{ half_life: 3 }, 'risk.half_life: is not known'],
  [{ half_life_days: 0 }, 'risk.half_life_days: must be a number from 0.1 to 366'],
  [{ half_life_days: '7' }, 'risk.half_life_days: must be a number'],
  [{ findings: { cap: 101 } }, 'risk.findings.cap: must be a number from 0 to 100'],
  [{ findings: { repeats: 1.5 } }, 'risk.findings.repeats: must be a whole number from 1 to 1000'],
  [
    { findings: { weights: { grave: 3 } } },
    'risk.findings.weights.grave: is not the name of a level',
  ],
  [{ findings: { weights: 3 } }, 'risk.findings.weights: must be an object'],
  [{ sightings: { weights: { ftp: 3 } } }, 'risk.sightings.weights.ftp: is not the name of a kind'],
  [{ sightings: { days: Number.NaN } }, 'risk.sightings.days: must be a whole number'],
  [
    { properties: { weights: { x: 3 } } },
    'risk.properties.weights.x: is not the name of a property',
  ],
  [
    { properties: { weights: { 'ftp-offered': -1 } } },
    'risk.properties.weights.ftp-offered: must be',
  ],
])('%j is refused with its place', (input, message) => {
  expect(() => parseRisk(input)).toThrow(ConfigError)
  expect(() => parseRisk(input)).toThrow(message)
})
