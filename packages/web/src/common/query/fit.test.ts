import { describe, expect, it } from 'vitest'
import { fitQuestion, mistakesOf } from './fit.js'

describe('fitQuestion', () => {
  it('asks the whole question where the subject knows its fields', () => {
    const text = 'zone:egress and file.name:*.zip'
    expect(fitQuestion(text, 'transfers')).toEqual({ asked: text, left: [] })
  })
  it('leaves out what only another subject knows', () => {
    const { asked, left } = fitQuestion('zone:egress and file.name:*.zip', 'events')
    expect(asked).toBe('file.name:*.zip')
    expect(left.map((chip) => chip.text)).toEqual(['egress'])
  })
  it('leaves out a dotted field of another subject, which would else be sought in raw lines', () => {
    expect(fitQuestion('transfer.direction:upload', 'events').asked).toBe('')
  })
  it('leaves out an alternative as a whole: half of it would ask something else', () => {
    expect(fitQuestion('(zone:egress or file.name:a) and user.name:b', 'events').asked).toBe(
      'user.name:b',
    )
  })
  it('keeps fields that no dictionary has: they are sought in raw lines', () => {
    expect(fitQuestion('my.field:x', 'events')).toEqual({ asked: 'my.field:x', left: [] })
  })
  it('hands on what cannot be read', () => {
    expect(fitQuestion('zone:(', 'events')).toEqual({ asked: 'zone:(', left: [] })
  })
  it('asks everything of an empty question', () => {
    expect(fitQuestion('', 'events')).toEqual({ asked: '', left: [] })
  })
})

describe('mistakesOf', () => {
  it('tells of a foreign field that is newly written', () => {
    expect(mistakesOf('zone:egress', 'events', '')).toHaveLength(1)
  })
  it('accepts one that came along, also when more is written beside it', () => {
    expect(mistakesOf('zone:egress and file.name:a', 'events', 'zone:egress')).toEqual([])
    expect(mistakesOf('not zone:egress', 'events', 'zone:egress')).toEqual([])
  })
  it('tells of other mistakes beside it', () => {
    expect(mistakesOf('zone:egress and (', 'events', 'zone:egress').length).toBeGreaterThan(0)
  })
})
