import {
  Composer,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Parser,
  type CST,
  type Node,
  type YAMLMap,
} from 'yaml'
import { OrganisationError } from '../organisation.js'
import { refuseLargeText } from './text-limits.js'

/** A document as plain objects, and where it has what. */
export interface ReadText {
  readonly input: unknown
  /** Line, from 1, of what keys lead to, or of the nearest around it that is there. */
  lineOf(keys: readonly (string | number)[]): number
}

/** Maps and lists within each other: the tree needs two for each of its levels. */
const MAX_DEPTH = 40

/**
 * Reads an organisation from YAML 1.2. All scalars stay text, so that `label: 010` or `from: 7:30`
 * means what it says; only an empty value, `~` and `null` are none. Anchors, aliases and tags are
 * refused: nothing here needs them.
 * @throws OrganisationError with the line
 */
export function readYaml(text: string): ReadText {
  refuseLargeText(text)
  const lines = new LineCounter()
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line)
  const refuse = (offset: number, message: string): never => {
    throw new OrganisationError(`line ${lineAt(offset)}: ${message}`)
  }
  const composer = new Composer({
    schema: 'failsafe',
    resolveKnownTags: false,
    stringKeys: true,
    // The library compares each key with each other one; it is done below.
    uniqueKeys: false,
  })
  const parser = new Parser(lines.addNewLine)
  lines.addNewLine(0)
  const documents = [...composer.compose(tokensOf(text, parser, refuse), true, text.length)]
  const [document, second] = documents.filter(({ contents }) => contents !== null)
  const [broken] = documents.flatMap(({ errors }) => errors)
  if (broken) return refuse(broken.pos[0], `This is not YAML: ${broken.message.slice(0, 200)}`)
  if (!document) throw new OrganisationError('The file is empty.')
  if (second) return refuse(second.range[0], 'The file has more than one document.')
  const content = document.contents as Node
  return {
    input: plain(content, refuse),
    lineOf: (keys) => lineAt(nodeAt(content, keys).range?.[0] ?? 0),
  }
}

type Refuse = (offset: number, message: string) => never

function* tokensOf(text: string, parser: Parser, refuse: Refuse): Generator<CST.Token> {
  for (const lexeme of new Lexer().lex(text)) {
    const mark = lexeme[0]
    if (mark === '&' || mark === '*') refuse(parser.offset, 'Anchors and aliases are not read.')
    if (mark === '!') refuse(parser.offset, 'Tags are not read.')
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') {
        refuse(token.offset, `This is not YAML: ${token.message.slice(0, 200)}`)
      }
      yield token
    }
    // What follows is recursive: depth must not exhaust the stack.
    if (parser.stack.length > 2 * MAX_DEPTH) {
      refuse(parser.offset, `Maps and lists are nested deeper than ${MAX_DEPTH}.`)
    }
  }
  yield* parser.end()
}

function plain(node: Node | null, refuse: Refuse): unknown {
  if (isSeq(node)) return node.items.map((item) => plain(item as Node, refuse))
  if (isMap(node)) return plainMap(node, refuse)
  if (!isScalar(node)) return null
  const text = String(node.value ?? '')
  return node.type === 'PLAIN' && /^(?:|~|null)$/.test(text) ? null : text
}

function plainMap(map: YAMLMap, refuse: Refuse): Readonly<Record<string, unknown>> {
  const entries = new Map<string, unknown>()
  for (const { key, value } of map.items) {
    const name = isScalar(key) ? String(key.value) : ''
    if (entries.has(name)) {
      const shown = JSON.stringify(name.slice(0, 60))
      refuse((key as Node).range?.[0] ?? 0, `The key ${shown} is there twice.`)
    }
    entries.set(name, plain(value as Node | null, refuse))
  }
  return Object.fromEntries(entries)
}

function nodeAt(content: Node, keys: readonly (string | number)[]): Node {
  let node = content
  for (const key of keys) {
    const pair = isMap(node)
      ? node.items.find(({ key: name }) => isScalar(name) && name.value === key)
      : undefined
    const item = isSeq(node) && typeof key === 'number' ? node.items[key] : undefined
    const next = pair ? ((pair.value ?? pair.key) as Node) : (item as Node | undefined)
    if (!next) return node
    node = next
  }
  return node
}
