import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import { decisionsOf } from '../hunts/tuning/index.js'
import type { Platform } from '../platform.js'
import { DEFAULT_LIMITS, type Limits } from '../questions/budget.js'
import type { Asking } from '../questions/question.js'
import { recordsOf } from '../questions/records-of.js'
import type { Permission, Principal } from './principal.js'

/** The server that routes are added to. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the caller must be allowed to; no route is without. */
    permission?: Permission
  }
  interface FastifyRequest {
    principal: Principal | null
  }
}

/** What routes get to answer with. */
export interface Answering {
  readonly platform: Platform
  /** Everything that a question is asked with, for the time of one request. */
  asking(reply: FastifyReply): Asking
}

/** Puts together what routes answer with. */
export function answering(platform: Platform, limits: Limits = DEFAULT_LIMITS): Answering {
  return {
    platform,
    asking: (reply) => ({
      store: platform.events,
      now: new Date(),
      limits,
      lists: platform.lists,
      decisions: () => decisionsOf(platform),
      recordsOf,
      signal: goneSignal(reply),
    }),
  }
}

/** Fires when the caller goes away before the answer is sent. */
function goneSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  raw.once('close', () => {
    if (!raw.writableEnded) gone.abort()
  })
  return gone.signal
}
