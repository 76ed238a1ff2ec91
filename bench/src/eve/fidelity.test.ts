import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { generateEve } from '../generate.js'

const REAL = fileURLToPath(new URL('../../../../shared/data/eve-from-pcap/', import.meta.url))

/** Keys that captures read from a file cannot show, or that no public capture happens to hold. */
const UNSEEN = new Set([
  ' in_iface',
  'alert http',
  'alert.http *',
  'alert.tls *',
  'alert.alert.metadata *',
  'fileinfo.http http_port',
  'fileinfo.http http_refer',
  'http.http http_port',
  'flow app_proto_orig',
  'smb.smb *',
  'smb.smb.ntlmssp *',
  'smtp.email *',
  'tls metadata',
  'tls.metadata *',
  'tls.metadata.flowints *',
])

type Visit = (place: string, keys: string[]) => void

function walk(value: unknown, place: string, visit: Visit): void {
  if (Array.isArray(value)) for (const item of value) walk(item, `${place}[]`, visit)
  else if (typeof value === 'object' && value !== null) {
    visit(place, Object.keys(value))
    for (const [key, inner] of Object.entries(value)) walk(inner, `${place}.${key}`, visit)
  }
}

/** All ordered pairs of keys that stand in one object, by place. */
function pairsOf(lines: Iterable<string>): Map<string, Set<string>> {
  const pairs = new Map<string, Set<string>>()
  const shapes = new Set<string>()
  for (const line of lines) {
    if (!line.startsWith('{')) continue
    const event = JSON.parse(line) as { event_type: string }
    walk(event, event.event_type, (place, keys) => {
      const shape = `${place}|${keys.join(' ')}`
      if (shapes.has(shape)) return
      shapes.add(shape)
      let known = pairs.get(place)
      if (!known) pairs.set(place, (known = new Set()))
      keys.forEach((key, index) => {
        known.add(key)
        for (const later of keys.slice(index + 1)) known.add(`${key} ${later}`)
      })
    })
  }
  return pairs
}

const present = existsSync(REAL)

if (!present) console.warn('Skipped: comparison with real events: no logs in ../shared/data')

describe.skipIf(!present)('generated events', () => {
  it('use the keys of real Suricata 7 events, in their order', () => {
    const real = pairsOf(
      readdirSync(REAL).flatMap((name) => readFileSync(`${REAL}${name}`, 'utf8').split('\n')),
    )
    const start = new Date('2026-06-22T00:00:00Z')
    const made = pairsOf(generateEve({ seed: 5, events: 20_000, start }))
    const unknown: string[] = []
    const swapped: string[] = []
    for (const [place, pairs] of made) {
      if (place.startsWith('stats')) continue
      const known = real.get(place) ?? new Set()
      for (const pair of pairs) {
        const [first, second] = pair.split(' ')
        if (second !== undefined) {
          if (known.has(`${second} ${first}`) && !known.has(pair)) swapped.push(`${place}: ${pair}`)
        } else if (
          !known.has(pair) &&
          !UNSEEN.has(`${place} *`) &&
          !UNSEEN.has(`${place} ${pair}`) &&
          !UNSEEN.has(` ${pair}`)
        ) {
          unknown.push(`${place}: ${pair}`)
        }
      }
    }
    expect(swapped).toEqual([])
    expect(unknown).toEqual([])
  }, 30_000)
})
