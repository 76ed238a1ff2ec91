import { describe, expect, it } from 'vitest'
import {
  holidayKind,
  isHoliday,
  movedDay,
  toggleHoliday,
  toggleYearly,
  weeksOf,
} from './holidays.js'
import { formatOf, lineRange, readOrganisationFile } from './import-text.js'
import { countValues, linesOf, networksOf } from './lines.js'

describe('values in a text', () => {
  it('are one a line', () => {
    expect(linesOf(' a b \r\n\n c\n')).toEqual(['a b', 'c'])
    expect(networksOf('10.0.0.0/8, 10.1.0.1\n::1;fc00::/7 ')).toEqual([
      '10.0.0.0/8',
      '10.1.0.1',
      '::1',
      'fc00::/7',
    ])
    expect(countValues(['a', 'b', 'a'])).toEqual({ distinct: 2, doubled: 1 })
  })
})

describe('a file', () => {
  it.each([
    ['label,parent,cidr\nBerlin,Home,10.1.0.0/16', '', 'csv'],
    ['"label";"parent"', '', 'csv'],
    ['networks:\n  - label: Home, sweet', '', 'yaml'],
    ['networks: []', 'plan.CSV', 'csv'],
    ['label,parent', 'plan.yml', 'yaml'],
  ])('%j named %j is %s', (text, name, format) => {
    expect(formatOf(text, name)).toBe(format)
  })
  it.each([
    ['a\nb\nc', 2, 'b'],
    ['a\nb\nc', 3, 'c'],
    ['a\nb\nc', 9, 'c'],
    ['', 1, ''],
  ])('%j has line %d', (text, line, expected) => {
    expect(text.slice(...lineRange(text, line))).toBe(expected)
  })
  it.each([
    ['a', 17 * 1024 * 1024, /larger than 16 MiB/],
    ['a\0b', 3, /no text/],
    [' \n', 2, /empty/],
  ])('%j of %d bytes is refused', async (text, size, problem) => {
    const file = { name: 'x.csv', size, text: () => Promise.resolve(text) }
    expect(await readOrganisationFile(file)).toEqual({ problem: expect.stringMatching(problem) })
  })
})

describe('holidays', () => {
  it('are in weeks from Monday on', () => {
    const weeks = weeksOf(2026, 1)
    expect(weeks).toHaveLength(5)
    expect(weeks[0]).toEqual([...Array.from({ length: 6 }), '2026-02-01'])
    expect(weeks[4]?.[5]).toBe('2026-02-28')
    expect(weeksOf(2024, 1).flat().filter(Boolean)).toHaveLength(29)
  })
  it('are of a year or of every year', () => {
    const days = new Set(['2026-05-01', '12-25'])
    expect(holidayKind(days, '2026-05-01')).toBe('once')
    expect(holidayKind(days, '2027-05-01')).toBeUndefined()
    expect(holidayKind(days, '2027-12-25')).toBe('yearly')
  })
  it('are added and taken away', () => {
    expect(toggleHoliday(['12-25'], '2026-05-01')).toEqual(['12-25', '2026-05-01'])
    expect(toggleHoliday(['12-25', '2026-05-01'], '2026-12-25')).toEqual(['2026-05-01'])
    expect(toggleYearly(['2026-05-01'], '2026-05-01', 2027)).toEqual(['05-01'])
    expect(toggleYearly(['05-01'], '05-01', 2027)).toEqual(['2027-05-01'])
  })
  it.each([
    ['2026-12-24', true],
    ['02-29', true],
    ['2026-02-29', false],
    ['13-01', false],
    ['24.12.', false],
  ])('%s: %s', (text, is) => {
    expect(isHoliday(text)).toBe(is)
  })
  it('are walked within their year', () => {
    expect(movedDay('2026-01-31', 1)).toBe('2026-02-01')
    expect(movedDay('2026-12-28', 7)).toBe('2026-12-28')
  })
})
