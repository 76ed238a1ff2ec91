import type { StatusAnswer } from '@spoor/model'
import { Type } from '@sinclair/typebox'
import { countStore } from '../questions/store-counts.js'
import type { Answering, App } from './app.js'
import { answers, strict } from './schemas.js'

/** `/api/v1/status` */
export function statusRoutes(app: App, { platform, asking }: Answering): void {
  app.get(
    '/api/v1/status',
    {
      config: { permission: 'status:read' },
      schema: {
        operationId: 'get_status',
        summary: 'How Spoor is',
        description: 'What is stored, which sources are read and how far, and what runs.',
        tags: ['status'],
        querystring: strict(Type.Object({})),
        response: answers('StatusAnswer', 'The status.'),
      },
    },
    async (_request, reply): Promise<StatusAnswer> => {
      const [{ events, quarantined }, pieces] = await Promise.all([
        countStore(asking(reply)),
        platform.status(),
      ])
      const { version, notice, startedAt } = platform
      return {
        version,
        ...(notice !== undefined && { notice }),
        started: startedAt.toISOString(),
        events,
        quarantined,
        ...pieces,
      }
    },
  )
}
