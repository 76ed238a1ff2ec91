import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Parser,
  type Document,
  type Node,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import { SigmaError, type Place, type SigmaProblem, type SigmaValue } from '../document.js'
import { quoted, type YamlEntry, type YamlMap, type YamlNode } from './yaml-node.js'

/** Of a file, in bytes of UTF-8. */
export const MAX_FILE_BYTES = 1024 * 1024
/** In a file. */
export const MAX_DOCUMENTS = 1000
/** Maps, lists and scalars in a document, those behind aliases counted at each use. */
export const MAX_VALUES = 10_000
/** Maps and lists within each other. */
export const MAX_DEPTH = 20
/** In a document. */
export const MAX_ALIASES = 20
/**
 * Words, signs, spaces and line ends in a document, and in a file. Ten thousand values in a list
 * need about as many as a document may have; the limit bounds the time that reading takes.
 */
export const MAX_TOKENS = { document: 60_000, file: 300_000 }
/** Of one text: what the specification allows for the longest, a description. */
export const MAX_TEXT = 65_535

/** A document that is a map, or why it cannot be read. */
export type YamlResult = YamlMap | SigmaProblem

/**
 * Reads the documents of a YAML file (YAML 1.2, core schema) one by one: what is wrong with one
 * leaves the others alone. Documents without content are left out. Integers that a number cannot
 * hold are `bigint`; infinite numbers and dates stay text. Tags and merge keys are refused.
 */
export function readYaml(text: string, file: string): readonly YamlResult[] {
  const top = { file, line: 1 }
  if (Buffer.byteLength(text) > MAX_FILE_BYTES) {
    return [{ place: top, message: `The file is larger than ${MAX_FILE_BYTES} bytes.` }]
  }
  const results: YamlResult[] = []
  const used = { documents: 0, tokens: 0 }
  for (const part of splitDocuments(text)) {
    if (isPrelude(part.text)) continue
    const place = { file, line: part.line }
    if (++used.documents > MAX_DOCUMENTS || used.tokens > MAX_TOKENS.file) {
      const message = 'The file has too many documents; the rest is not read.'
      return [...results, { place, message, hint: 'Split the file.' }]
    }
    results.push(...readPart(part.text, place, used))
  }
  if (results.length === 0) return [{ place: top, message: 'The file has no documents.' }]
  return results
}

interface Part {
  readonly text: string
  readonly line: number
}

/**
 * At each line that begins with `---`. No text of YAML can contain such a line
 * (YAML 1.2.2, 9.1.2, c-forbidden), so that broken YAML before it cannot reach beyond it.
 */
function* splitDocuments(text: string): Generator<Part> {
  let start = 0
  let line = 1
  let linesBefore = 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    line++
    if (!text.startsWith('---', at + 1) || !/^(?:\s|$)/.test(text.slice(at + 4, at + 5))) continue
    yield { text: text.slice(start, at + 1), line: linesBefore }
    start = at + 1
    linesBefore = line
  }
  yield { text: text.slice(start), line: linesBefore }
}

/** Comments and directives, which may stand before the first document. */
function isPrelude(text: string): boolean {
  return text.split('\n').every((line) => /^\uFEFF?\s*(?:[#%]|$)/.test(line))
}

/** @param used where tokens are counted */
function readPart(text: string, start: Place, used: { tokens: number }): readonly YamlResult[] {
  const lines = new LineCounter()
  const placeAt = (offset: number): Place => ({
    file: start.file,
    line: start.line + lines.linePos(offset).line - 1,
  })
  try {
    refuseControlCharacters(text, start)
    const composer = new Composer({
      // Scalars are read here, so that a long number costs nothing.
      schema: 'failsafe',
      resolveKnownTags: false,
      stringKeys: true,
      // The library compares each key with each other one.
      uniqueKeys: false,
    })
    const limit = used.tokens + MAX_TOKENS.document
    const parser = new Parser(lines.addNewLine)
    lines.addNewLine(0)
    const count = () => {
      if (++used.tokens > limit) throw tooLong(placeAt(parser.offset))
      // The composer is recursive: depth must not exhaust its stack.
      if (parser.stack.length > 2 * MAX_DEPTH) throw tooDeep(placeAt(parser.offset))
    }
    const documents = [...composer.compose(tokens(text, parser, count, placeAt), true, text.length)]
    return documents.flatMap((document) => readDocument(document, placeAt))
  } catch (error) {
    if (error instanceof SigmaError) return [error.problem]
    throw error
  }
}

function refuseControlCharacters(text: string, start: Place): void {
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  const at = text.search(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/)
  if (at === -1) return
  const line = start.line + text.slice(0, at).split('\n').length - 1
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')
  throw new SigmaError({ ...start, line }, `The control character U+${code} cannot be in YAML.`)
}

function* tokens(
  text: string,
  parser: Parser,
  count: () => void,
  placeAt: (offset: number) => Place,
) {
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      // At the first: a hostile text can make tens of thousands.
      if (token.type === 'error') throw notYaml(token.message, placeAt(token.offset))
      yield token
    }
    count()
  }
  yield* parser.end()
}

function tooLong(place: Place): SigmaError {
  return new SigmaError(place, 'The document is too long.', 'Split it, or leave out comments.')
}

function tooDeep(place: Place): SigmaError {
  return new SigmaError(place, `Maps and lists are nested deeper than ${MAX_DEPTH}.`)
}

function readDocument(
  document: Document.Parsed,
  placeAt: (offset: number) => Place,
): readonly YamlResult[] {
  const [broken] = document.errors
  if (broken) return [yamlProblem(broken.code, broken.message, placeAt(broken.pos[0]))]
  const content = document.contents as Node | null
  if (content === null || (isScalar(content) && content.source === '')) return []
  try {
    const node = new TreeReader(placeAt).read(content, 0)
    if (node.kind === 'map') return [node]
    return [{ place: node.place, message: 'A Sigma document must be a map, such as "title: …".' }]
  } catch (error) {
    if (error instanceof SigmaError) return [error.problem]
    throw error
  }
}

function yamlProblem(code: string, message: string, place: Place): SigmaProblem {
  if (code === 'TAB_AS_INDENT') {
    return { place, message: 'A tab cannot indent a line of YAML.', hint: 'Indent with spaces.' }
  }
  if (code === 'NON_STRING_KEY') return { place, message: 'The key of a map must be text.' }
  return notYaml(message, place).problem
}

function notYaml(message: string, place: Place): SigmaError {
  return new SigmaError(
    place,
    `This is not YAML: ${message.slice(0, 200)}`,
    'Check the indentation, and put texts with special characters in quotation marks.',
  )
}

/** Makes a tree of one document's nodes, within the limits. */
class TreeReader {
  private values = 0
  private aliases = 0
  private readonly anchors = new Map<string, Node>()

  constructor(private readonly placeAt: (offset: number) => Place) {}

  read(node: Node, depth: number): YamlNode {
    const place = this.place(node)
    if (++this.values > MAX_VALUES) {
      throw new SigmaError(place, `The document has more than ${MAX_VALUES} values.`)
    }
    if (isAlias(node)) return this.read(this.target(node.source, place), depth)
    if (!isScalar(node) && depth >= MAX_DEPTH) throw tooDeep(place)
    if (node.tag !== undefined && !PLAIN_TAGS.has(node.tag)) {
      throw new SigmaError(place, `The tag ${quoted(node.tag)} is not read.`, 'Leave it out.')
    }
    const { anchor } = node as { anchor?: string }
    if (anchor !== undefined) this.anchors.set(anchor, node)
    if (isMap(node)) return { kind: 'map', place, entries: this.entries(node, depth + 1) }
    if (isSeq(node)) {
      const items = node.items.map((item) => this.read(item as Node, depth + 1))
      return { kind: 'list', place, items }
    }
    return { kind: 'scalar', place, value: scalarValue(node as Scalar, place) }
  }

  private entries(map: YAMLMap, depth: number): ReadonlyMap<string, YamlEntry> {
    const entries = new Map<string, YamlEntry>()
    for (const pair of map.items) {
      const place = this.place(pair.key as Node)
      const key = checkedText((pair.key as Scalar).source ?? '', place)
      if (key === '<<') {
        throw new SigmaError(
          place,
          'Merge keys ("<<") are not part of YAML 1.2.',
          'Write the merged keys out.',
        )
      }
      const first = entries.get(key)
      if (first) {
        const hint = `It is first on line ${first.place.line}.`
        throw new SigmaError(place, `The key ${quoted(key)} is there twice.`, hint)
      }
      const value: YamlNode = pair.value
        ? this.read(pair.value as Node, depth)
        : { kind: 'scalar', place, value: null }
      entries.set(key, { place, value })
    }
    return entries
  }

  private target(name: string, place: Place): Node {
    if (++this.aliases > MAX_ALIASES) {
      throw new SigmaError(place, `The document has more than ${MAX_ALIASES} aliases.`)
    }
    const target = this.anchors.get(name)
    if (!target) throw new SigmaError(place, `There is no anchor ${quoted(name)} before this line.`)
    return target
  }

  private place(node: Node): Place {
    return this.placeAt(node.range?.[0] ?? 0)
  }
}

/** Tags that say what a node is anyway. */
const PLAIN_TAGS = new Set(['str', 'seq', 'map'].map((name) => `tag:yaml.org,2002:${name}`))

/** Core schema of YAML 1.2.2, 10.3.2. */
function scalarValue(node: Scalar, place: Place): SigmaValue {
  const text = checkedText(node.source ?? '', place)
  if (node.type !== 'PLAIN' || node.tag !== undefined) return text
  if (/^(?:|~|null|Null|NULL)$/.test(text)) return null
  if (/^(?:true|True|TRUE)$/.test(text)) return true
  if (/^(?:false|False|FALSE)$/.test(text)) return false
  if (text.length > MAX_DIGITS) return text
  if (/^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/.test(text)) return integerOf(text)
  if (!/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text)) return text
  const number = Number(text)
  return Number.isFinite(number) ? number : text
}

/** Of a number; what is longer stays text. No field holds a larger one. */
const MAX_DIGITS = 100

function integerOf(text: string): number | bigint {
  const negative = text.startsWith('-')
  const magnitude = BigInt(text.replace(/^[-+]/, ''))
  const integer = negative ? -magnitude : magnitude
  const number = Number(integer)
  return Number.isSafeInteger(number) ? number : integer
}

function checkedText(text: string, place: Place): string {
  if (text.length > MAX_TEXT) {
    throw new SigmaError(place, `A text is longer than ${MAX_TEXT} characters.`)
  }
  // Escapes can write what no text holds, and no store keeps.
  if (/\0|\p{Surrogate}/u.test(text)) {
    throw new SigmaError(place, 'A text has U+0000 or half of a surrogate pair in it.')
  }
  return text
}
