import type { ErrorAnswer } from '@spoor/model'

type Problems = NonNullable<ErrorAnswer['problems']>

/** An answer of the API that is an error, or no answer at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError'

  constructor(
    message: string,
    /** HTTP status; 0 if there was no answer. */
    readonly status: number,
    /** Code, such as `QUERY_INVALID`. */
    readonly code: string,
    /** Mistakes in the question, with their places. */
    readonly problems: Problems = [],
  ) {
    super(message)
  }
}

export type Params = Readonly<Record<string, string | number | undefined>>

/** Path and query string of a resource; what is undefined or empty is left out. */
export function apiUrl(path: string, params: Params = {}): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(params)) {
    if (value !== undefined && value !== '') search.set(key, String(value))
  }
  const text = search.toString()
  return `/api/v1/${path}${text === '' ? '' : `?${text}`}`
}

function isErrorAnswer(body: unknown): body is ErrorAnswer {
  return typeof body === 'object' && body !== null && 'error' in body && 'message' in body
}

async function answered<Answer>(asking: Promise<Response>, signal?: AbortSignal): Promise<Answer> {
  let response: Response
  try {
    response = await asking
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError(
      'Spoor does not answer. Is it still running? Start it again and retry.',
      0,
      'UNREACHABLE',
    )
  }
  const body: unknown = await response.json().catch(() => undefined)
  if (response.ok) return body as Answer
  if (isErrorAnswer(body)) {
    throw new ApiError(body.message, response.status, body.error, body.problems)
  }
  throw new ApiError(`Spoor answered with status ${response.status}.`, response.status, 'UNKNOWN')
}

/**
 * Asks the API for a resource.
 *
 * @throws ApiError with the server's words if it refuses, or with plain ones if it is not there.
 *   An aborted request throws what `fetch` throws.
 */
export function getJson<Answer>(
  path: string,
  params: Params,
  signal: AbortSignal,
): Promise<Answer> {
  const headers = { accept: 'application/json' }
  return answered(fetch(apiUrl(path, params), { signal, headers }), signal)
}

/**
 * Asks the API for a change.
 *
 * @param body left out where there is none to send.
 * @throws ApiError as `getJson` does
 */
export function sendJson<Answer>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<Answer> {
  return answered(
    fetch(apiUrl(path), {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  )
}
