import { isIP } from 'node:net'
import { isLoopback } from './principal.js'

/** Names under which the server may be called. */
export interface HostNames {
  /** Address that the server listens on. */
  readonly bindAddress: string
  /** Names that the configuration adds, without port. */
  readonly names: readonly string[]
}

const EVERY_ADDRESS = new Set(['0.0.0.0', '::'])

/**
 * Whether a `Host` header names this server. A page of another site can have its own name resolved
 * to our address (DNS rebinding) and then counts as the same site as we do; its name gives it away.
 */
export function isOurHost(header: string | undefined, { bindAddress, names }: HostNames): boolean {
  const name = hostName(header ?? '')
  if (name === undefined) return false
  if (name === 'localhost' || names.some((own) => own.toLowerCase() === name)) return true
  // An address cannot be rebound.
  if (isIP(name) === 0) return false
  return isLoopback(name) || name === bindAddress || EVERY_ADDRESS.has(bindAddress)
}

/** The name or address in a `Host` header, without port, brackets and final dot; in lower case. */
function hostName(header: string): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^\s:/?#@[\]]+))(?::\d{1,5})?$/i.exec(header)
  return (match?.[1] ?? match?.[2])?.toLowerCase().replace(/\.$/, '')
}

/**
 * Whether a browser says that a page of another site makes this request. Programs that are no
 * browsers send neither header.
 */
export function isForeign(headers: {
  readonly host?: string
  readonly origin?: string
  readonly 'sec-fetch-site'?: string | string[]
}): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  const { origin, host = '' } = headers
  return origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`
}
