import type { FastifyRequest } from 'fastify'
import type { Author } from '../hunts/tuning/index.js'

/** Who makes a change, and when. */
export function authorOf({ principal }: Pick<FastifyRequest, 'principal'>): Author {
  if (!principal) throw new Error('A change came past the guard.')
  return { name: principal.name, now: new Date() }
}
