import { Type } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import { Readable } from 'node:stream'

/** What the routes that answer a file of a list have in common. */

/** Content types of exports, by format. */
export const EXPORT_TYPES = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
} as const

/** The shape of such an answer, for the description of the API. */
export const ExportedFile = Type.Unsafe<Readable>({
  type: 'string',
  description: 'CSV (RFC 4180) or NDJSON.',
})

/** What there is to send. */
interface Export {
  /** How many the question means; the file has `limit` of them at most. */
  readonly matching: number
  readonly limit: number
  readonly text: AsyncIterable<string>
}

/** Sends a file, named after what is in it and the moment of the question. */
export function sendExport(
  reply: FastifyReply,
  { name, format, now }: { name: string; format: keyof typeof EXPORT_TYPES; now: Date },
  { matching, limit, text }: Export,
) {
  const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/g, '')
  void reply.headers({
    'content-type': EXPORT_TYPES[format],
    'content-disposition': `attachment; filename="spoor-${name}-${stamp}.${format}"`,
    'spoor-matching': matching,
    'spoor-exported': Math.min(matching, limit),
  })
  return reply.send(Readable.from(text, { highWaterMark: 1 }))
}
