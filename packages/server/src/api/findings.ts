import { FindingsRequest, ReviewRequest, type Finding, type FindingsAnswer } from '@spoor/model'
import { Type } from '@sinclair/typebox'
import { getFinding, listFindings } from '../hunts/findings.js'
import { decisionsOf, review, unreview } from '../hunts/tuning/index.js'
import type { Platform } from '../platform.js'
import { authorOf } from './author.js'
import { exactly } from './bodies.js'
import { ApiError } from './errors.js'
import type { Answering, App } from './app.js'
import { answers, strict } from './schemas.js'

const Id = Type.Object({ id: Type.String({ minLength: 1, maxLength: 400 }) })
const Nothing = strict(Type.Object({}))

/** A finding that there is. @throws ApiError NOT_FOUND */
async function findingOf(platform: Platform, id: string): Promise<Finding> {
  const finding = await getFinding(platform.events, id, await decisionsOf(platform))
  if (finding) return finding
  throw new ApiError(404, 'NOT_FOUND', 'There is no finding with this id; it may be gone.')
}

/** `/api/v1/findings` */
export function findingRoutes(app: App, { platform }: Answering): void {
  app.get(
    '/api/v1/findings',
    {
      config: { permission: 'findings:read' },
      schema: {
        operationId: 'list_findings',
        summary: 'List findings',
        description:
          'Findings that overlap the time range, the gravest first, or the newest. Suppressed ones are left out unless asked for.',
        tags: ['findings'],
        querystring: strict(FindingsRequest),
        response: answers('FindingsAnswer', 'One page.'),
      },
    },
    async ({ query }): Promise<FindingsAnswer> =>
      listFindings(platform.events, query, new Date(), await decisionsOf(platform)),
  )

  app.get(
    '/api/v1/findings/:id',
    {
      config: { permission: 'findings:read' },
      schema: {
        operationId: 'get_finding',
        summary: 'One finding',
        tags: ['findings'],
        params: Id,
        querystring: Nothing,
        response: answers('Finding', 'The finding.'),
      },
    },
    ({ params }): Promise<Finding> => findingOf(platform, params.id),
  )

  app.put(
    '/api/v1/findings/:id/review',
    {
      config: { permission: 'findings:review' },
      validatorCompiler: exactly,
      schema: {
        operationId: 'review_finding',
        summary: 'Say what a finding is',
        description: 'Confirms or dismisses a finding. What was said before is replaced.',
        tags: ['findings'],
        params: Id,
        querystring: Nothing,
        body: strict(ReviewRequest),
        response: answers('Finding', 'The finding as it is now.'),
      },
    },
    async (request): Promise<Finding> => {
      const { id, hunt, last_seen } = await findingOf(platform, request.params.id)
      const day = last_seen.slice(0, 10)
      await review(platform.state, { id, hunt, day }, request.body, authorOf(request))
      return findingOf(platform, id)
    },
  )

  app.delete(
    '/api/v1/findings/:id/review',
    {
      config: { permission: 'findings:review' },
      schema: {
        operationId: 'unreview_finding',
        summary: 'Take back what was said of a finding',
        tags: ['findings'],
        params: Id,
        querystring: Nothing,
        response: answers('Finding', 'The finding as it is now.'),
      },
    },
    async (request): Promise<Finding> => {
      const { id } = await findingOf(platform, request.params.id)
      await unreview(platform.state, id, authorOf(request))
      return findingOf(platform, id)
    },
  )
}
