import type { NetworkNode, OrganisationDocument } from '@spoor/model'

/** Values of a list that stand on one line; of more, each has its own. */
const MOST_ON_A_LINE = 6

/** A document as YAML that `readYaml` reads back. */
export function writeYaml(document: OrganisationDocument): string {
  const lines: string[] = []
  const { networks, host_groups, user_groups, roles, sites, lists } = document
  lines.push('networks:')
  for (const node of networks) writeNode(lines, node, '  ')
  part(lines, 'host_groups', host_groups)
  part(lines, 'user_groups', user_groups)
  part(lines, 'roles', roles)
  part(lines, 'sites', sites)
  part(lines, 'lists', lists)
  return `${lines.join('\n')}\n`
}

function writeNode(lines: string[], node: NetworkNode, indent: string): void {
  const { label, networks, site, note, children } = node
  writeItem(lines, { label, networks, ...(site && { site }), ...(note && { note }) }, indent)
  if (children.length === 0) return
  lines.push(`${indent}  children:`)
  for (const child of children) writeNode(lines, child, `${indent}    `)
}

type Item = Readonly<Record<string, string | boolean | readonly string[]>>

function part(lines: string[], name: string, items: readonly Item[]): void {
  if (items.length === 0) {
    lines.push(`${name}: []`)
    return
  }
  lines.push(`${name}:`)
  for (const item of items) writeItem(lines, item, '  ')
}

function writeItem(lines: string[], item: Item, indent: string): void {
  let before = `${indent}- `
  for (const [key, value] of Object.entries(item)) {
    if (typeof value === 'boolean') lines.push(`${before}${key}: ${value}`)
    else if (typeof value === 'string') lines.push(`${before}${key}: ${scalar(value)}`)
    else if (value.length <= MOST_ON_A_LINE) {
      lines.push(`${before}${key}: [${value.map(scalar).join(', ')}]`)
    } else {
      lines.push(`${before}${key}:`, ...value.map((one) => `${indent}    - ${scalar(one)}`))
    }
    before = `${indent}  `
  }
}

/** Plain where nothing in it could be taken for anything else. JSON's quotation marks are YAML's too. */
function scalar(text: string): string {
  const isPlain =
    /^[A-Za-z0-9_./][A-Za-z0-9_./ -]*$/.test(text) &&
    !text.endsWith(' ') &&
    !/^(?:null|true|false|yes|no|on|off|~|[\d.]+)$/i.test(text)
  // These end a line in YAML or may not stand in it, but JSON lets them be.
  return isPlain
    ? text
    : JSON.stringify(text).replaceAll(
        /[\u007f-\u009f\u2028\u2029\ufeff]/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
      )
}
