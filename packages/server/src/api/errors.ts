import type { ErrorAnswer } from '@spoor/model'
import { DrizzleQueryError } from 'drizzle-orm'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { FindingsRequestError } from '../hunts/findings-request.js'
import { TuningError, type TuningErrorCode } from '../hunts/tuning/index.js'
import { OrganisationRefusal, type OrganisationRefusalCode } from '../organisation/index.js'
import { OrganisationError } from '../organisation/organisation.js'
import { QuestionError, type QuestionErrorCode } from '../questions/question-error.js'
import { StoreError } from '../store/event-store.js'
import { setSecurityHeaders } from './security-headers.js'

/** A refusal with its HTTP status. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

const QUESTION_STATUS: Readonly<Partial<Record<QuestionErrorCode, number>>> = {
  NOT_FOUND: 404,
  TOO_SLOW: 422,
  TOO_LARGE: 422,
}

const TUNING_STATUS: Readonly<Record<TuningErrorCode, number>> = {
  HUNT_INVALID: 400,
  TUNING_INVALID: 400,
  NOT_FOUND: 404,
  NAME_TAKEN: 409,
  CHANGED_MEANWHILE: 409,
  TOO_MANY: 422,
  BUSY: 429,
}

const REFUSAL_STATUS: Readonly<Record<OrganisationRefusalCode, number>> = {
  ORGANISATION_INVALID: 400,
  NOT_FOUND: 404,
  CHANGED_MEANWHILE: 409,
}

/** What people are told of an error. The engine's own words, which hold SQL, are never in it. */
export function errorAnswer(error: unknown): { status: number; answer: ErrorAnswer } {
  if (error instanceof QuestionError) {
    const { code, message, problems } = error
    return {
      status: QUESTION_STATUS[code] ?? 400,
      answer: { error: code, message, ...(problems.length > 0 && { problems: [...problems] }) },
    }
  }
  if (error instanceof TuningError) {
    const { code, message, problems } = error
    const pointed = problems.map(({ place, message: what, hint }) => ({
      message: what,
      from: 0,
      to: 0,
      line: place.line,
      ...(hint !== undefined && { hint }),
    }))
    return {
      status: TUNING_STATUS[code],
      answer: { error: code, message, ...(pointed.length > 0 && { problems: pointed }) },
    }
  }
  if (error instanceof OrganisationRefusal) {
    const { code, message, problems } = error
    const pointed = problems.map(({ place, message: what, line }) => ({
      message: `${place}: ${what}`,
      from: 0,
      to: 0,
      ...(line !== undefined && { line }),
    }))
    return {
      status: REFUSAL_STATUS[code],
      answer: { error: code, message, ...(pointed.length > 0 && { problems: pointed }) },
    }
  }
  if (error instanceof OrganisationError) {
    return { status: 400, answer: { error: 'ORGANISATION_INVALID', message: error.message } }
  }
  if (error instanceof ApiError) {
    return { status: error.status, answer: { error: error.code, message: error.message } }
  }
  if (error instanceof FindingsRequestError) {
    return { status: 400, answer: { error: 'REQUEST_INVALID', message: error.message } }
  }
  if (error instanceof StoreError) {
    const message = 'The events engine could not answer. The log of Spoor says why.'
    return { status: 503, answer: { error: 'ENGINE_FAILED', message } }
  }
  if (error instanceof DrizzleQueryError) {
    const message = 'The state store could not answer. The log of Spoor says why.'
    return { status: 503, answer: { error: 'STATE_FAILED', message } }
  }
  if (isFastifyError(error) && error.validation) {
    const message = error.validation.map((problem) => described(problem, error)).join('; ')
    return { status: 400, answer: { error: 'REQUEST_INVALID', message } }
  }
  if (isFastifyError(error) && error.statusCode && error.statusCode < 500) {
    const answer = { error: 'REQUEST_INVALID', message: error.message }
    return { status: error.statusCode, answer }
  }
  const message = 'Spoor made a mistake. Its log says more.'
  return { status: 500, answer: { error: 'INTERNAL', message } }
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'code' in error
}

type ValidationProblem = NonNullable<FastifyError['validation']>[number]

function described(
  { instancePath, message, params }: ValidationProblem,
  error: FastifyError,
): string {
  const unknown = params['additionalProperty']
  if (typeof unknown === 'string') {
    return `${JSON.stringify(unknown.slice(0, 80))} is no parameter of this resource`
  }
  const name = instancePath.slice(1) || error.validationContext || 'request'
  return `${name} ${message ?? 'is wrong'}`
}

/** Sends an error in the one shape that all of them have. */
export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { status, answer } = errorAnswer(error)
  if (status >= 500) request.log.error(error)
  setSecurityHeaders(reply)
  void reply.code(status).type('application/json; charset=utf-8').send(answer)
}
