import type { TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { FastifySchemaCompiler } from 'fastify'
import { ApiError } from './errors.js'

/** Of a request that carries a YAML document, in bytes: as JSON its text grows. */
export const DOCUMENT_LIMIT = 3 * 1024 * 1024

/**
 * Checks what is written to the API. Unlike a query, a body of JSON has types of its own: nothing is
 * made of another type, so that a null never means false.
 */
export const exactly: FastifySchemaCompiler<unknown> =
  ({ schema }) =>
  (data: unknown) => {
    const shape = schema as TSchema
    if (Value.Check(shape, data)) return { value: data }
    const [first] = Value.Errors(shape, data)
    const name = first?.path.slice(1).replaceAll('/', '.') || 'body'
    const message = `${name.slice(0, 80)}: ${first?.message ?? 'is wrong'}`
    return { error: new ApiError(400, 'REQUEST_INVALID', message) }
  }
