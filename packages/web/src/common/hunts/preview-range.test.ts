import { expect, it } from 'vitest'
import { previewRange } from './preview-range.js'

const VIEW = { from: '2026-06-01T00:00:00.000Z', to: undefined }

it.each([
  ['view', '2026-06-22T10:00:00.5Z', VIEW],
  ['7', null, {}],
  ['7', undefined, {}],
  [
    '7',
    '2026-06-22T10:00:00.500123Z',
    { from: '2026-06-15T10:00:00.500Z', to: '2026-06-22T10:00:01.500Z' },
  ],
] as const)('%s days to %s', (span, newest, range) => {
  expect(previewRange(span, newest, VIEW)).toEqual(range)
})
