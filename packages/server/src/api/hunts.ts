import { TodayRequest, type HuntsAnswer } from '@spoor/model'
import { describeHunts } from '../hunts/describe.js'
import type { Answering, App } from './app.js'
import { answers, strict } from './schemas.js'

/** `/api/v1/hunts` */
export function huntRoutes(app: App, { platform: { events } }: Answering): void {
  app.get(
    '/api/v1/hunts',
    {
      config: { permission: 'hunts:read' },
      schema: {
        operationId: 'list_hunts',
        summary: 'List hunts',
        description: 'All hunts, each with the number of its findings that overlap the time range.',
        tags: ['findings'],
        querystring: strict(TodayRequest),
        response: answers('HuntsAnswer', 'The hunts.'),
      },
    },
    async ({ query }): Promise<HuntsAnswer> => ({ hunts: await describeHunts(events, query) }),
  )
}
