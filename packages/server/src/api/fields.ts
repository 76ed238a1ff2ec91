import { fieldsOf, SubjectSchema, type FieldsAnswer } from '@spoor/model'
import { Type } from '@sinclair/typebox'
import type { App } from './app.js'
import { answers, strict } from './schemas.js'

const FieldsRequest = Type.Object({
  subject: Type.Optional(Type.Union([...SubjectSchema.anyOf, Type.Literal('hosts')])),
})

/** `/api/v1/fields`: the field dictionary. */
export function fieldRoutes(app: App): void {
  app.get(
    '/api/v1/fields',
    {
      config: { permission: 'fields:read' },
      schema: {
        operationId: 'list_fields',
        summary: 'List fields',
        description: 'The fields that questions can ask of a subject (default: events).',
        tags: ['fields'],
        querystring: strict(FieldsRequest),
        response: answers('FieldsAnswer', 'The fields.'),
      },
    },
    async ({ query }): Promise<FieldsAnswer> => ({
      fields: fieldsOf(query.subject ?? 'events').map(
        ({ name, kind, group, description, aliases, entity, values }) => ({
          name,
          kind,
          group,
          description,
          aliases: [...(aliases ?? [])],
          ...(entity && { entity }),
          ...(values && { values: [...values] }),
        }),
      ),
    }),
  )
}
