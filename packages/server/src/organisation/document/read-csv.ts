import type { NetworkNode } from '@spoor/model'
import { OrganisationError } from '../organisation.js'
import { csvRecords, type CsvRecord } from './csv-records.js'
import { numberText } from './read-values.js'
import { ROOTS } from './read-tree.js'
import type { ReadText } from './read-yaml.js'
import { refuseLargeText } from './text-limits.js'
import { ORGANISATION_LIMITS as LIMITS } from './limits.js'

const COLUMNS = ['label', 'parent', 'cidr', 'site', 'note'] as const
type Column = (typeof COLUMNS)[number]

/** A node with the lines that say something of it. */
interface Row {
  readonly node: NetworkNode
  readonly parent: string
  readonly line: number
  readonly networkLines: number[]
  path?: string
}

const MISTAKES_SHOWN = 10

/**
 * Reads the tree of networks from CSV. A line is a node with its networks, of which there may be none
 * or several with spaces between; further lines with the same label and parent add to it. The parent is a
 * label that only one node has, or a path such as `Home/Berlin`.
 * @throws OrganisationError with the lines
 */
export function readCsv(text: string): ReadText {
  refuseLargeText(text)
  const rows = rowsOf(text)
  findPaths(rows)
  const home = rows.find(({ path }) => path === ROOTS[0])
  const roots = ROOTS.map((label) => ({ label, networks: [], children: [] }) as NetworkNode)
  const byPath = new Map<string, Row | { node: NetworkNode }>(
    roots.map((node) => [node.label, { node }]),
  )
  for (const row of rows) byPath.set(row.path ?? '', row)
  for (const { node, path = '' } of rows) {
    const above = byPath.get(path.slice(0, -node.label.length - 1))
    above?.node.children.push(node)
  }
  // A tree that says nothing of Home leaves it as it is by default.
  const networks = ROOTS.map((label) => byPath.get(label)?.node).map((node) =>
    node?.label === ROOTS[0] && !home ? { ...node, networks: undefined } : node,
  )
  const lines = new WeakMap<object, Row>(rows.map((row) => [row.node, row]))
  return { input: { networks }, lineOf: (keys) => lineOf({ networks }, keys, lines) }
}

function lineOf(
  input: object,
  keys: readonly (string | number)[],
  lines: WeakMap<object, Row>,
): number {
  let at: unknown = input
  let row: Row | undefined
  for (const [index, key] of keys.entries()) {
    if (typeof at !== 'object' || at === null) break
    row = lines.get(at) ?? row
    const isNetwork = keys[index - 1] === 'networks' && typeof key === 'number' && index > 1
    if (isNetwork) return row?.networkLines[key] ?? row?.line ?? 1
    at = (at as Record<string | number, unknown>)[key]
  }
  if (typeof at === 'object' && at !== null) row = lines.get(at) ?? row
  return row?.line ?? 1
}

function rowsOf(text: string): Row[] {
  const records = csvRecords(text)
  const heading = records.next()
  if (heading.done) throw new OrganisationError('The file is empty.')
  const column = columnsOf(heading.value)
  const rows = new Map<string, Row>()
  for (const record of records) {
    const label = cellOf(record, column('label'))
    if (label === '') throw new OrganisationError(`line ${record.line}: has no label.`)
    const parent = parentOf(record, label, cellOf(record, column('parent')))
    const key = JSON.stringify([label, parent])
    const row = rows.get(key) ?? {
      node: { label, networks: [], children: [] },
      parent,
      line: record.line,
      networkLines: [],
    }
    rows.set(key, row)
    if (rows.size > LIMITS.networks) {
      throw new OrganisationError(
        `line ${record.line}: the tree has at most ${numberText(LIMITS.networks)} nodes.`,
      )
    }
    for (const network of cellOf(record, column('cidr')).split(/[\s;]+/)) {
      if (network === '') continue
      row.networkLines.push(record.line)
      row.node.networks.push(network)
    }
    addTo(row, 'site', cellOf(record, column('site')), record)
    addTo(row, 'note', cellOf(record, column('note')), record)
  }
  return [...rows.values()]
}

/** Lines of one node must not say different things of it. */
function addTo({ node }: Row, key: 'site' | 'note', value: string, { line }: CsvRecord): void {
  if (value === '') return
  if (node[key] !== undefined && node[key] !== value) {
    throw new OrganisationError(
      `line ${line}: has another ${key} than a line before it has for the same node.`,
    )
  }
  node[key] = value
}

function columnsOf({ cells, line }: CsvRecord): (name: Column) => number {
  const names = cells.map((cell) => cell.toLowerCase())
  const unknown = names.find((name) => !COLUMNS.some((column) => column === name))
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  const missing = (['label', 'parent', 'cidr'] as const).find((name) => !names.includes(name))
  if (unknown !== undefined || twice !== undefined || missing !== undefined) {
    throw new OrganisationError(
      `line ${line}: the first line names the columns: ${COLUMNS.join(',')}; site and note may be absent.`,
    )
  }
  return (name) => names.indexOf(name)
}

/** What an export put before a text that a spreadsheet would take for a formula goes again. */
function cellOf({ cells }: CsvRecord, index: number): string {
  const cell = cells[index] ?? ''
  return /^'['=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}

function parentOf({ line }: CsvRecord, label: string, parent: string): string {
  const isRoot = ROOTS.some((root) => root === label)
  if (parent === '' && !isRoot) {
    throw new OrganisationError(
      `line ${line}: has no parent. Write Home, Internet, or another label or path.`,
    )
  }
  return parent
}

/** Finds where each node is in the tree. @throws OrganisationError */
function findPaths(rows: readonly Row[]): void {
  const byLabel = new Map<string, Row[]>()
  for (const row of rows) {
    const { label } = row.node
    byLabel.set(label, [...(byLabel.get(label) ?? []).slice(0, 2), row])
    if (row.parent === '') row.path = label
    else if (row.parent.includes('/') || ROOTS.some((root) => root === row.parent)) {
      row.path = `${row.parent}/${label}`
    }
  }
  const mistakes: string[] = []
  for (const row of rows) {
    const mistake = findPath(row, byLabel)
    if (mistake !== undefined) mistakes.push(mistake)
  }
  const paths = new Set<string>(ROOTS)
  for (const { path } of rows) if (path !== undefined) paths.add(path)
  for (const { path, line, node } of rows) {
    const above = path?.slice(0, -node.label.length - 1)
    if (path === undefined || above === '' || above === undefined || paths.has(above)) continue
    mistakes.push(`line ${line}: there is no node ${above}.`)
  }
  if (mistakes.length === 0) return
  const more = mistakes.length - MISTAKES_SHOWN
  throw new OrganisationError(
    [
      ...mistakes.slice(0, MISTAKES_SHOWN),
      ...(more > 0 ? [`… and ${numberText(more)} more such lines.`] : []),
    ].join('\n'),
  )
}

/** Follows labels of parents up to a node whose path is known; answers what is wrong with them. */
function findPath(row: Row, byLabel: ReadonlyMap<string, readonly Row[]>): string | undefined {
  const chain: Row[] = []
  const seen = new Set<Row>()
  for (let at = row; at.path === undefined;) {
    if (seen.has(at)) {
      const labels = [...chain.slice(chain.indexOf(at)), at].map(({ node }) => node.label)
      for (const one of chain) one.path = ''
      const shown = labels.length > 8 ? [...labels.slice(0, 7), '…'] : labels
      return `line ${at.line}: parents go in a circle: ${shown.join(' → ')}.`
    }
    seen.add(at)
    chain.push(at)
    const [above, second] = byLabel.get(at.parent) ?? []
    if (above === undefined || second !== undefined) {
      for (const one of chain) one.path = ''
      return above === undefined
        ? `line ${at.line}: there is no node ${at.parent}.`
        : `line ${at.line}: several nodes have the label ${at.parent}; write the path of the parent.`
    }
    at = above
  }
  for (const one of chain.toReversed()) {
    const [above] = byLabel.get(one.parent) ?? []
    const path = above?.path ? `${above.path}/${one.node.label}` : ''
    if (path.length > LIMITS.path) {
      for (const each of chain) each.path ??= ''
      return `line ${one.line}: the path of this node is longer than ${LIMITS.path} characters.`
    }
    one.path = path
  }
  return undefined
}
