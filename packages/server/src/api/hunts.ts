import { TodayRequest, TuningRequest, type HuntDetail, type HuntsAnswer } from '@spoor/model'
import { Type } from '@sinclair/typebox'
import { describeHunts } from '../hunts/describe.js'
import { huntDetail, textOf } from '../hunts/hunt-detail.js'
import { resetHunt, siteHunt, tuneHunt } from '../hunts/tuning/index.js'
import type { Answering, App } from './app.js'
import { authorOf } from './author.js'
import { exactly } from './bodies.js'
import { ApiError } from './errors.js'
import { contextOf, detailOf, HuntId, momentOf, Nothing, proposalOf } from './hunt-requests.js'
import { answers, refusals, strict } from './schemas.js'

/** `/api/v1/hunts` */
export function huntRoutes(app: App, answer: Answering): void {
  readingRoutes(app, answer)
  tuningRoutes(app, answer)
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
        params: HuntId,
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
        params: HuntId,
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

function tuningRoutes(app: App, { platform }: Answering): void {
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
        params: HuntId,
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
      return detailOf(platform, params.id)
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
        params: HuntId,
        querystring: Nothing,
        response: answers('HuntDetail', 'The hunt as it is now.'),
      },
    },
    async (request): Promise<HuntDetail> => {
      const { params } = request
      await resetHunt(platform, params.id, authorOf(request))
      platform.noteHunts()
      return detailOf(platform, params.id)
    },
  )
}

function momentOrNull(text: string | null): Date | null {
  return text === null ? null : momentOf(text)
}
