import { QuarantineRequest, type QuarantineAnswer } from '@spoor/model'
import { listQuarantine } from '../questions/quarantine.js'
import type { Answering, App } from './app.js'
import { answers, strict } from './schemas.js'

/** `/api/v1/quarantine` */
export function quarantineRoutes(app: App, { asking }: Answering): void {
  app.get(
    '/api/v1/quarantine',
    {
      config: { permission: 'quarantine:read' },
      schema: {
        operationId: 'list_quarantine',
        summary: 'List lines that are no events',
        description: 'Each with its place and the reason; the latest first.',
        tags: ['status'],
        querystring: strict(QuarantineRequest),
        response: answers('QuarantineAnswer', 'One page.'),
      },
    },
    ({ query }, reply): Promise<QuarantineAnswer> => listQuarantine(asking(reply), query),
  )
}
