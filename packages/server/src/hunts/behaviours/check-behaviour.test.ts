import { Value } from '@sinclair/typebox/value'
import { describe, expect, it } from 'vitest'
import { analyticNamed, analytics, checkBehaviour } from './index.js'

const VOLUME = { analytic: 'volume-anomaly', by: ['client.ip'], at_least: 1000 }

describe('checkBehaviour', () => {
  it('fills defaults in and answers plain data', () => {
    const behaviour = checkBehaviour(VOLUME, 'transfers')
    expect(behaviour).toEqual({
      analytic: 'volume-anomaly',
      by: ['client.ip'],
      settings: { of: 'bytes', at_least: 1000, score: 3.5, history_days: 14, learning_days: 7 },
    })
    expect(JSON.parse(JSON.stringify(behaviour))).toEqual(behaviour)
  })

  it.each([
    ['one field', 'client.ip', ['client.ip']],
    ['nothing', undefined, []],
    [
      'three fields',
      ['client.ip', 'server.ip', 'user.name'],
      ['client.ip', 'server.ip', 'user.name'],
    ],
  ])('takes %s as the entity', (_name, by, expected) => {
    expect(checkBehaviour({ ...VOLUME, by }, 'transfers').by).toEqual(expected)
  })

  it('leaves what it was given alone', () => {
    const given = Object.freeze({ ...VOLUME })
    checkBehaviour(given, 'transfers')
    expect(given).toEqual(VOLUME)
  })

  it.each([
    [undefined, 'The attribute "behaviour" must name an analytic and its settings.'],
    [['first-seen'], 'The attribute "behaviour" must name an analytic and its settings.'],
    [{ by: [] }, 'The attribute "behaviour" must name an analytic.'],
    [{ analytic: 'magic' }, 'There is no analytic "magic"; there are first-seen, '],
    [{ analytic: 'constructor' }, 'There is no analytic "constructor"'],
    [{ ...VOLUME, at_least: undefined }, 'The setting at_least of volume-anomaly is wrong'],
    [{ ...VOLUME, at_least: '1000' }, 'The setting at_least of volume-anomaly is wrong'],
    [{ ...VOLUME, at_least: Number.NaN }, 'The setting at_least of volume-anomaly is wrong'],
    [{ ...VOLUME, score: 0 }, 'The setting score of volume-anomaly is wrong'],
    [{ ...VOLUME, history_days: 6 }, 'The setting history_days of volume-anomaly is wrong'],
    [{ ...VOLUME, history_days: 91 }, 'The setting history_days of volume-anomaly is wrong'],
    [{ ...VOLUME, history_days: 7.5 }, 'The setting history_days of volume-anomaly is wrong'],
    [{ ...VOLUME, learning_days: 15 }, 'learning_days is at most history_days.'],
    [{ ...VOLUME, sore: 4 }, 'The setting sore of volume-anomaly is wrong'],
    [{ ...VOLUME, by: ['client.op'] }, 'transfers have no field "client.op".'],
    [{ ...VOLUME, by: ['a', 'b', 'c', 'd'] }, '"by" is a list of at most 3 fields.'],
    [{ ...VOLUME, by: [1] }, '"by" is a list of at most 3 fields.'],
    [{ ...VOLUME, by: [''] }, '"by" is a list of at most 3 fields.'],
    [{ analytic: 'first-seen', value: 'server.ip' }, 'The scope host needs a field in "by".'],
    [
      { analytic: 'first-seen', by: ['client.ip'], value: ['server.ip', 'nobody'] },
      'transfers have no field "nobody".',
    ],
    [
      { analytic: 'first-seen', by: ['client.ip'], value: ['zone', 'zone', 'zone'] },
      'The setting value of first-seen is wrong',
    ],
    [
      { analytic: 'first-seen', by: ['client.ip'], value: 'zone', entity_days: 15 },
      'entity_days is at most history_days.',
    ],
    [{ analytic: 'off-hours-host' }, 'off-hours-host needs a field in "by".'],
    [{ analytic: 'peer-group', at_least: 1 }, 'peer-group needs a field in "by".'],
    [
      { analytic: 'off-hours-host', by: ['client.ip'], min_active_days: 15 },
      'min_active_days is at most history_days.',
    ],
  ])('%j: %s', (attribute, message) => {
    expect(() => checkBehaviour(attribute, 'transfers')).toThrow(message)
  })

  it('takes dotted fields of events that the dictionary lacks', () => {
    const attribute = { analytic: 'first-seen', by: ['lab.host'], value: 'lab.tool' }
    expect(checkBehaviour(attribute, 'events').by).toEqual(['lab.host'])
    expect(() => checkBehaviour(attribute, 'sessions')).toThrow(
      'sessions have no field "lab.host".',
    )
  })
})

describe('every analytic', () => {
  it.each(analytics.map((one) => [one.name, one] as const))(
    '%s describes its settings and figures',
    (name, analytic) => {
      expect(analyticNamed(name)).toBe(analytic)
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
      expect(analytic.schema.additionalProperties).toBe(false)
      for (const [setting, schema] of Object.entries(analytic.schema.properties)) {
        expect(setting).toMatch(/^[a-z]+(_[a-z]+)*$/)
        expect(schema.description, setting).toMatch(/^[A-Z].*\.$/s)
        if (schema.default !== undefined) {
          expect(Value.Check(schema, schema.default), setting).toBe(true)
        }
      }
      for (const meaning of Object.values(analytic.figures)) expect(meaning).toMatch(/\.$/)
    },
  )
})
