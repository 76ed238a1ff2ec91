import { describe, expect, it } from 'vitest'
import { nextRank, rankOf, rankText } from './rank.js'

describe('rank', () => {
  it.each([
    [undefined, 'risk', 'descending'],
    ['-risk', 'risk', 'ascending'],
    ['last_seen', 'last_seen', 'descending'],
    ['-ip', 'ip', 'ascending'],
    ['nonsense', 'risk', 'descending'],
  ])('reads %s and writes it again', (text, sort, order) => {
    expect(rankOf(text)).toEqual({ sort, order })
    expect(rankText(rankOf(text))).toBe(text === 'nonsense' ? undefined : text)
  })
  it('turns around where the same header is pressed again', () => {
    const bytes = nextRank(rankOf(undefined), 'bytes_out')
    expect(rankText(bytes)).toBe('bytes_out')
    expect(rankText(nextRank(bytes, 'bytes_out'))).toBe('-bytes_out')
    expect(rankText(nextRank(bytes, 'ip'))).toBe('-ip')
  })
})
