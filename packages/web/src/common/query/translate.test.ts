import { describe, expect, it } from 'vitest'
import { fieldFor, pageOf, pageSubject, translateView } from './translate.js'

describe('fieldFor', () => {
  it('finds the name under which another subject knows a field', () => {
    expect(fieldFor('client.ip', 'transfers', 'events')).toBe('source.ip')
    expect(fieldFor('source.ip', 'events', 'transfers')).toBe('client.ip')
    expect(fieldFor('destination.port', 'events', 'sessions')).toBe('server.port')
    expect(fieldFor('transfer.command', 'transfers', 'events')).toBe('ftp.command')
  })
  it('leaves alone what both know, and what only one knows', () => {
    expect(fieldFor('user.name', 'transfers', 'events')).toBe('user.name')
    expect(fieldFor('verdict', 'transfers', 'sessions')).toBe('verdict')
    expect(fieldFor('verdict', 'transfers', 'events')).toBe('verdict')
    expect(fieldFor('alert.signature', 'events', 'transfers')).toBe('alert.signature')
  })
})

describe('translateView', () => {
  it('rewrites the question for the next page and keeps the range', () => {
    const view = { q: 'client.ip:10.0.0.5 and not server.ip:192.0.2.0/24', from: 'now-7d' }
    expect(translateView(view, 'transfers', 'events')).toEqual({
      q: 'source.ip:10.0.0.5 and not destination.ip:192.0.2.0/24',
      from: 'now-7d',
    })
  })
  it('rewrites the fields that are compared with', () => {
    expect(translateView({ q: 'user.name:=*client.ip*' }, 'transfers', 'events').q).toBe(
      'user.name:=*source.ip*',
    )
    expect(translateView({ q: 'end.hour:>=22' }, 'transfers', 'sessions').q).toBe('end.hour:>=22')
  })
  it('hands on a question with mistakes as it is', () => {
    expect(translateView({ q: 'client.ip:(' }, 'transfers', 'events').q).toBe('client.ip:(')
  })
  it('changes nothing on the way to pages that answer no question', () => {
    const view = { q: 'client.ip:10.0.0.5' }
    expect(translateView(view, 'transfers', undefined)).toBe(view)
    expect(translateView(view, 'transfers', 'transfers')).toBe(view)
  })
})

it('knows the page of every subject', () => {
  for (const subject of ['events', 'sessions', 'transfers'] as const) {
    expect(pageSubject(pageOf(subject))).toBe(subject)
  }
  expect(pageSubject('/today')).toBeUndefined()
})
