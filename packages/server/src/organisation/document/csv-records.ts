import { OrganisationError } from '../organisation.js'

export interface CsvRecord {
  /** Line on which it begins, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

/**
 * The records of a CSV file (RFC 4180). What parts its cells is a semicolon where the first line has
 * no comma, as some spreadsheets write it. Records without content are left out.
 * @throws OrganisationError with the line
 */
export function* csvRecords(text: string): Generator<CsvRecord> {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text
  const scanner = new Scanner(source)
  while (!scanner.isAtEnd) {
    const { line } = scanner
    const cells = scanner.record()
    if (cells.some((cell) => cell !== '')) yield { line, cells }
  }
}

class Scanner {
  line = 1
  private at = 0
  private readonly separator: string
  private readonly bare: RegExp

  constructor(private readonly source: string) {
    const [heading = ''] = source.split('\n', 1)
    this.separator = heading.includes(',') ? ',' : ';'
    this.bare = this.separator === ',' ? /[^,\r\n]*/y : /[^;\r\n]*/y
  }

  get isAtEnd(): boolean {
    return this.at >= this.source.length
  }

  /** Reads up to the end of a record. */
  record(): string[] {
    const cells = [this.cell()]
    while (this.source[this.at] === this.separator) {
      this.at += 1
      cells.push(this.cell())
    }
    if (this.source[this.at] === '\r') this.at += 1
    if (this.source[this.at] === '\n') this.at += 1
    this.line += 1
    return cells
  }

  private cell(): string {
    this.skipSpace()
    if (this.source[this.at] === '"') return this.quoted()
    this.bare.lastIndex = this.at
    const [text = ''] = this.bare.exec(this.source) ?? []
    this.at += text.length
    return text.trim()
  }

  private quoted(): string {
    const { line, source } = this
    const begin = this.at + 1
    let end = source.indexOf('"', begin)
    while (end !== -1 && source[end + 1] === '"') end = source.indexOf('"', end + 2)
    if (end === -1) throw new OrganisationError(`line ${line}: a quotation mark is not closed.`)
    const text = source.slice(begin, end)
    this.line += text.split('\n').length - 1
    this.at = end + 1
    this.skipSpace()
    if (![this.separator, '\r', '\n', undefined].includes(source[this.at])) {
      throw new OrganisationError(
        `line ${this.line}: there is text behind a closing quotation mark; write "" for one within a text.`,
      )
    }
    return text.replaceAll('""', '"')
  }

  private skipSpace(): void {
    while (this.source[this.at] === ' ' || this.source[this.at] === '\t') this.at += 1
  }
}
