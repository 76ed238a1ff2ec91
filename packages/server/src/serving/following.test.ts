import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { newLines, useIngestGround } from '../ingest/ingest-ground.testing.js'
import { Following } from './following.js'

const ground = useIngestGround()

it('says when all files of all patterns were read, and again after more came in', async () => {
  const { root, context } = ground()
  const [one, two] = [join(root, 'one.json'), join(root, 'two.json')]
  await writeFile(one, newLines(50))
  await writeFile(two, newLines(200))
  let read = 0
  const sums: number[] = []
  let wake = (): void => undefined
  const following = new Following(context, [one, two], {
    interval: 10,
    onEvents: (_path, counts) => {
      read += counts.events
    },
    onCaughtUp: () => {
      sums.push(read)
      wake()
    },
  })
  const nextTime = () => new Promise<void>((resolve) => (wake = resolve))
  if (sums.length === 0) await nextTime()
  expect(sums).toEqual([250])
  const again = nextTime()
  await appendFile(one, newLines(7))
  await again
  await following.close()
  expect(sums).toEqual([250, 257])
})
