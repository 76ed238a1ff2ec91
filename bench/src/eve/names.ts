import { hash } from 'node:crypto'
import type { Random } from './random.js'

const SYLLABLES = (
  'ar ba bel cor da del dra en fal fin gar gol hal im jor ka kel lan lor mar mer nor ol per ' +
  'qua ra rel sal sen tal ter ul va vel wen xan yor zen'
).split(' ')
const SITES =
  'cdn api www static img auth mail login telemetry update edge assets media sync ws push'.split(
    ' ',
  )
const KINDS = 'cloud media labs metrics shop bank news group soft data games travel'.split(' ')

/** A made-up word of two to four syllables. */
export function word(rng: Random): string {
  let text = ''
  for (let part = rng.between(2, 4); part > 0; part--) text += rng.pick(SYLLABLES)
  return text
}

/** Distinct host names below `.example` (RFC 2606), with the lengths of everyday server names. */
export function domainNames(rng: Random, count: number): string[] {
  const names = new Set<string>()
  while (names.size < count) {
    const owner = rng.chance(0.3) ? `${word(rng)}-${rng.pick(KINDS)}` : word(rng)
    const site = rng.chance(0.7) ? rng.pick(SITES) : `${word(rng)}${rng.below(100)}`
    names.add(rng.chance(0.2) ? `${owner}.example` : `${site}.${owner}.example`)
  }
  return [...names]
}

/** Distinct HTTP user agents, from current browsers to update clients and scripts. */
export function userAgents(rng: Random, count: number): string[] {
  const systems = [
    'Windows NT 10.0; Win64; x64',
    'Macintosh; Intel Mac OS X 10_15_7',
    'X11; Linux x86_64',
    'X11; Ubuntu; Linux x86_64; rv:128.0',
  ]
  const tools = ['curl/8.', 'Wget/1.', 'python-requests/2.', 'Go-http-client/1.', 'okhttp/4.']
  const names = new Set([
    'Microsoft-CryptoAPI/10.0',
    'Microsoft-Delivery-Optimization/10.1',
    'Windows-Update-Agent/1023.1020 Client-Protocol/2.71',
    'Debian APT-HTTP/1.3 (2.6.1)',
  ])
  while (names.size < count) {
    const version = rng.between(96, 148)
    const form = rng.float()
    if (form < 0.55) {
      names.add(
        `Mozilla/5.0 (${rng.pick(systems)}) AppleWebKit/537.36 (KHTML, like Gecko) ` +
          `Chrome/${version}.0.${rng.between(1000, 7000)}.${rng.below(200)} Safari/537.36`,
      )
    } else if (form < 0.75) {
      names.add(`Mozilla/5.0 (${rng.pick(systems)}) Gecko/20100101 Firefox/${version}.0`)
    } else {
      names.add(`${rng.pick(tools)}${rng.below(40)}.${rng.below(6)}`)
    }
  }
  return [...names]
}

function subset(rng: Random, values: readonly number[], share: number): string {
  const kept = values.filter(() => rng.chance(share))
  return (kept.length > 0 ? kept : values.slice(0, 1)).join('-')
}

/** JA3 (`client`) or JA3S objects as JSON text; the hash is the MD5 of the string, as in a real log. */
export function ja3Objects(rng: Random, count: number, side: 'client' | 'server'): string[] {
  const suites = [
    4865, 4866, 4867, 49195, 49199, 49196, 49200, 52393, 52392, 49171, 49172, 156, 157, 47, 53, 158,
    159, 49187, 49191, 49188, 49192,
  ]
  const extensions = [0, 23, 65281, 10, 11, 35, 16, 5, 13, 18, 51, 45, 43, 27, 17513, 21]
  const objects = new Set<string>()
  while (objects.size < count) {
    const text =
      side === 'client'
        ? `771,${subset(rng, suites, 0.75)},${subset(rng, extensions, 0.8)},29-23-24${rng.chance(0.3) ? '-25' : ''},0`
        : `771,${rng.pick(suites)},${subset(rng, extensions, 0.25)}`
    objects.add(`{"hash":"${hash('md5', text)}","string":"${text}"}`)
  }
  return [...objects]
}

/** A file as it appears in transfers: its name, `file` magic and true size in bytes. */
export interface NamedFile {
  name: string
  magic: string
  size: number
}

const FILE_KINDS: readonly [extension: string, magic: string, median: number, weight: number][] = [
  ['csv', 'CSV text', 40_000, 20],
  ['xml', 'XML 1.0 document, ASCII text', 25_000, 14],
  ['txt', 'ASCII text', 4_000, 14],
  ['pdf', 'PDF document, version 1.7', 350_000, 12],
  ['zip', 'Zip archive data, at least v2.0 to extract', 3_000_000, 10],
  ['jpg', 'JPEG image data, JFIF standard 1.01', 800_000, 8],
  ['tar.gz', 'gzip compressed data, from Unix', 20_000_000, 6],
  ['docx', 'Microsoft Word 2007+', 120_000, 5],
  ['html', 'HTML document, ASCII text', 9_000, 4],
  ['bin', 'data', 600_000, 3],
  ['sql.gz', 'gzip compressed data, from Unix', 90_000_000, 2],
  ['exe', 'PE32+ executable (GUI) x86-64, for MS Windows', 2_000_000, 1],
  ['7z', '7-zip archive data, version 0.4', 15_000_000, 1],
]

/** Files with the extensions and log-normal sizes of an office's transfers; sizes up to 20 GB. */
export function transferFiles(rng: Random, count: number): NamedFile[] {
  const stems = 'report invoice orders export backup scan stock payroll results photo log'.split(
    ' ',
  )
  const cards = FILE_KINDS.flatMap((kind) => Array.from({ length: kind[3] }, () => kind))
  return Array.from({ length: count }, () => {
    const [extension, magic, median] = rng.pick(cards)
    const stem = rng.chance(0.7) ? `${rng.pick(stems)}_${rng.between(1, 99_999)}` : word(rng)
    return { name: `${stem}.${extension}`, magic, size: rng.heavy(median, 1.4, 20e9) }
  })
}
