import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { stringify } from 'yaml'
import { type Answer, ANSWERS_FILE, officeAnswers } from './answers.js'
import { DEFAULT_SEED } from './compose.js'

const MARK = '# ---- From here on written by src/write-answers.ts'

/** The recordings, seen from the built and from the source folder. */
export const RECORDINGS_DIR = fileURLToPath(new URL('../recordings', import.meta.url))

/**
 * The text of answers.yaml with its list of hostile sessions made anew: for the default seed, each
 * with its distance in seconds before the end. Times inside file names depend on the end and are
 * written as {time}. Throws Error when the file lacks the line that begins the list.
 */
export async function renderAnswers(current: string): Promise<string> {
  const head = current.split(MARK, 1)[0]
  if (head === undefined || head.length === current.length) {
    throw new Error(`answers.yaml lacks the line "${MARK}"`)
  }
  const end = new Date('2026-01-15T12:00:00Z')
  const answers = await officeAnswers({ seed: DEFAULT_SEED, end, recordingsDir: RECORDINGS_DIR })
  const lines = answers.map((answer) => `    - ${stringifyFlow(listed(answer, end))}`)
  return [
    `${head}${MARK} (npm run answers -w @spoor/demo).`,
    '# Seconds before the end of the composition; times in file names stand as {time}.',
    'composition:',
    `  seed: ${DEFAULT_SEED}`,
    '  days: 14',
    '  sessions:',
    ...lines,
    '',
  ].join('\n')
}

function listed(answer: Answer, end: Date): Record<string, unknown> {
  const before = (time: Date): number => Math.round((end.getTime() - time.getTime()) / 100) / 10
  return {
    take: answer.take,
    instance: answer.instance,
    startBefore: before(answer.start),
    endBefore: before(answer.end),
    client: answer.client,
    server: answer.server,
    port: answer.serverPort,
    ...(answer.user === undefined ? {} : { user: answer.user }),
    ...(answer.files.length === 0
      ? {}
      : {
          files: answer.files.map((file) => ({
            ...file,
            name: file.name.replace(/\d{4}(_\d\d){5}/, '{time}'),
          })),
        }),
    hunts: answer.hunts,
  }
}

function stringifyFlow(value: Record<string, unknown>): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 })
    .replace(/\s*\n\s*/g, ' ')
    .trim()
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === process.argv[1]) {
  await writeFile(ANSWERS_FILE, await renderAnswers(await readFile(ANSWERS_FILE, 'utf8')))
}
