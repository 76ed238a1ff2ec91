import { expect, it } from 'vitest'
import { readHuntFile } from './read-file.js'

it.each([
  ['title: A', { text: 'title: A' }],
  ['', { problem: 'The file is empty.' }],
  [' \n', { problem: 'The file is empty.' }],
  ['PK\u0003\0', { problem: 'The file is no text.' }],
  ['x'.repeat(1_048_577), { problem: 'The file is larger than 1 MiB: this is no hunt.' }],
])('reads a file', async (content, read) => {
  const file = { name: 'a.yml', size: content.length, text: () => Promise.resolve(content) }
  expect(await readHuntFile(file)).toEqual(read)
})
