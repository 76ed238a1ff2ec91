import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countLines, cutChunks, type Chunk, type CutOptions } from './cut-chunks.js'

async function* stream(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield piece
}

async function cut(pieces: readonly Buffer[], options: Partial<CutOptions> = {}): Promise<Chunk[]> {
  const chunks: Chunk[] = []
  const all = { offset: 0, target: 8, lastLineComplete: true, ...options }
  for await (const chunk of cutChunks(stream(pieces), all)) chunks.push(chunk)
  return chunks
}

/** Cuts a text at random places: how it arrives must not matter. */
const pieces = (text: string): fc.Arbitrary<Buffer[]> =>
  fc.array(fc.nat(text.length), { maxLength: 8 }).map((places) => {
    const marks = [0, ...places.toSorted((a, b) => a - b), text.length]
    return marks.slice(1).map((end, i) => Buffer.from(text.slice(marks[i], end)))
  })

const logs = fc
  .array(fc.string({ unit: fc.constantFrom('a', 'b', '"', '\r'), maxLength: 14 }), {
    maxLength: 30,
  })
  .chain((lines) => fc.constantFrom(lines.join('\n'), lines.map((line) => `${line}\n`).join('')))

describe('cutChunks', () => {
  test('loses and repeats nothing, and says where everything is', async () => {
    const cases = logs.chain((text) => fc.tuple(fc.constant(text), pieces(text), fc.boolean()))
    await fc.assert(
      fc.asyncProperty(cases, async ([text, parts, lastLineComplete]) => {
        const chunks = await cut(parts, { lastLineComplete })
        let at = 0
        for (const chunk of chunks) {
          expect(chunk.offset).toBe(at)
          const there = text.slice(chunk.offset, chunk.end)
          if (chunk.kind === 'lines') {
            expect(Buffer.concat(chunk.pieces).toString()).toBe(there)
            expect(chunk.lines).toBe(countLines([Buffer.from(there)]))
          } else {
            expect(there.replace(/\n$/, '')).toHaveLength(chunk.length)
            expect(chunk.length).toBeGreaterThanOrEqual(8)
            expect(there.startsWith(chunk.head.toString())).toBe(true)
          }
          at = chunk.end
        }
        const whole = lastLineComplete ? text.length : text.lastIndexOf('\n') + 1
        expect(at).toBe(whole)
      }),
    )
  })

  test('chunks end with a line feed, but for the last', async () => {
    const chunks = await cut(['aaa\nbb', 'b\ncc', 'c\nddd'].map((text) => Buffer.from(text)))
    const texts = chunks.map(
      (chunk) => chunk.kind === 'lines' && Buffer.concat(chunk.pieces).toString(),
    )
    expect(texts).toEqual(['aaa\nbbb\n', 'ccc\nddd'])
  })

  test('a chunk that was begun before a crash is cut the same again', async () => {
    const text = 'aaa\nbbb\nccc\nddd\n'
    const chunks = await cut([Buffer.from(text)], { firstLengths: [4, 8], offset: 100 })
    expect(chunks.map(({ offset, end }) => [offset, end])).toEqual([
      [100, 104],
      [104, 112],
      [112, 116],
    ])
  })

  test('a line without end is let pass in little memory', async () => {
    const piece = Buffer.alloc(1000, 'x')
    const [line, rest] = await cut([...Array<Buffer>(1000).fill(piece), Buffer.from('\n{}\n')], {
      target: 5000,
    })
    expect(line).toMatchObject({ kind: 'oversized', offset: 0, length: 1_000_000, end: 1_000_001 })
    expect(rest).toMatchObject({ kind: 'lines', offset: 1_000_001, lines: 1 })
  })
})
