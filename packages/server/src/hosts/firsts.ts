import { findHostAttribute, type FirstsAnswer, type FirstsRequest } from '@spoor/model'
import { completeness, stopwatch } from '../questions/completeness.js'
import { decodeCursor, encodeCursor } from '../questions/cursor.js'
import { isoOfSqlTime } from '../questions/moment.js'
import { attributeQuestion } from './attribute-question.js'
import type { HostIp } from './host-address.js'
import { asOfOf, factsOfHost, hostRows, type HostAsking } from './host-asking.js'
import { requireKnown } from './known-host.js'
import { seenOf, SEEN_COLUMNS, type SeenRow } from './seen.js'

const DEFAULT_LIMIT = 100

interface FirstRow extends SeenRow {
  readonly attribute: string
  readonly value: string
  readonly id: string
  readonly total: string
}

/**
 * The timeline of firsts: every value of a host at the moment when it was first seen on it.
 * @throws QuestionError TIME_INVALID, CURSOR_INVALID, NOT_FOUND
 */
export async function hostFirsts(
  asking: HostAsking,
  ip: HostIp,
  request: FirstsRequest,
): Promise<FirstsAnswer> {
  const elapsed = stopwatch()
  const { attribute, order = 'newest', limit = DEFAULT_LIMIT, cursor } = request
  const question = ['firsts', ip.key, request.as_of ?? '', attribute ?? '', order]
  const position = cursor ? decodeCursor(question, cursor) : undefined
  // `now-7d` must mean the same moment on every page.
  const asOf = position?.range.to ?? asOfOf(request.as_of, asking.now)
  await requireKnown(asking, ip, asOf)
  const facts = factsOfHost(ip, asOf)
  const isBeyond = order === 'newest' ? '<' : '>'
  const direction = order === 'newest' ? 'DESC' : 'ASC'
  const rows = await hostRows<FirstRow>(asking, {
    sql: `SELECT *, toString(at) AS met FROM (
  SELECT *, count() OVER () AS total, concat(attribute, '=', hex(sipHash64(value))) AS id FROM (
    SELECT attribute, value, min(facts.first) AS at, ${SEEN_COLUMNS.replace('AS met', 'AS met_text')}
    FROM facts
    WHERE ${facts.sql} AND value != ''${attribute ? ' AND attribute = {x_attribute:String}' : ''}
    GROUP BY attribute, value
  )
)
${position ? `WHERE (at, id) ${isBeyond} ({x_at:DateTime64(6, 'UTC')}, {x_id:String})` : ''}
ORDER BY at ${direction}, id ${direction}
LIMIT {x_limit:UInt32}`,
    params: {
      ...facts.params,
      ...(attribute && { x_attribute: attribute }),
      ...(position && { x_at: position.place.time, x_id: position.place.id }),
      x_limit: limit + 1,
    },
  })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const range = asOf === undefined ? {} : { to: asOf }
  return {
    ip: ip.text,
    firsts: shown.map((row) => ({
      attribute: row.attribute,
      group: findHostAttribute(row.attribute)?.group ?? '',
      value: row.value,
      ...seenOf(row, asOf),
      show: attributeQuestion(row.attribute, row.value, ip.text, isoOfSqlTime(row.met), asOf),
    })),
    total: Number(rows[0]?.total ?? 0),
    ...(rows.length > limit &&
      last && {
        next: encodeCursor(question, { place: { time: last.met, id: last.id, passed: 1 }, range }),
      }),
    completeness: completeness(elapsed, undefined),
  }
}
