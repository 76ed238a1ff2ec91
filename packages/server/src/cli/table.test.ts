import { expect, test } from 'vitest'
import { fitWidths, tableText, type Column } from './table.js'

interface Row {
  who: string
  bytes: number
}

const columns: readonly Column<Row>[] = [
  { title: 'WHO', value: ({ who }) => who, least: 5 },
  { title: 'BYTES', value: ({ bytes }) => String(bytes), align: 'right' },
]

test('columns as wide as their values, figures on the right', () => {
  const text = tableText(columns, [
    { who: 'alice', bytes: 1 },
    { who: 'bo', bytes: 1234567 },
  ])
  expect(text).toBe('WHO      BYTES\nalice        1\nbo     1234567')
})

test('cuts to the width of the terminal, wide characters counted twice', () => {
  const text = tableText(
    columns,
    [
      { who: 'alexandra-of-the-long-name', bytes: 1 },
      { who: '会議資料会議資料', bytes: 2 },
    ],
    18,
  )
  expect(text).toBe('WHO          BYTES\nalexandra-…      1\n会議資料会…      2')
})

test('a hostile value stays on its line and inert', () => {
  const text = tableText(columns, [{ who: 'a\n\u001b[31mroot\u202e', bytes: 1 }])
  expect(text.split('\n')).toHaveLength(2)
  expect(text).toContain('a⟨␊⟩⟨␛⟩[31mroot⟨U+202E⟩')
})

test('width is taken from the widest, down to the least', () => {
  expect(fitWidths([10, 30, 20], [5, 5, 5], 40)).toEqual([10, 15, 15])
  expect(fitWidths([10, 30, 20], [undefined, 25, 5], 40)).toEqual([10, 25, 5])
  expect(fitWidths([10, 10], [8, undefined], 5)).toEqual([8, 10])
})

test('columns that can be spared are left out where they do not fit, or say nothing', () => {
  const wide: readonly Column<Row>[] = [
    ...columns,
    { title: 'NEVER', value: () => '', expendable: 1 },
    { title: 'LEAST', value: () => 'last-to-go', expendable: 1 },
    { title: 'FIRST', value: () => 'first-to-go', expendable: 2 },
  ]
  const heads = (width?: number) =>
    tableText(wide, [{ who: 'alice', bytes: 1 }], width)
      .split('\n')[0]
      ?.split(/ +/)
  expect(heads()).toEqual(['WHO', 'BYTES', 'NEVER', 'LEAST', 'FIRST'])
  expect(heads(50)).toEqual(['WHO', 'BYTES', 'LEAST', 'FIRST'])
  expect(heads(30)).toEqual(['WHO', 'BYTES', 'LEAST'])
  expect(heads(15)).toEqual(['WHO', 'BYTES'])
})
