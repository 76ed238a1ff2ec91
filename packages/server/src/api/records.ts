import {
  ExportRequest,
  HistogramRequest,
  ListRequest,
  RecordRequest,
  TopRequest,
  type HistogramAnswer,
  type ListAnswer,
  type RecordAnswer,
  type RelatedAnswer,
  type Subject,
  type TopAnswer,
} from '@spoor/model'
import { Type } from '@sinclair/typebox'
import { exportRecords } from '../questions/export.js'
import { histogram } from '../questions/histogram.js'
import { listRecords } from '../questions/list.js'
import { oneRecord } from '../questions/record.js'
import { relatedEvents } from '../questions/related.js'
import { topValues } from '../questions/top-values.js'
import type { Answering, App } from './app.js'
import { EXPORT_TYPES, ExportedFile, sendExport } from './exported-file.js'
import { answers, refusals, strict } from './schemas.js'

const Id = Type.Object({ id: Type.String({ minLength: 1, maxLength: 400 }) })

/** `/api/v1/{events,sessions,transfers}`: lists, counts, single records and exports. */
export function recordRoutes(app: App, answering: Answering): void {
  for (const subject of ['events', 'sessions', 'transfers'] as const) {
    listRoute(app, answering, subject)
    histogramRoute(app, answering, subject)
    topRoute(app, answering, subject)
    exportRoute(app, answering, subject)
    recordRoute(app, answering, subject)
  }
  relatedRoute(app, answering)
}

function listRoute(app: App, { asking }: Answering, subject: Subject): void {
  app.get(
    `/api/v1/${subject}`,
    {
      config: { permission: `${subject}:read` },
      schema: {
        operationId: `list_${subject}`,
        summary: `List ${subject}`,
        description: `One page of the ${subject} that a question means. \`next\` is the cursor of the page after it.`,
        tags: [subject],
        querystring: strict(ListRequest),
        response: answers('ListAnswer', 'One page.'),
      },
    },
    (request, reply): Promise<ListAnswer> => listRecords(asking(reply), subject, request.query),
  )
}

function histogramRoute(app: App, { asking }: Answering, subject: Subject): void {
  app.get(
    `/api/v1/${subject}/histogram`,
    {
      config: { permission: `${subject}:read` },
      schema: {
        operationId: `histogram_${subject}`,
        summary: `Count ${subject} over time`,
        description: 'Counts in equal steps of time, with zeros; optionally split by a field.',
        tags: [subject],
        querystring: strict(HistogramRequest),
        response: answers('HistogramAnswer', 'The counts.'),
      },
    },
    (request, reply): Promise<HistogramAnswer> => histogram(asking(reply), subject, request.query),
  )
}

function topRoute(app: App, { asking }: Answering, subject: Subject): void {
  app.get(
    `/api/v1/${subject}/top`,
    {
      config: { permission: `${subject}:read` },
      schema: {
        operationId: `top_${subject}`,
        summary: `Commonest values of fields of ${subject}`,
        description: 'The commonest values of several fields, or those with the greatest sum.',
        tags: [subject],
        querystring: strict(TopRequest),
        response: answers('TopAnswer', 'The values, field by field.'),
      },
    },
    (request, reply): Promise<TopAnswer> => topValues(asking(reply), subject, request.query),
  )
}

function exportRoute(app: App, { asking }: Answering, subject: Subject): void {
  app.get(
    `/api/v1/${subject}/export`,
    {
      config: { permission: `${subject}:export` },
      schema: {
        operationId: `export_${subject}`,
        summary: `Export ${subject}`,
        description:
          'A file of the records, newest first. The headers `spoor-matching` and `spoor-exported` say how many records the question means and how many the file has. A connection that breaks off means that the file is not whole.',
        tags: [subject],
        produces: Object.values(EXPORT_TYPES),
        querystring: strict(ExportRequest),
        response: { 200: ExportedFile, ...refusals },
      },
    },
    async (request, reply) => {
      const { format } = request.query
      const context = asking(reply)
      const exported = await exportRecords(context, subject, request.query)
      return sendExport(reply, { name: subject, format, now: context.now }, exported)
    },
  )
}

function recordRoute(app: App, { asking }: Answering, subject: Subject): void {
  app.get(
    `/api/v1/${subject}/:id`,
    {
      config: { permission: `${subject}:read` },
      schema: {
        operationId: `get_${subject}`,
        summary: `One of the ${subject}`,
        description: 'Every field that has a value. Events also carry their original line.',
        tags: [subject],
        params: Id,
        querystring: strict(RecordRequest),
        response: answers('RecordAnswer', 'The record.'),
      },
    },
    ({ params, query }, reply): Promise<RecordAnswer> =>
      oneRecord(asking(reply), subject, params.id, query.at),
  )
}

function relatedRoute(app: App, { asking }: Answering): void {
  app.get(
    '/api/v1/events/:id/related',
    {
      config: { permission: 'events:read' },
      schema: {
        operationId: 'related_events',
        summary: 'Events that belong with one event',
        description:
          'Events of the same flow, of its control connection, of its data connections, and of the same connection as others saw it; within a day of the event.',
        tags: ['events'],
        params: Id,
        querystring: strict(RecordRequest),
        response: answers('RelatedAnswer', 'The events, by kinship.'),
      },
    },
    ({ params, query }, reply): Promise<RelatedAnswer> =>
      relatedEvents(asking(reply), params.id, query.at),
  )
}
