import { TodayRequest, type TodayAnswer } from '@spoor/model'
import { today } from '../questions/today.js'
import { isTroubled } from '../platform.js'
import type { Answering, App } from './app.js'
import { answers, strict } from './schemas.js'

/** `/api/v1/today` */
export function todayRoutes(app: App, { platform, asking }: Answering): void {
  app.get(
    '/api/v1/today',
    {
      config: { permission: 'today:read' },
      schema: {
        operationId: 'get_today',
        summary: 'What needs eyes now',
        description:
          'Findings by level, where data went out of home, what is new, and whether the sources are read. Default: the last 24 hours.',
        tags: ['today'],
        querystring: strict(TodayRequest),
        response: answers('TodayAnswer', 'The day.'),
      },
    },
    async ({ query }, reply): Promise<TodayAnswer> => {
      const [answer, { sources }] = await Promise.all([
        today(asking(reply), query),
        platform.status(),
      ])
      const troubled = sources.filter(isTroubled).length
      return {
        ...answer,
        eyes: { ...answer.eyes, sources: sources.length, sources_troubled: troubled },
      }
    },
  )
}
