import { DrizzleQueryError } from 'drizzle-orm'
import { ConfigError } from '../config/config.js'
import { DataInUseError } from '../data-lock.js'
import { GeoDatabaseError } from '../hosts/geo/geo-database.js'
import { FindingsRequestError } from '../hunts/findings-request.js'
import { TuningError } from '../hunts/tuning/index.js'
import { OrganisationRefusal } from '../organisation/index.js'
import { OrganisationError } from '../organisation/organisation.js'
import { QuestionError } from '../questions/question-error.js'
import { SensorError } from '../sources/capture.js'
import { PathError } from '../sources/expand-paths.js'
import { PortTakenError } from '../serving/serving.js'
import { StoreTooNewError } from '../state/migrations.js'
import { SigmaPathError } from '../sigma/sigma-files.js'
import { StoreError } from '../store/event-store.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { problemText } from './question-problems.js'
import { visible, visibleLines } from './terminal-text.js'

/** The command was called in a way that has no meaning. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The command cannot do its work; the message says what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

export interface Failure {
  readonly code: ExitCode
  /** For standard error; safe to show. */
  readonly text: string
}

/** What to tell a person about an error. @param question the question that was asked, if one was */
export function failureOf(error: unknown, question = ''): Failure {
  if (error instanceof QuestionError) {
    const slow = error.code === 'TOO_SLOW' || error.code === 'TOO_LARGE'
    const text = error.problems.length > 0 ? problemText(question, error.problems) : error.message
    return { code: slow ? EXIT.failed : EXIT.usage, text: visibleLines(text) }
  }
  if (error instanceof TuningError) {
    return { code: EXIT.usage, text: visibleLines(tuningText(error)) }
  }
  if (error instanceof StoreError) {
    return { code: EXIT.failed, text: `The events engine failed: ${visible(error.message)}` }
  }
  if (
    isOneOf(error, [
      UsageError,
      ConfigError,
      GeoDatabaseError,
      OrganisationError,
      OrganisationRefusal,
      FindingsRequestError,
    ])
  ) {
    return { code: EXIT.usage, text: visibleLines(error.message) }
  }
  if (
    isOneOf(error, [
      CommandError,
      PathError,
      SigmaPathError,
      SensorError,
      DataInUseError,
      StoreTooNewError,
      PortTakenError,
    ])
  ) {
    return { code: EXIT.failed, text: visibleLines(error.message) }
  }
  if (error instanceof DrizzleQueryError) {
    const reason = error.cause?.message ?? 'it does not say why'
    return { code: EXIT.failed, text: `The state store failed: ${visible(reason)}` }
  }
  return { code: EXIT.failed, text: visible(systemText(error)) }
}

/** The message, with the line that it is about. */
function tuningText({ message, problems: [problem] }: TuningError): string {
  if (problem === undefined) return message
  return `line ${problem.place.line}: ${message}${problem.hint ? ` ${problem.hint}` : ''}`
}

function isOneOf(
  error: unknown,
  kinds: readonly (abstract new (...args: never[]) => Error)[],
): error is Error {
  return kinds.some((kind) => error instanceof kind)
}

const BY_CODE: Readonly<Record<string, (path: string) => string>> = {
  ENOSPC: () => 'The disk is full. Free some space, or choose another place with --data or TMPDIR.',
  EDQUOT: () => 'The disk quota is used up. Free some space, or choose another place with --data.',
  EACCES: (path) =>
    `${path} may not be used: give this user the right to, or choose another place.`,
  EROFS: (path) => `${path} is on a disk that may only be read: choose another place with --data.`,
  ENOTDIR: (path) => `${path} is not a folder.`,
  EADDRINUSE: () => 'The port is taken by another program. Choose another one.',
}

/** A server of the stores does not answer; its address never holds a password. */
function refusedText(error: Error): string {
  const { address, port } = error as { address?: string; port?: number }
  const place = address === undefined ? '' : ` at ${address}:${port}`
  return `The server${place} does not answer. Start it, or correct SPOOR_CLICKHOUSE_URL or SPOOR_DATABASE_URL.`
}

function systemText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, path = 'The file' } = error as NodeJS.ErrnoException
  if (code === 'ECONNREFUSED') return refusedText(error)
  const known = BY_CODE[code ?? '']
  if (known) return known(path)
  return `${error.message || error.name} (SPOOR_DEBUG=1 shows where it happened)`
}
