import {
  FromQuestionRequest,
  OwnHuntRequest,
  parseQuery,
  type DocumentAnswer,
  type HuntDetail,
  type RemovedAnswer,
} from '@spoor/model'
import { randomUUID } from 'node:crypto'
import { addOwnHunt, changeOwnHunt, removeOwnHunt } from '../hunts/tuning/index.js'
import { QuestionError } from '../questions/question-error.js'
import { sigmaRule } from '../sigma/write/sigma-rule.js'
import { SigmaWriteError } from '../sigma/write/write-error.js'
import type { Answering, App } from './app.js'
import { authorOf } from './author.js'
import { DOCUMENT_LIMIT, exactly } from './bodies.js'
import { ApiError } from './errors.js'
import { detailOf, HuntId, momentOf, Nothing } from './hunt-requests.js'
import { answers, strict } from './schemas.js'

/** Hunts that are written and saved here. */
export function ownHuntRoutes(app: App, { platform }: Answering): void {
  app.post(
    '/api/v1/hunts',
    {
      config: { permission: 'hunts:write' },
      bodyLimit: DOCUMENT_LIMIT,
      validatorCompiler: exactly,
      schema: {
        operationId: 'add_hunt',
        summary: 'Save a hunt of your own',
        description: 'A Sigma rule, a correlation after its rules, or a behaviour, as YAML.',
        tags: ['hunts'],
        querystring: Nothing,
        body: strict(OwnHuntRequest),
        response: answers('HuntDetail', 'The hunt.'),
      },
    },
    async (request): Promise<HuntDetail> => {
      const id = await addOwnHunt(platform, toSave(request.body), authorOf(request))
      platform.noteHunts()
      return detailOf(platform, id)
    },
  )

  app.put(
    '/api/v1/hunts/:id',
    {
      config: { permission: 'hunts:write' },
      bodyLimit: DOCUMENT_LIMIT,
      validatorCompiler: exactly,
      schema: {
        operationId: 'change_hunt',
        summary: 'Change a hunt of your own',
        tags: ['hunts'],
        params: HuntId,
        querystring: Nothing,
        body: strict(OwnHuntRequest),
        response: answers('HuntDetail', 'The hunt as it is now.'),
      },
    },
    async (request): Promise<HuntDetail> => {
      const { params, body } = request
      const read = body.read === undefined ? undefined : momentOf(body.read)
      await changeOwnHunt(platform, params.id, toSave(body), authorOf(request), read)
      platform.noteHunts()
      return detailOf(platform, params.id)
    },
  )

  app.delete(
    '/api/v1/hunts/:id',
    {
      config: { permission: 'hunts:write' },
      schema: {
        operationId: 'remove_hunt',
        summary: 'Remove a hunt of your own',
        description: 'Its findings go with it.',
        tags: ['hunts'],
        params: HuntId,
        querystring: Nothing,
        response: answers('RemovedAnswer', 'What was removed.'),
      },
    },
    async (request): Promise<RemovedAnswer> => {
      const { params } = request
      await removeOwnHunt(platform, params.id, authorOf(request))
      platform.noteHunts()
      return { removed: params.id }
    },
  )

  app.post(
    '/api/v1/hunts/from-question',
    {
      config: { permission: 'hunts:preview' },
      validatorCompiler: exactly,
      schema: {
        operationId: 'hunt_from_question',
        summary: 'Write a question as a hunt',
        description: 'The document of a hunt that asks the question, to be changed and saved.',
        tags: ['hunts'],
        querystring: Nothing,
        body: strict(FromQuestionRequest),
        response: answers('DocumentAnswer', 'The document.'),
      },
    },
    async ({ body }): Promise<DocumentAnswer> => ({
      text: documentOf(body, [...platform.lists.keys()]),
    }),
  )
}

/** @throws QuestionError QUERY_INVALID; ApiError for a question that a rule cannot ask */
function documentOf(
  { title, q, subject, level = 'medium', description }: FromQuestionRequest,
  lists: readonly string[],
): string {
  const parsed = parseQuery(q, subject, { lists })
  if (!parsed.ok) {
    const message = parsed.problems[0]?.message ?? 'The question cannot be read.'
    throw new QuestionError('QUERY_INVALID', message, parsed.problems)
  }
  const { query } = parsed
  try {
    return sigmaRule({
      title,
      id: randomUUID(),
      status: 'stable',
      ...(description !== undefined && { description }),
      level,
      subject,
      query,
    })
  } catch (error) {
    if (!(error instanceof SigmaWriteError)) throw error
    const { message, hint = '' } = error
    throw new ApiError(400, 'HUNT_INVALID', `${message} ${hint}`.trim())
  }
}

function toSave({ text, from, to, is_on: isOn }: OwnHuntRequest) {
  return {
    text,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(isOn !== undefined && { isOn }),
  }
}
