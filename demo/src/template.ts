import type { Cast } from './cast.js'
import { communityId } from './community-id.js'
import type { EveEvent, Json, Take } from './takes.js'
import { type TextPiece, TextTokens } from './text-tokens.js'
import { parseMicros } from './times.js'

/** A part of a line that is the same each time, or a function that writes it for a cast. */
type Part = string | ((cast: Cast) => string)

/** One recorded event, ready to be written again for other hosts and times. */
export interface Template {
  /** When a sensor writes the event: microseconds after the take begins. */
  offset: number
  /** The event as one line of JSON, without the line's end. */
  render(cast: Cast): string
}

const ADDRESS_KEYS = new Set(['src_ip', 'dest_ip'])
const PORT_KEYS = new Set(['src_port', 'dest_port', 'dynamic_port'])
const FLOW_KEYS = new Set(['flow_id', 'parent_id'])
const TIME_KEYS = new Set(['timestamp', 'start', 'end'])
const SOURCE_MACS = new Set(['src_mac', 'src_macs'])
const DESTINATION_MACS = new Set(['dest_mac', 'dest_macs'])

/** The first moment of a take, in microseconds since 1970. */
export function takeStart(take: Take): number {
  return parseMicros(take.recorded.start)
}

/** Turns the events of a take into templates, in the order in which a sensor writes them. */
export function compileTake(take: Take): Template[] {
  const tokens = new TextTokens(take)
  const start = takeStart(take)
  return take.events
    .map((event) => compileEvent(event, start, tokens))
    .toSorted((a, b) => a.offset - b.offset)
}

function compileEvent(recorded: EveEvent, start: number, tokens: TextTokens): Template {
  const event = asLive(recorded)
  const parts: Part[] = []
  const add = (part: Part): void => {
    const last = parts.at(-1)
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part
    else parts.push(part)
  }
  write(event, '')
  const offset = Math.max(0, parseMicros(text(event['timestamp'])) - start)
  return {
    offset,
    render: (cast) => {
      let line = ''
      for (const part of parts) line += typeof part === 'string' ? part : part(cast)
      return line
    },
  }

  function write(value: Json, key: string): void {
    if (Array.isArray(value)) {
      add('[')
      value.forEach((item, index) => {
        if (index > 0) add(',')
        write(item, key)
      })
      add(']')
    } else if (value !== null && typeof value === 'object') {
      add('{')
      Object.entries(value).forEach(([name, item], index) => {
        add(`${index > 0 ? ',' : ''}${JSON.stringify(name)}:`)
        write(item, name)
      })
      add('}')
    } else {
      add(leaf(value, key))
    }
  }

  function leaf(value: string | number | boolean | null, key: string): Part {
    if (typeof value === 'number') {
      if (PORT_KEYS.has(key)) return (cast) => String(cast.port(value))
      if (FLOW_KEYS.has(key)) return (cast) => String(cast.flow(value))
    }
    if (typeof value !== 'string') return JSON.stringify(value)
    if (ADDRESS_KEYS.has(key)) return (cast) => `"${cast.address(value)}"`
    if (TIME_KEYS.has(key)) {
      const micros = parseMicros(value)
      return (cast) => `"${cast.time(micros)}"`
    }
    if (key === 'community_id') {
      return (cast) => `"${cast.community(value, () => communityOf(event, cast))}"`
    }
    if (SOURCE_MACS.has(key)) return (cast) => `"${cast.mac(text(event['src_ip']))}"`
    if (DESTINATION_MACS.has(key)) return (cast) => `"${cast.mac(text(event['dest_ip']))}"`
    const pieces: TextPiece[] | undefined = tokens.split(value)
    if (pieces === undefined) return JSON.stringify(value)
    return (cast) =>
      JSON.stringify(
        pieces.map((piece) => (typeof piece === 'string' ? piece : piece(cast))).join(''),
      )
  }
}

function communityOf(event: EveEvent, cast: Cast): string {
  const icmp = typeof event['icmp_type'] === 'number'
  const port = (key: string, icmpKey: string): number | undefined => {
    const value = event[icmp ? icmpKey : key]
    if (typeof value !== 'number') return undefined
    return icmp ? value : cast.port(value)
  }
  return communityId({
    protocol: text(event['proto']),
    source: cast.address(text(event['src_ip'])),
    sourcePort: port('src_port', 'icmp_type'),
    destination: cast.address(text(event['dest_ip'])),
    destinationPort: port('dest_port', 'icmp_code'),
  })
}

/**
 * What a live sensor would have written. Reading a capture, Suricata logs all flows at its end; a
 * live one logs them when they time out: at once after a TCP close, after 30 s when only one side
 * spoke, and after 300 s otherwise (its default flow timeouts).
 */
function asLive(recorded: EveEvent): EveEvent {
  const { pcap_cnt: _number, ...event } = recorded
  const flow = event['flow']
  if (event['event_type'] !== 'flow' || !isObject(flow)) return { ...event, composed: true }
  const state = text(flow['state'])
  const ended = parseMicros(text(flow['end']))
  const wait = state === 'closed' ? 1 : state === 'new' ? 30 : 300
  const timestamp = new Date(Math.floor(ended / 1000) + wait * 1000).toISOString()
  return { ...event, timestamp, flow: { ...flow, reason: 'timeout' }, composed: true }
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function text(value: Json | undefined): string {
  if (typeof value !== 'string') throw new TypeError(`an event lacks a text: ${String(value)}`)
  return value
}
