import type { LogSource } from '../document.js'
import type { SourceMapping } from './log-sources.js'

/** One row of the table of log sources. */
export interface SourceRow {
  readonly source: Omit<LogSource, 'place'>
  readonly mapping: SourceMapping
}

/** Field names of rules, and what they are called here. */
export type Names = ReadonlyMap<string, string>

export const NONE: Names = new Map()

/** Reads `theirs=ours theirs=ours`. */
export function names(text: string): Names {
  return new Map(words(text).map((pair) => halves(pair, '=')))
}

export function both(...parts: readonly Names[]): Names {
  return new Map(parts.flatMap((part) => [...part]))
}

export function words(text: string): string[] {
  return text.trim().split(/\s+/)
}

/** What stands before the first separator, and after it. */
export function halves(text: string, separator: string): [string, string] {
  const [left = '', ...rest] = text.split(separator)
  return [left.trim(), rest.join(separator).trim()]
}

export const ADDRESSES = names(`
  src_ip=source.ip src_port=source.port dst_ip=destination.ip dst_port=destination.port
`)

/** W3C extended log format. A sensor has path and query in one field. */
export const WEB = names(`
  c-ip=source.ip s-ip=destination.ip s-port=destination.port
  c-uri=url.path c-uri-stem=url.path c-uri-query=url.path
  cs-uri=url.path cs-uri-stem=url.path cs-uri-query=url.path
  cs-host=url.domain r-dns=url.domain
  c-useragent=user_agent.original cs-user-agent=user_agent.original
  cs-referer=http.request.referrer cs-referrer=http.request.referrer
  cs-cookie=http.cookie cs-method=http.request.method cs-version=http.version
  sc-status=http.response.status_code sc-bytes=http.response.body.bytes
`)

/** A log source whose records are events. */
export function events(source: SourceRow['source'], where: string, fields: Names): SourceRow {
  return { source, mapping: { subject: 'events', where, fields } }
}

/** Names of an unread source that are not in its map; ECS keeps fields of one's own there. */
const OWN = 'labels'

/** A log source that has no records here, and why. */
export function absent(
  source: SourceRow['source'],
  why: string,
  where: string,
  fields: Names,
  prefix = OWN,
): SourceRow {
  return { source, mapping: { subject: 'events', where, fields, prefix, absent: why } }
}
