import {
  OutliersExportRequest,
  OutliersRequest,
  SightingKindChange,
  SightingKindsRequest,
  SightingsExportRequest,
  SightingsRequest,
  SpreadRequest,
  type OutliersAnswer,
  type SightingKindChanged,
  type SightingKindsAnswer,
  type SightingsAnswer,
  type SpreadAnswer,
} from '@spoor/model'
import { Type } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import {
  changeLearning,
  exportOutliers,
  exportSightings,
  learningDaysOf,
  listKinds,
  listOutliers,
  listSightings,
  spreadOf,
  type SightingsAsking,
} from '../sightings/index.js'
import type { Answering, App } from './app.js'
import { exactly } from './bodies.js'
import { EXPORT_TYPES, ExportedFile, sendExport } from './exported-file.js'
import { answers, refusals, strict } from './schemas.js'

const KindName = Type.Object({ kind: Type.String({ minLength: 1, maxLength: 100 }) })

type Ask = (reply: FastifyReply) => Promise<SightingsAsking>

/** `/api/v1/sightings` and `/api/v1/outliers`: first times, and how a value spread. */
export function sightingRoutes(app: App, { platform, asking }: Answering): void {
  const ask: Ask = async (reply) => ({
    ...asking(reply),
    home: platform.organisation.home,
    learningDays: await learningDaysOf(platform.state),
  })
  listRoutes(app, ask)
  exportRoutes(app, ask)

  app.put(
    '/api/v1/sightings/kinds/:kind',
    {
      config: { permission: 'sightings:write' },
      validatorCompiler: exactly,
      schema: {
        operationId: 'change_sighting_kind',
        summary: 'Set the learning window of a kind',
        description:
          'Nothing is forgotten or hidden by it: it decides which sightings and outliers are marked as seen while learning.',
        tags: ['sightings'],
        params: KindName,
        body: strict(SightingKindChange),
        response: answers('SightingKindChanged', 'The window as it is now.'),
      },
    },
    ({ params, body }): Promise<SightingKindChanged> =>
      changeLearning(platform.state, params.kind, body.learning_days),
  )
}

function listRoutes(app: App, ask: Ask): void {
  app.get(
    '/api/v1/sightings',
    {
      config: { permission: 'sightings:read' },
      schema: {
        operationId: 'list_sightings',
        summary: 'List sightings',
        description:
          'Values that were first seen within the time range: in the whole network, in a group or network label, or on a host.',
        tags: ['sightings'],
        querystring: strict(SightingsRequest),
        response: answers('SightingsAnswer', 'One page.'),
      },
    },
    async ({ query }, reply): Promise<SightingsAnswer> => listSightings(await ask(reply), query),
  )

  app.get(
    '/api/v1/sightings/kinds',
    {
      config: { permission: 'sightings:read' },
      schema: {
        operationId: 'list_sighting_kinds',
        summary: 'Kinds of sightings',
        description: 'All kinds with their learning windows, and how many sightings each has.',
        tags: ['sightings'],
        querystring: strict(SightingKindsRequest),
        response: answers('SightingKindsAnswer', 'The kinds.'),
      },
    },
    async ({ query }, reply): Promise<SightingKindsAnswer> => listKinds(await ask(reply), query),
  )

  app.get(
    '/api/v1/sightings/spread',
    {
      config: { permission: 'sightings:read' },
      schema: {
        operationId: 'get_spread',
        summary: 'Patient zero of a value',
        description:
          'The hosts that met a value, in the order in which they did, and which of them had a transfer or session with an earlier one before.',
        tags: ['sightings'],
        querystring: strict(SpreadRequest),
        response: answers('SpreadAnswer', 'The hosts, edges and timeline.'),
      },
    },
    async ({ query }, reply): Promise<SpreadAnswer> => spreadOf(await ask(reply), query),
  )

  app.get(
    '/api/v1/outliers',
    {
      config: { permission: 'sightings:read' },
      schema: {
        operationId: 'list_outliers',
        summary: 'List outliers',
        description:
          'What hosts did for the first time in this part of the day and week, the newest first.',
        tags: ['sightings'],
        querystring: strict(OutliersRequest),
        response: answers('OutliersAnswer', 'One page.'),
      },
    },
    async ({ query }, reply): Promise<OutliersAnswer> => listOutliers(await ask(reply), query),
  )
}

const EXPORTED =
  'A file of the list, newest first. The headers `spoor-matching` and `spoor-exported` say how many rows the request means and how many the file has. A connection that breaks off means that the file is not whole.'

function exportRoutes(app: App, ask: Ask): void {
  const shared = { tags: ['sightings'], produces: Object.values(EXPORT_TYPES) }
  app.get(
    '/api/v1/sightings/export',
    {
      config: { permission: 'sightings:export' },
      schema: {
        ...shared,
        operationId: 'export_sightings',
        summary: 'Export sightings',
        description: EXPORTED,
        querystring: strict(SightingsExportRequest),
        response: { 200: ExportedFile, ...refusals },
      },
    },
    async ({ query }, reply) => {
      const asking = await ask(reply)
      const file = { name: 'sightings', format: query.format, now: asking.now }
      return sendExport(reply, file, await exportSightings(asking, query))
    },
  )

  app.get(
    '/api/v1/outliers/export',
    {
      config: { permission: 'sightings:export' },
      schema: {
        ...shared,
        operationId: 'export_outliers',
        summary: 'Export outliers',
        description: EXPORTED,
        querystring: strict(OutliersExportRequest),
        response: { 200: ExportedFile, ...refusals },
      },
    },
    async ({ query }, reply) => {
      const asking = await ask(reply)
      const file = { name: 'outliers', format: query.format, now: asking.now }
      return sendExport(reply, file, await exportOutliers(asking, query))
    },
  )
}
