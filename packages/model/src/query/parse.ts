import type { SyntaxNode } from '@lezer/common'
import { findField } from '../fields/dictionary.js'
import type { QuerySubject } from '../fields/field.js'
import type { Query, QueryProblem, Test, WordTest } from './ast.js'
import { allOf, anyOf } from './build-query.js'
import { unescapeRegex, unescapeValue, unescapeWildcard } from './escapes.js'
import { checkRegex, noteUnknown, readBound, readValue, resolveField } from './field-values.js'
import type { FieldReference, Outcome, WrittenBound, WrittenValue } from './field-values.js'
import { QUERY_LIMITS } from './limits.js'
import { problemAt, shown, similarNames } from './problem-texts.js'
import type { Place } from './problem-texts.js'
import { readSame } from './same-field.js'
import { syntaxProblems } from './syntax-problems.js'
import { syntaxTree } from './syntax-tree.js'

export type ParseResult =
  | {
      readonly ok: true
      readonly query: Query
      /** What is worth a second look, such as a name that is hardly meant; absent when nothing is. */
      readonly notes?: readonly QueryProblem[]
    }
  | { readonly ok: false; readonly problems: readonly QueryProblem[] }

export interface ParseOptions {
  /** Names of the saved lists; if given, other names are a problem. */
  readonly lists?: Iterable<string>
}

/**
 * Reads a question and checks it against the field dictionary. Never throws: whatever the text, it
 * is a query or it has problems, each with its place in the text.
 */
export function parseQuery(
  text: string,
  subject: QuerySubject,
  options: ParseOptions = {},
): ParseResult {
  if (text.length > QUERY_LIMITS.characters) {
    const message = `The question is longer than ${QUERY_LIMITS.characters} characters.`
    const place = { from: QUERY_LIMITS.characters, to: text.length }
    return {
      ok: false,
      problems: [problemAt(place, message, 'Put long lists of values in a saved list.')],
    }
  }
  const tree = syntaxTree(text)
  if (tree === undefined) return { ok: false, problems: [tooDeep({ from: 0, to: text.length })] }
  const syntax = syntaxProblems(text, tree)
  if (syntax.length > 0) return { ok: false, problems: syntax }
  const reader = new Reader(text, subject, options.lists && new Set(options.lists))
  const query = reader.read(tree.topNode, 0)
  const { problems } = reader
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, QUERY_LIMITS.problems) }
  const notes = reader.notes.slice(0, QUERY_LIMITS.problems)
  return { ok: true, query, ...(notes.length > 0 && { notes }) }
}

function tooDeep(place: Place): QueryProblem {
  const message = `More than ${QUERY_LIMITS.depth} parentheses or nots stand inside each other.`
  return problemAt(place, message, 'Simplify the question.')
}

const NOTHING: Query = { kind: 'all' }
const OPERATORS = new Set(['AndOp', 'OrOp', 'NotOp', 'Open', 'Close', 'SuspendedOpen', 'Space'])

function operands(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (!OPERATORS.has(child.name)) found.push(child)
  }
  return found
}

/** Turns the syntax tree of a well-formed text into the AST, collecting problems on the way. */
class Reader {
  readonly problems: QueryProblem[] = []
  readonly notes: QueryProblem[] = []
  private terms = 0
  private lineTests = 0
  private regexCost = 0

  constructor(
    private readonly text: string,
    private readonly subject: QuerySubject,
    private readonly lists: ReadonlySet<string> | undefined,
  ) {}

  /** A node of the tree as a query; where there is a problem, the query is of no use. */
  read(node: SyntaxNode, depth: number): Query {
    return this.readWith(node, depth, (leaf) =>
      leaf.name === 'Word' ? this.word(leaf) : this.field(leaf, depth),
    )
  }

  private readWith(node: SyntaxNode, depth: number, leaf: (node: SyntaxNode) => Query): Query {
    if (depth > QUERY_LIMITS.depth) {
      return this.fail(tooDeep(node))
    }
    const within = (inner: SyntaxNode, by = 1) => this.readWith(inner, depth + by, leaf)
    const items = operands(node)
    const [first] = items
    switch (node.name) {
      case 'Question':
        return first === undefined ? { kind: 'all' } : within(first, 0)
      case 'And':
        return allOf(items.map((item) => within(item, 0)))
      case 'Or':
        return anyOf(items.map((item) => within(item, 0)))
      case 'Not':
        return first === undefined ? NOTHING : { kind: 'not', item: within(first) }
      case 'Suspended':
        return first === undefined ? NOTHING : { kind: 'suspended', item: within(first) }
      case 'Group':
      case 'ValueGroup':
        return first === undefined ? NOTHING : within(first)
      default:
        return this.countTerm(node) ? leaf(node) : NOTHING
    }
  }

  private countTerm(node: SyntaxNode): boolean {
    if (node.name === 'Field') return true
    this.terms += 1
    if (this.terms === QUERY_LIMITS.terms + 1) {
      const message = `The question has more than ${QUERY_LIMITS.terms} tests.`
      this.fail(problemAt(node, message, 'Put long lists of values in a saved list.'))
    }
    return this.terms <= QUERY_LIMITS.terms
  }

  /** Counts a test that reads whole lines. */
  private countLineTest(place: Place): void {
    this.lineTests += 1
    if (this.lineTests !== QUERY_LIMITS.lineTests + 1) return
    const message = `The question has more than ${QUERY_LIMITS.lineTests} words and unknown fields.`
    this.fail(problemAt(place, message, 'Test fields of the field reference, or use one regex.'))
  }

  private fail(problem: QueryProblem): Query {
    // One wrong field name in a group of values would be reported for each value.
    if (!this.problems.some((known) => known.from === problem.from)) this.problems.push(problem)
    return NOTHING
  }

  /** Notes a name that is looked up in the line though it is much like that of a field. */
  private note(name: string, place: Place): void {
    const note = noteUnknown(this.subject, name, place)
    if (note !== undefined) this.notes.push(note)
  }

  private source(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to)
  }

  private word(node: SyntaxNode): Query {
    const value = node.firstChild
    if (value === null) return NOTHING
    this.countLineTest(node)
    const source = this.source(value)
    let test: WordTest
    if (value.name === 'Quoted') {
      test = { op: 'equals', value: unescapeValue(source.slice(1, -1), true), quoted: true }
      if (test.value.trim() === '') {
        const message = 'There is nothing between the quotation marks.'
        return this.fail(problemAt(value, message, 'Write the text to search for.'))
      }
    } else if (value.name === 'Regex') {
      test = { op: 'regex', pattern: unescapeRegex(source.slice(1, -1)) }
    } else if (value.name === 'Wild') {
      test = { op: 'wildcard', pattern: unescapeWildcard(source) }
      if (test.pattern === '*') return { kind: 'all' }
    } else test = { op: 'equals', value: unescapeValue(source, false), quoted: false }
    return this.checked(test, value) ?? { kind: 'word', test }
  }

  private field(node: SyntaxNode, depth: number): Query {
    const nameNode = node.firstChild
    const valueNode = node.lastChild
    if (nameNode === null || valueNode === null) return NOTHING
    const reference = resolveField(this.subject, this.source(nameNode), nameNode)
    if ('problem' in reference) return this.fail(reference.problem)
    if (reference.value.kind === 'unknown') this.note(reference.value.name, nameNode)
    return this.readWith(valueNode, depth, (leaf) => this.fieldTest(reference.value, leaf))
  }

  private fieldTest(reference: FieldReference, node: SyntaxNode): Query {
    if (reference.kind === 'unknown') this.countLineTest(node)
    const outcome = this.test(reference, node)
    if ('problem' in outcome) return this.fail(outcome.problem)
    const test = outcome.value
    if (test.op === 'same' && findField(this.subject, test.field) === undefined) {
      this.countLineTest(node)
      this.note(test.field, node)
    }
    if (test.op === 'list' && this.lists !== undefined && !this.lists.has(test.name)) {
      const similar = similarNames(test.name, this.lists)
      const hint = similar.length > 0 ? `Did you mean @${similar.join(', @')}?` : undefined
      return this.fail(problemAt(node, `There is no saved list ${shown(test.name)}.`, hint))
    }
    return this.checked(test, node) ?? { kind: 'field', field: reference.name, test }
  }

  /** Fails when the test is a regex that cannot be asked. */
  private checked(test: Test, place: Place): Query | undefined {
    if (test.op !== 'regex') return undefined
    const cost = checkRegex(test.pattern, place, this.regexCost)
    if ('problem' in cost) return this.fail(cost.problem)
    this.regexCost += cost.value
    return undefined
  }

  private test(reference: FieldReference, node: SyntaxNode): Outcome<Test> {
    if (node.name === 'Comparison') return this.comparison(reference, node)
    if (node.name === 'Range') return this.range(reference, node)
    const form = node.name as WrittenValue['form']
    const written = { form, source: this.source(node), from: node.from, to: node.to }
    return readSame(this.subject, reference, written) ?? readValue(reference, written)
  }

  private bound(node: SyntaxNode, inclusive: boolean): WrittenBound {
    return { source: this.source(node), inclusive, from: node.from, to: node.to }
  }

  private comparison(reference: FieldReference, node: SyntaxNode): Outcome<Test> {
    const operator = node.getChild('CompareOp')
    const boundNode = node.getChild('Bound')
    if (operator === null || boundNode === null) return { value: { op: 'exists' } }
    const sign = this.source(operator)
    const bound = readBound(reference, this.bound(boundNode, sign.endsWith('=')))
    if ('problem' in bound) return bound
    if (bound.value === undefined) {
      return { problem: problemAt(boundNode, `After ${sign} a value must follow, not *.`) }
    }
    const side = sign.startsWith('>') ? { from: bound.value } : { to: bound.value }
    return { value: { op: 'range', ...side } }
  }

  private range(reference: FieldReference, node: SyntaxNode): Outcome<Test> {
    const [fromNode, toNode] = node.getChildren('Bound')
    const { firstChild: open, lastChild: close } = node
    if (!fromNode || !toNode || !open || !close) return { value: { op: 'exists' } }
    const from = readBound(reference, this.bound(fromNode, this.source(open) === '['))
    if ('problem' in from) return from
    const to = readBound(reference, this.bound(toNode, this.source(close) === ']'))
    if ('problem' in to) return to
    if (from.value === undefined && to.value === undefined) return { value: { op: 'exists' } }
    const sides = {
      ...(from.value !== undefined && { from: from.value }),
      ...(to.value !== undefined && { to: to.value }),
    }
    return { value: { op: 'range', ...sides } }
  }
}
