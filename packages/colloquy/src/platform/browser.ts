import type { HttpResponse } from '../client/http-response.ts'
import type { ClientOptions } from '../client/options.ts'

export { ChunkDecoder } from '../stream/chunk-decoder.ts'
/** Sends over a `fetch`; redirects are refused: a page is not told where they lead. */
export { fetchTransport as transportOver } from '../transport/fetch-transport.ts'

/** Pages have no environment. */
export function environment(_name: string): undefined {}

/** Pages have no environment: the options are as they were given. */
export function fromEnvironment(options: ClientOptions): ClientOptions {
  return options
}

/** Pages send no key of their own: servers list the headers that pages may send, and few list this one. */
export function newIdempotencyKey(): undefined {}

/** Pages are not told why there is no connection: the message is as it was. */
export function withHint(message: string): string {
  return message
}

/** Pages are not told whether a body was compressed on its way, and so how many bytes it has. */
export function isWhole(_response: HttpResponse, _bytes: number): undefined {}
