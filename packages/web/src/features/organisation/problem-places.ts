import type { NetworkNode, OrganisationProblem } from '@spoor/model'
import type { Applied } from './apply-draft.js'
import { own, PARTS, type Part } from './draft.js'
import { nameOf } from './items.js'

/** A problem of the server, and where on the page it belongs. */
export interface LocatedProblem extends OrganisationProblem {
  readonly part?: Part | 'networks'
  /** Id of the node or key of the thing; absent if it is none of those that were changed. */
  readonly key?: string
  readonly field?: string
  /** Index in the field's list. */
  readonly index?: number
}

const FIELDS =
  'label|name|role|networks|users|values|site|note|default|time_zone|from|to|days|holidays'
/** The name of a thing may itself have dots and brackets: the shortest that leaves a known field. */
const NAMED = new RegExp(String.raw`^(.+?)(?:\.(${FIELDS})(?:\[(\d+)\])?)?$`, 'su')
const NUMBERED = new RegExp(String.raw`^\[(\d+)\](?:\.(${FIELDS})(?:\[(\d+)\])?)?$`, 'u')
/** A node that could not be named is told by its number in the node above. */
const CHILD = /^(.+)\.children\[(\d+)\](?:\.(label))?$/su

function nodeAt(roots: readonly NetworkNode[], path: string): NetworkNode | undefined {
  let level = roots
  let node: NetworkNode | undefined
  for (const label of path.split('/')) {
    node = level.find((one) => one.label === label)
    if (node === undefined) return undefined
    level = node.children
  }
  return node
}

function fieldOf(field: string | undefined, index: string | undefined) {
  return {
    ...(field !== undefined && { field }),
    ...(index !== undefined && { index: Number(index) }),
  }
}

function networkPlace({ document, idOf }: Applied, rest: string): Partial<LocatedProblem> {
  const roots = document.networks ?? []
  const [, above, child, label] = CHILD.exec(rest) ?? []
  if (above !== undefined) {
    const node = nodeAt(roots, above)?.children[Number(child)]
    return { key: node && idOf.get(node), field: label ?? 'label' }
  }
  const [, path = rest, field, index] = NAMED.exec(rest) ?? []
  const node = nodeAt(roots, path)
  // A node that the draft has nothing to do with has the path as its id.
  return { key: node === undefined ? path : idOf.get(node), ...fieldOf(field, index) }
}

function itemPlace({ document, keys }: Applied, part: Part, rest: string): Partial<LocatedProblem> {
  const items = document[part] ?? []
  const known = keys[part] ?? []
  const [, number, ofNumber, indexOfNumber] = NUMBERED.exec(rest) ?? []
  if (number !== undefined) {
    return { key: known[Number(number)], ...fieldOf(ofNumber, indexOfNumber) }
  }
  const [, name, field, index] = NAMED.exec(rest.replace(/^\./, '')) ?? []
  const at = items.findIndex((item) => nameOf(item) === name)
  return { key: at === -1 ? name : known[at], ...fieldOf(field, index) }
}

/** Finds out where a problem of the server belongs, from the place that it names. */
export function locate(problem: OrganisationProblem, applied: Applied): LocatedProblem {
  const [, head = '', rest = ''] = /^([a-z_]+)(.*)$/su.exec(problem.place) ?? []
  if (head === 'networks') {
    return { ...problem, part: 'networks', ...networkPlace(applied, rest.replace(/^\./, '')) }
  }
  const part = PARTS.find((one) => one === head)
  return part === undefined ? problem : { ...problem, part, ...itemPlace(applied, part, rest) }
}

/** Problems of one node or thing, by their field; those of none under ''. */
export function problemsAt(
  problems: readonly LocatedProblem[],
  part: Part | 'networks',
  key: string,
): (field: string) => string | undefined {
  const byField: Record<string, string> = {}
  for (const one of problems) {
    if (one.part !== part || one.key !== key) continue
    const field = one.field ?? ''
    const where = one.index === undefined ? '' : `entry ${one.index + 1}: `
    const before = own(byField, field)
    byField[field] = `${before === undefined ? '' : `${before}; `}${where}${one.message}`
  }
  return (field) => own(byField, field)
}
