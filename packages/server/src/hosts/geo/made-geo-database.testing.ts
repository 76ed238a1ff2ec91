import ipaddr from 'ipaddr.js'

/**
 * Writes a small MaxMind DB with an IPv6 tree, for tests: networks in CIDR notation with their records.
 * Format: the specification "MaxMind DB File Format", version 2.0.
 */
export function madeGeoDatabase(records: Readonly<Record<string, object>>): Buffer {
  const data: Buffer[] = []
  let size = 0
  const tree = new Tree()
  for (const [network, record] of Object.entries(records)) {
    const bytes = encoded(record)
    tree.put(bitsOf(network), size)
    data.push(bytes)
    size += bytes.length
  }
  const metadata = encoded({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_780_000_000,
    database_type: 'Made-For-Tests',
    description: { en: 'made for tests' },
    ip_version: 6,
    languages: [],
    node_count: tree.nodes.length,
    record_size: 24,
  })
  const marker = Buffer.concat([Buffer.from([0xab, 0xcd, 0xef]), Buffer.from('MaxMind.com')])
  return Buffer.concat([tree.bytes(), Buffer.alloc(16), ...data, marker, metadata])
}

/** The bits of a prefix; IPv4 stands in `::/96` of such a tree. */
function bitsOf(network: string): number[] {
  const [address, length] = ipaddr.parseCIDR(network)
  const isV4 = address.kind() === 'ipv4'
  const bytes = [...(isV4 ? Array<number>(12).fill(0) : []), ...address.toByteArray()]
  const bits = bytes.flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((at) => (byte >> at) & 1))
  return bits.slice(0, isV4 ? 96 + length : length)
}

type Child = { readonly node: number } | { readonly data: number } | undefined

class Tree {
  readonly nodes: [Child, Child][] = [[undefined, undefined]]

  put(bits: readonly number[], data: number): void {
    let at = 0
    for (const [depth, bit] of bits.entries()) {
      const node = this.nodes[at]
      if (!node) throw new Error('a node is missing')
      if (depth === bits.length - 1) {
        node[bit === 1 ? 1 : 0] = { data }
        return
      }
      const child = node[bit === 1 ? 1 : 0]
      if (child !== undefined && 'node' in child) {
        at = child.node
      } else {
        this.nodes.push([undefined, undefined])
        at = this.nodes.length - 1
        node[bit === 1 ? 1 : 0] = { node: at }
      }
    }
  }

  /** Two records of 24 bits a node: a node, the number of nodes for nothing, or data beyond it. */
  bytes(): Buffer {
    const count = this.nodes.length
    const numbers = this.nodes.flat().map((child) => {
      if (child === undefined) return count
      return 'node' in child ? child.node : count + 16 + child.data
    })
    return Buffer.from(
      numbers.flatMap((number) => [number >> 16, (number >> 8) & 255, number & 255]),
    )
  }
}

function encoded(value: unknown): Buffer {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value)
    return Buffer.concat([control(2, bytes.length), bytes])
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return Buffer.concat([control(6, 4), bytes])
  }
  if (Array.isArray(value)) return Buffer.concat([control(11, value.length), ...value.map(encoded)])
  const entries = Object.entries(value as object)
  return Buffer.concat([
    control(7, entries.length),
    ...entries.flatMap(([key, inner]) => [encoded(key), encoded(inner)]),
  ])
}

/** The byte that says a type and a size; types above 7 have a byte of their own. */
function control(type: number, size: number): Buffer {
  const [low, more] = size < 29 ? [size, []] : [29, [size - 29]]
  return type <= 7
    ? Buffer.from([(type << 5) | low, ...more])
    : Buffer.from([low, type - 7, ...more])
}
