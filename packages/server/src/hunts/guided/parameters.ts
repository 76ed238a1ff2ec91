import { Value } from '@sinclair/typebox/value'
import { SigmaError } from '../../sigma/document.js'
import { readYaml } from '../../sigma/read/read-yaml.js'
import type { YamlNode } from '../../sigma/read/yaml-node.js'
import type { Parameter } from '../hunt.js'
import { ParametersAttribute } from './guided-hunt.js'

/**
 * The parameters that the text of a hunt declares. They are read before all else, because `%name%`
 * may stand for a number anywhere in the text.
 * @throws SigmaError if they are wrong, or one of them is not used
 */
export function parametersIn(text: string, file: string): Record<string, Parameter> {
  const block = parametersBlock(text)
  if (block === undefined) return {}
  for (const document of readYaml(block, file)) {
    if (!('kind' in document)) continue
    const hunt = document.entries.get('hunt')
    if (hunt?.value.kind !== 'map') continue
    const entry = hunt.value.entries.get('parameters')
    if (entry === undefined) continue
    const declared = plain(entry.value)
    if (!Value.Check(ParametersAttribute, declared)) {
      const [first] = Value.Errors(ParametersAttribute, declared)
      throw new SigmaError(
        entry.place,
        `The parameters are wrong at ${first?.path || '/'}: ${first?.message}.`,
      )
    }
    const unused = Object.keys(declared).find((name) => !text.includes(`%${name}%`))
    if (unused !== undefined) {
      throw new SigmaError(entry.place, `The parameter "${unused}" is nowhere in the hunt.`)
    }
    return Object.fromEntries(
      Object.entries(declared).map(([name, { default: value, from, to, meaning }]) => [
        name,
        { value, from, to, meaning },
      ]),
    )
  }
  return {}
}

/**
 * The part of the text that declares parameters, with as many lines before it as in the text: reading
 * just that is much faster. All of the text where it is not written as a block.
 */
function parametersBlock(text: string): string | undefined {
  if (!text.includes('parameters:')) return undefined
  const [block, , indent] = /^(( +)parameters: *\n(?:\2 .*\n?|\n)+)/m.exec(text) ?? []
  if (block === undefined || indent === undefined) return text
  const before = text.slice(0, text.indexOf(block)).split('\n').length - 2
  return `${'\n'.repeat(Math.max(before, 0))}hunt:\n${block}`
}

function plain(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(plain)
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plain(value)]))
}

/** The text with its parameters' values in place of `%name%`; `'%name%'` becomes a number. */
export function withValues(text: string, parameters: Readonly<Record<string, Parameter>>): string {
  return Object.entries(parameters).reduce(
    (so, [name, { value }]) =>
      so.replaceAll(`'%${name}%'`, String(value)).replaceAll(`%${name}%`, String(value)),
    text,
  )
}
