import { FindingsRequest, type Finding, type FindingsAnswer } from '@spoor/model'
import { Type } from '@sinclair/typebox'
import { getFinding, listFindings } from '../hunts/findings.js'
import { ApiError } from './errors.js'
import type { Answering, App } from './app.js'
import { answers, strict } from './schemas.js'

/** `/api/v1/findings` */
export function findingRoutes(app: App, { platform: { events } }: Answering): void {
  app.get(
    '/api/v1/findings',
    {
      config: { permission: 'findings:read' },
      schema: {
        operationId: 'list_findings',
        summary: 'List findings',
        description: 'Findings that overlap the time range, the gravest first, or the newest.',
        tags: ['findings'],
        querystring: strict(FindingsRequest),
        response: answers('FindingsAnswer', 'One page.'),
      },
    },
    ({ query }): Promise<FindingsAnswer> => listFindings(events, query),
  )

  app.get(
    '/api/v1/findings/:id',
    {
      config: { permission: 'findings:read' },
      schema: {
        operationId: 'get_finding',
        summary: 'One finding',
        tags: ['findings'],
        params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 400 }) }),
        querystring: strict(Type.Object({})),
        response: answers('Finding', 'The finding.'),
      },
    },
    async ({ params }): Promise<Finding> => {
      const finding = await getFinding(events, params.id)
      if (finding) return finding
      throw new ApiError(404, 'NOT_FOUND', 'There is no finding with this id; it may be gone.')
    },
  )
}
