import type { OrganisationDocument } from '@spoor/model'
import { flatNodes } from './tree.js'

/** Characters with which a spreadsheet begins a formula; `'` so that reading takes off what was put on. */
const FORMULA = /^(?:[=+\-@\t\r]|'['=+\-@\t\r])/

/** The tree of networks as CSV that `readCsv` reads back: a line for each node. */
export function writeCsv(document: Pick<OrganisationDocument, 'networks'>): string {
  const nodes = flatNodes(document)
  const rows = nodes.map(({ node, parent }) => [
    node.label,
    nodes[parent]?.path ?? '',
    node.networks.join(' '),
    node.site ?? '',
    node.note ?? '',
  ])
  return [['label', 'parent', 'cidr', 'site', 'note'], ...rows]
    .map((cells) => `${cells.map(csvCell).join(',')}\r\n`)
    .join('')
}

function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /^\s|\s$|[",;\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
