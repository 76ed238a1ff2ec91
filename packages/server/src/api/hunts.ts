import {
  FromQuestionRequest,
  OwnHuntRequest,
  parseQuery,
  PreviewRequest,
  TodayRequest,
  TuningRequest,
  type DocumentAnswer,
  type HuntDetail,
  type HuntsAnswer,
  type PreviewAnswer,
  type RemovedAnswer,
} from '@spoor/model'
import { Type } from '@sinclair/typebox'
import { randomUUID } from 'node:crypto'
import { describeHunts } from '../hunts/describe.js'
import { huntDetail, textOf } from '../hunts/hunt-detail.js'
import {
  addOwnHunt,
  changeOwnHunt,
  removeOwnHunt,
  resetHunt,
  siteHunt,
  tuneHunt,
  type Proposal,
} from '../hunts/tuning/index.js'
import { QuestionError } from '../questions/question-error.js'
import { sigmaRule } from '../sigma/write/sigma-rule.js'
import { SigmaWriteError } from '../sigma/write/write-error.js'
import type { Answering, App } from './app.js'
import { authorOf } from './author.js'
import { DOCUMENT_LIMIT, exactly } from './bodies.js'
import { ApiError } from './errors.js'
import { previewer } from './hunt-previews.js'
import { answers, refusals, strict } from './schemas.js'

const Id = Type.Object({ id: Type.String({ minLength: 1, maxLength: 256 }) })
const Nothing = strict(Type.Object({}))

/** `/api/v1/hunts` */
export function huntRoutes(app: App, answer: Answering): void {
  readingRoutes(app, answer)
  tuningRoutes(app, answer)
  ownHuntRoutes(app, answer)
  previewRoutes(app, answer)
}

/** A hunt as it is now. */
function detailOf({ platform }: Answering, id: string): Promise<HuntDetail> {
  return huntDetail(platform.events, platform, id, {}, contextOf(platform))
}

function contextOf({ lists, calendar }: Answering['platform']) {
  return { now: new Date(), lists, calendar }
}

function readingRoutes(app: App, { platform }: Answering): void {
  app.get(
    '/api/v1/hunts',
    {
      config: { permission: 'hunts:read' },
      schema: {
        operationId: 'list_hunts',
        summary: 'List hunts',
        description:
          'All hunts as they are for this site, each with the number of its findings that overlap the time range.',
        tags: ['hunts'],
        querystring: strict(TodayRequest),
        response: answers('HuntsAnswer', 'The hunts.'),
      },
    },
    ({ query }): Promise<HuntsAnswer> => describeHunts(platform.events, platform, query),
  )

  app.get(
    '/api/v1/hunts/:id',
    {
      config: { permission: 'hunts:read' },
      schema: {
        operationId: 'get_hunt',
        summary: 'One hunt',
        description:
          'What it asks, how it is tuned, and what it found. Default: the newest 30 days with records.',
        tags: ['hunts'],
        params: Id,
        querystring: strict(TodayRequest),
        response: answers('HuntDetail', 'The hunt.'),
      },
    },
    ({ params, query }): Promise<HuntDetail> =>
      huntDetail(platform.events, platform, params.id, query, contextOf(platform)),
  )

  app.get(
    '/api/v1/hunts/:id/sigma',
    {
      config: { permission: 'hunts:read' },
      schema: {
        operationId: 'get_hunt_sigma',
        summary: 'The document of a hunt',
        description: 'A Sigma rule, correlation or behaviour, as it was written.',
        tags: ['hunts'],
        produces: ['application/yaml'],
        params: Id,
        querystring: Nothing,
        response: {
          200: Type.Unsafe<string>({ type: 'string', description: 'YAML.' }),
          ...refusals,
        },
      },
    },
    async ({ params }, reply) => {
      const { untuned } = await siteHunt(platform, params.id)
      const text = textOf(untuned)
      if (text === undefined) {
        throw new ApiError(404, 'NOT_FOUND', 'This hunt is written in code and has no document.')
      }
      const name = untuned.id.replaceAll(/[^\w-]/g, '-')
      return reply
        .headers({
          'content-type': 'application/yaml; charset=utf-8',
          'content-disposition': `attachment; filename="${name}.yml"`,
        })
        .serializer((value: string) => value)
        .send(text)
    },
  )
}

function tuningRoutes(app: App, answer: Answering): void {
  const { platform } = answer
  app.put(
    '/api/v1/hunts/:id/tuning',
    {
      config: { permission: 'hunts:write' },
      validatorCompiler: exactly,
      schema: {
        operationId: 'tune_hunt',
        summary: 'Tune a hunt',
        description:
          'Switches a hunt on or off, and sets its level and parameters. The tuning is put as a whole. The hunt is then run over the kept days.',
        tags: ['hunts'],
        params: Id,
        querystring: Nothing,
        body: strict(TuningRequest),
        response: answers('HuntDetail', 'The hunt as it is now.'),
      },
    },
    async (request): Promise<HuntDetail> => {
      const { params, body } = request
      const read = body.read === undefined ? undefined : momentOrNull(body.read)
      await tuneHunt(platform, params.id, proposalOf(body), authorOf(request), read)
      platform.noteHunts()
      return detailOf(answer, params.id)
    },
  )

  app.delete(
    '/api/v1/hunts/:id/tuning',
    {
      config: { permission: 'hunts:write' },
      schema: {
        operationId: 'reset_hunt',
        summary: 'Make a hunt be as it says itself',
        tags: ['hunts'],
        params: Id,
        querystring: Nothing,
        response: answers('HuntDetail', 'The hunt as it is now.'),
      },
    },
    async (request): Promise<HuntDetail> => {
      const { params } = request
      await resetHunt(platform, params.id, authorOf(request))
      platform.noteHunts()
      return detailOf(answer, params.id)
    },
  )
}

function ownHuntRoutes(app: App, answer: Answering): void {
  const { platform } = answer
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
      return detailOf(answer, id)
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
        params: Id,
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
      return detailOf(answer, params.id)
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
        params: Id,
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
}

function previewRoutes(app: App, { platform }: Answering): void {
  const preview = previewer(platform)
  app.post(
    '/api/v1/hunts/preview',
    {
      config: { permission: 'hunts:preview' },
      bodyLimit: DOCUMENT_LIMIT,
      validatorCompiler: exactly,
      schema: {
        operationId: 'preview_hunt',
        summary: 'What a hunt would find',
        description:
          'Tries a hunt, with a proposed tuning if given, or a document that is not saved, over whole UTC days. Nothing is kept. Default: the newest 7 days with records.',
        tags: ['hunts'],
        querystring: Nothing,
        body: strict(PreviewRequest),
        response: answers('PreviewAnswer', 'What it would find.'),
      },
    },
    ({ body }): Promise<PreviewAnswer> =>
      preview({ ...body, tuning: body.tuning && proposalOf(body.tuning) }),
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

function proposalOf({ is_on: isOn, level, parameters }: TuningRequest): Proposal {
  return {
    ...(isOn !== undefined && { isOn }),
    ...(level !== undefined && { level }),
    ...(parameters !== undefined && { parameters }),
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

function momentOrNull(text: string | null): Date | null {
  return text === null ? null : momentOf(text)
}

function momentOf(text: string): Date {
  const moment = new Date(text)
  if (!Number.isNaN(moment.getTime())) return moment
  throw new ApiError(400, 'REQUEST_INVALID', 'read: send the time as it was answered.')
}
