import { formatAddress, parseAddress } from '@spoor/model'
import { QuestionError } from '../questions/question-error.js'

/** The address of a host, in the forms that people, records and the engine use. */
export interface HostIp {
  /** As records and findings write it: IPv4 plain, IPv6 compressed. */
  readonly text: string
  /** As the engine takes it as a value of type `IPv6`. */
  readonly key: string
  /** What is special about the address, if anything is. */
  readonly note?: string
}

const MAPPED = 0xffffn << 32n
const V4_BITS = 32n

/** Addresses that are no ordinary host, and what they stand for. */
const SPECIAL: readonly { readonly first: bigint; readonly bits: bigint; readonly note: string }[] =
  [
    {
      first: MAPPED,
      bits: 0n,
      note: '0.0.0.0 is what a host writes that has no address yet, such as in DHCP: several hosts may stand behind it.',
    },
    {
      first: MAPPED | 0xffffffffn,
      bits: 0n,
      note: '255.255.255.255 is the broadcast address of every network: no host has it, all hear it.',
    },
    {
      first: MAPPED | 0xe0000000n,
      bits: 28n,
      note: 'This is a multicast address: no host has it, those hear it that joined the group.',
    },
    {
      first: MAPPED | 0x7f000000n,
      bits: 24n,
      note: 'This is a loopback address: every machine calls itself so.',
    },
    {
      first: MAPPED | 0xa9fe0000n,
      bits: 16n,
      note: 'This is a link-local address: different hosts can have it on different networks.',
    },
    {
      first: 0n,
      bits: 0n,
      note: ':: is what a host writes that has no address yet: several hosts may stand behind it.',
    },
    { first: 1n, bits: 0n, note: 'This is the loopback address: every machine calls itself so.' },
    {
      first: 0xff00n << 112n,
      bits: 120n,
      note: 'This is a multicast address: no host has it, those hear it that joined the group.',
    },
    {
      first: 0xfe80n << 112n,
      bits: 118n,
      note: 'This is a link-local address: different hosts can have it on different networks.',
    },
  ]

/**
 * Reads the address of a host. An IPv4-mapped IPv6 address is the IPv4 host.
 * @throws QuestionError ADDRESS_INVALID
 */
export function readHostIp(text: string): HostIp {
  const trimmed = text.trim()
  const [bare = '', scope] = trimmed.split('%')
  if (scope !== undefined && parseAddress(bare) !== undefined) {
    throw new QuestionError(
      'ADDRESS_INVALID',
      `Records do not say on which interface a link-local address was: ask for ${bare}, without the scope.`,
    )
  }
  const address = parseAddress(trimmed)
  if (address === undefined) {
    throw new QuestionError(
      'ADDRESS_INVALID',
      `Not an address: ${JSON.stringify(trimmed.slice(0, 60))}. Write one such as 10.1.2.3 or fd00::5; for names, ask the list of hosts: host.hostname:NAME.`,
    )
  }
  const note = SPECIAL.find(({ first, bits }) => address >> bits === first >> bits)?.note
  return {
    text: printedAddress(address),
    key: formatAddress(address),
    ...(note !== undefined && { note }),
  }
}

/** IPv4 plain; IPv6 with its longest run of zeros left out, as RFC 5952 says. */
function printedAddress(address: bigint): string {
  if (address >> V4_BITS === MAPPED >> V4_BITS) {
    return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 0xffn)).join('.')
  }
  const groups = formatAddress(address)
    .split(':')
    .map((group) => group.replace(/^0{1,3}/, ''))
  const runs = groups.map((_, start) => ({ start, length: zerosFrom(groups, start) }))
  const { start, length } = runs.reduce((best, run) => (run.length > best.length ? run : best))
  if (length < 2) return groups.join(':')
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`
}

function zerosFrom(groups: readonly string[], start: number): number {
  const end = groups.findIndex((group, place) => place >= start && group !== '0')
  return (end < 0 ? groups.length : end) - start
}

/** An address of the engine as people write it. */
export function plainIp(text: string): string {
  return text.startsWith('::ffff:') && text.includes('.') ? text.slice('::ffff:'.length) : text
}
