import type { FastifyReply } from 'fastify'

/** What a page of ours may load and do: only what this server itself sends. */
export const CONTENT_SECURITY_POLICY = [
  `default-src 'self'`,
  // The components of the page set styles of elements.
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' data:`,
  `frame-ancestors 'none'`,
  `base-uri 'none'`,
  `form-action 'self'`,
  `object-src 'none'`,
].join('; ')

/** Headers of every answer, errors too. No other site may read, embed or frame any of it. */
export function setSecurityHeaders(reply: FastifyReply): void {
  void reply.headers({
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    // An answer is nobody's but the asker's; assets of the page say otherwise themselves.
    'cache-control': 'no-store',
  })
}
