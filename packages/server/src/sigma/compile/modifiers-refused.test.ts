import { describe, expect, it } from 'vitest'
import { SigmaError } from '../document.js'
import { ask } from './ask-field.testing.js'
import { place, type Values } from './documents.testing.js'

function refusal(key: string, value: Values): string {
  try {
    ask(key, value)
  } catch (error) {
    if (error instanceof SigmaError) {
      expect(error.place).toBe(place)
      return error.message
    }
    throw error
  }
  return 'accepted'
}

describe('modifiers and values that are refused', () => {
  it.each<[string, Values, string | RegExp]>([
    ['file.name|like', 'a', 'There is no modifier "like".'],
    ['file.name|weekday', 1, 'There is no modifier "weekday".'],
    ['file.name|constructor', 'a', 'There is no modifier "constructor".'],
    ['file.name|contains|contains', 'a', 'The modifier contains stands here twice.'],
    ['file.name|contains|startswith', 'a', /contains and startswith do not go together/],
    ['file.name|re|i|ignorecase', 'a', /i and ignorecase do not go together/],
    ['file.name|re|cidr', 'a', /re and cidr do not go together/],
    ['file.name|re|cased', 'a', /re and cased do not go together/],
    ['file.name|re|windash', 'a', /re and windash do not go together/],
    ['file.name|re|base64', 'a', /re and base64 do not go together/],
    ['file.name|contains|re', 'a', 'The modifier re must stand before contains.'],
    ['file.name|expand|re', 'a', 'The modifier re must stand before expand.'],
    ['file.name|i', 'a', 'The modifier i goes only after re.'],
    ['file.name|i|re', 'a', 'The modifier re must stand before i.'],
    ['source.ip|cidr|contains', '10.0.0.0/8', /cidr and contains do not go together/],
    ['file.name|exists|contains', true, /exists and contains do not go together/],
    ['file.name|fieldref|cased', 'user.name', /fieldref and cased do not go together/],
    ['file.name|fieldref|windash', 'user.name', /fieldref and windash do not go together/],
    ['file.name|fieldref|expand', 'user.name', /fieldref and expand do not go together/],
    ['destination.port|gt|lt', 5, /gt and lt do not go together/],
    ['destination.port|gt|contains', 5, /gt and contains do not go together/],
    ['@timestamp|gte|hour', 5, 'The modifier hour must stand before gte.'],
    ['@timestamp|hour|minute', 5, /hour and minute do not go together/],
    ['@timestamp|hour|contains', 5, /hour and contains do not go together/],
    ['@timestamp|hour|exists', true, /exists and hour do not go together/],
    ['file.name|contains|base64', 'a', 'The modifier base64 must stand before contains.'],
    ['file.name|base64|wide', 'a', 'The modifier wide must stand before base64.'],
    ['file.name|base64|windash', '-a', 'The modifier windash must stand before base64.'],
    ['file.name|wide|windash|base64', '-a', 'The modifier windash must stand before wide.'],
    ['file.name|base64|expand', '%two%', 'The modifier expand must stand before base64.'],
    ['file.name|base64|base64offset', 'a', /base64 and base64offset do not go together/],
    ['file.name|wide|contains', 'a', /^The modifier wide makes bytes/],
    ['file.name|base64', 'a*', 'base64 cannot encode the wildcards * and ?.'],
    ['file.name|base64', '', /needs a longer text/],
    ['file.name|base64offset', 'a', /needs a longer text/],
    ['file.name|base64offset', '', /needs a longer text/],
    ['file.name|contains', true, 'contains needs text, not true.'],
    ['file.name|contains', null, 'contains needs text, not null.'],
    ['file.name|re', 5, 're needs text, not 5.'],
    ['file.name|cidr', true, 'cidr needs text, not true.'],
    ['file.name|fieldref', 5, 'fieldref needs text, not 5.'],
    ['file.name|fieldref', 'user.*', /^fieldref needs the name of a field/],
    ['file.name|fieldref', 'nowhere', /have no field nowhere/],
    ['@timestamp|fieldref', 'user.name', /times cannot be compared/],
    ['file.name|exists', 3, 'exists needs true or false, not 3.'],
    ['file.name|exists', 'true', 'exists needs true or false, not "true".'],
    ['file.name|exists', [true, false], 'exists takes one value.'],
    ['file.name', [], 'file.name has no value.'],
    ['', [], 'A list of keywords has no value.'],
    ['file.name|gt', 5, 'gt compares numbers; file.name is text.'],
    ['source.ip|lte', 5, 'lte compares numbers; source.ip is an address.'],
    ['@timestamp|gt', 2026, 'gt compares numbers; @timestamp is a time.'],
    ['destination.port|gt', 'abc', 'gt needs a number, not "abc".'],
    ['destination.port|gt', null, 'gt needs a number, not null.'],
    ['destination.port|gt', 1.5, 'destination.port is a whole number, not 1.5.'],
    ['destination.port|gt', -1, 'destination.port is a whole number, not -1.'],
    ['destination.port', 'abc', 'destination.port is a whole number, not abc.'],
    ['destination.port', true, 'destination.port is a whole number, not true.'],
    ['destination.port', 'a*', 'destination.port is a whole number, not a*.'],
    ['source.ip', 'abc', 'source.ip is an address, not abc.'],
    ['source.ip', '10.0.0.0/8', 'source.ip is an address, not 10.0.0.0/8.'],
    ['source.ip', '1.2.3.4/99', /is no network/],
    ['source.ip|contains', 'x', 'source.ip is an address, not *x*.'],
    ['source.ip|cidr', 'abc', 'cidr needs a network, not "abc".'],
    [
      'destination.port|cidr',
      '10.0.0.0/8',
      'cidr needs an address; destination.port is a whole number.',
    ],
    ['flow.alerted', 'maybe', 'flow.alerted is true or false, not maybe.'],
    ['flow.alerted|contains', 'tr', 'flow.alerted is true or false, not *tr*.'],
    ['@timestamp|contains', '2026', '@timestamp is a time, not *2026*.'],
    ['file.name|hour', 5, 'hour needs a time; file.name is text.'],
    ['my.time|hour', 5, 'hour needs a time; my.time is not in the field reference.'],
    ['@timestamp|hour', 24, 'hour is a whole number from 0 to 23, not 24.'],
    ['@timestamp|minute', 1.5, 'minute is a whole number from 0 to 59, not 1.5.'],
    ['@timestamp|month', 0, 'month is a whole number from 1 to 12, not 0.'],
    ['@timestamp|day', 'x', 'day needs a number, not "x".'],
    ['file.name|re', 'a(?=b)', /^This is no valid regex/],
    ['file.name|re', '(a)\\1', /^This is no valid regex/],
    ['file.name|re', '', /^This is no valid regex/],
    ['file.name|re', 'a\\', /^This is no valid regex/],
    ['file.name|re', 'a'.repeat(1_001), /longer than 1000 characters/],
    ['file.name|re', '(a{1,1000}){1,9}', /regex/],
    ['file.name|expand', '%nobody%', 'There is no saved list "nobody" for %nobody%.'],
    ['file.name|re|expand', '%nobody%', 'There is no saved list "nobody" for %nobody%.'],
    ['file.name|expand', '%thousand%%two%', /stand for more than 1000 texts/],
    ['file.name|windash', '-a -b -c -d -e', /^windash would make more than 625 texts/],
    ['file.name|windash', '-a*-b*-c*-d*-e', /^windash would make more than 625 texts/],
    ['nofield', 'a', /have no field nofield/],
    ['no space.x', 'a', 'There is no field "no space.x" in events.'],
    ['a.b.c.d.e.f.g.h.i', 'a', /There is no field/],
    ['a..b', 'a', 'There is no field "a..b" in events.'],
    ['my.x:y', 'a', 'There is no field "my.x:y" in events.'],
    ['file.name', 'x'.repeat(10_001), /more than 10000 characters/],
    ['|startswith', 'a', 'The modifier startswith needs the name of a field before it.'],
    ['|exists', true, 'The modifier exists needs the name of a field before it.'],
    ['|cidr', '10.0.0.0/8', 'The modifier cidr needs the name of a field before it.'],
    ['|gt', 5, 'The modifier gt needs the name of a field before it.'],
    ['|hour', 5, 'The modifier hour needs the name of a field before it.'],
    ['', null, 'A keyword needs text, not null.'],
    ['', ' ', 'A keyword needs text, not " ".'],
    ['', true, 'A keyword needs text, not true.'],
  ])('%s: %s is refused', (key, value, message) => {
    if (typeof message === 'string') expect(refusal(key, value)).toBe(message)
    else expect(refusal(key, value)).toMatch(message)
  })
})
