import {
  HuntFilterRequest,
  type HuntFilter,
  type HuntFiltersAnswer,
  type RemovedAnswer,
} from '@spoor/model'
import { Type } from '@sinclair/typebox'
import {
  addFilter,
  removeFilter,
  siteHunts,
  type SiteFilter,
  type SiteHunts,
} from '../hunts/tuning/index.js'
import type { Answering, App } from './app.js'
import { authorOf } from './author.js'
import { DOCUMENT_LIMIT, exactly } from './bodies.js'
import { ApiError } from './errors.js'
import { answers, strict } from './schemas.js'

const Nothing = strict(Type.Object({}))

/** `/api/v1/hunt-filters` */
export function huntFilterRoutes(app: App, { platform }: Answering): void {
  app.get(
    '/api/v1/hunt-filters',
    {
      config: { permission: 'hunts:read' },
      schema: {
        operationId: 'list_hunt_filters',
        summary: 'List the filters of hunts',
        description: 'Sigma filters: what they describe is left out of the hunts that they name.',
        tags: ['hunts'],
        querystring: Nothing,
        response: answers('HuntFiltersAnswer', 'The filters.'),
      },
    },
    async (): Promise<HuntFiltersAnswer> => {
      const site = await siteHunts(platform)
      return { filters: site.filters.map((filter) => described(filter, site)) }
    },
  )

  app.post(
    '/api/v1/hunt-filters',
    {
      config: { permission: 'hunts:write' },
      bodyLimit: DOCUMENT_LIMIT,
      validatorCompiler: exactly,
      schema: {
        operationId: 'add_hunt_filter',
        summary: 'Narrow hunts by a Sigma filter',
        description: 'Its `rules` are ids of hunts, or `any` for all that read its records.',
        tags: ['hunts'],
        querystring: Nothing,
        body: strict(HuntFilterRequest),
        response: answers('HuntFilter', 'The filter.'),
      },
    },
    async (request): Promise<HuntFilter> => {
      const id = await addFilter(platform, request.body.text, authorOf(request))
      platform.noteHunts()
      const site = await siteHunts(platform)
      const added = site.filters.find(({ document }) => document.id === id)
      if (added) return described(added, site)
      throw new ApiError(404, 'NOT_FOUND', 'Somebody has removed the filter meanwhile.')
    },
  )

  app.delete(
    '/api/v1/hunt-filters/:id',
    {
      config: { permission: 'hunts:write' },
      schema: {
        operationId: 'remove_hunt_filter',
        summary: 'Remove a filter',
        tags: ['hunts'],
        params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) }),
        querystring: Nothing,
        response: answers('RemovedAnswer', 'What was removed.'),
      },
    },
    async (request): Promise<RemovedAnswer> => {
      await removeFilter(platform, request.params.id, authorOf(request))
      platform.noteHunts()
      return { removed: request.params.id }
    },
  )
}

function described({ document, problem }: SiteFilter, { hunts }: SiteHunts): HuntFilter {
  const { id, name, text, updated, updatedBy } = document
  const narrowed = hunts.filter(({ filters }) =>
    filters.some((filter) => filter.document.id === id),
  )
  return {
    id,
    title: name,
    text,
    hunts: narrowed.map(({ hunt }) => hunt.id),
    ...(problem !== undefined && { problem }),
    updated: updated.toISOString(),
    updated_by: updatedBy,
  }
}
