import {
  SuppressionRequest,
  SuppressionsRequest,
  type Suppression,
  type SuppressionsAnswer,
} from '@spoor/model'
import { Type } from '@sinclair/typebox'
import { describeSuppression, describeSuppressions } from '../hunts/describe-suppressions.js'
import { endSuppression, siteHunt, suppress } from '../hunts/tuning/index.js'
import type { Answering, App } from './app.js'
import { authorOf } from './author.js'
import { exactly } from './bodies.js'
import { answers, strict } from './schemas.js'

const Nothing = strict(Type.Object({}))

/** `/api/v1/suppressions` */
export function suppressionRoutes(app: App, { platform }: Answering): void {
  const { events, state } = platform
  app.get(
    '/api/v1/suppressions',
    {
      config: { permission: 'suppressions:read' },
      schema: {
        operationId: 'list_suppressions',
        summary: 'List suppressions',
        description: 'Which findings are hidden, why, until when, and how many. The newest first.',
        tags: ['hunts'],
        querystring: strict(SuppressionsRequest),
        response: answers('SuppressionsAnswer', 'The suppressions.'),
      },
    },
    async ({ query }): Promise<SuppressionsAnswer> => ({
      suppressions: await describeSuppressions(events, state, query, new Date()),
    }),
  )

  app.post(
    '/api/v1/suppressions',
    {
      config: { permission: 'suppressions:write' },
      validatorCompiler: exactly,
      schema: {
        operationId: 'add_suppression',
        summary: 'Hide findings',
        description:
          'Findings of a hunt, or of all, whose entity, client, server or user is the value. They are kept, and come back when the suppression is ended.',
        tags: ['hunts'],
        querystring: Nothing,
        body: strict(SuppressionRequest),
        response: answers('Suppression', 'The suppression.'),
      },
    },
    async (request): Promise<Suppression> => {
      const { hunt, field, value, reason, since, until } = request.body
      if (hunt) await siteHunt(platform, hunt)
      const wanted = {
        hunt: hunt ?? null,
        field,
        value,
        reason,
        ...(typeof since === 'string' && { since }),
        ...(typeof until === 'string' && { until }),
      }
      const saved = await suppress(state, wanted, authorOf(request))
      return describeSuppression(events, saved, new Date())
    },
  )

  app.delete(
    '/api/v1/suppressions/:id',
    {
      config: { permission: 'suppressions:write' },
      schema: {
        operationId: 'end_suppression',
        summary: 'Show again what a suppression hides',
        description: 'It stays in the list of ended ones, with who ended it.',
        tags: ['hunts'],
        params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) }),
        querystring: Nothing,
        response: answers('Suppression', 'The suppression, ended.'),
      },
    },
    async (request): Promise<Suppression> => {
      const ended = await endSuppression(state, request.params.id, authorOf(request))
      return describeSuppression(events, ended, new Date())
    },
  )
}
