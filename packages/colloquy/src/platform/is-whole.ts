import type { HttpResponse } from '../client/http-response.ts'

/**
 * Whether a body is complete once this many bytes of it have come, as far as its headers tell. Then the end need not be
 * awaited: waiting for it and noting it takes `fetch` a twentieth to a tenth of the time of a small request.
 */
export function isWhole({ headers }: HttpResponse, bytes: number): boolean {
  return !headers.get('content-encoding') && headers.get('content-length') === `${bytes}`
}
