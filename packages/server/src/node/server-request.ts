import type { ByteReader } from 'colloquy'

/** What the server reads of a request. A web `Request` has all of it and more. */
export interface ServerRequest extends Pick<Request, 'method' | 'url' | 'headers' | 'signal'> {
  readonly body: { getReader(): ByteReader } | null
}

/** The same to Hono, which reads method, URL and headers of a request and hands it on; our routes read no more than the above. */
export function asWebRequest(request: ServerRequest): Request
export function asWebRequest(request: unknown): unknown {
  return request
}
