import type { Clock } from './clock.ts'
import type { HttpFetch } from './http-response.ts'
import type { TimeoutOptions } from './timeouts.ts'

/** Headers to send; null and undefined take one away that would be sent otherwise. */
export type HeaderOptions = Readonly<Record<string, string | null | undefined>>

/** Where a client sends requests and how. */
export interface ClientOptions {
  /**
   * The key, sent as `Authorization: Bearer`. A function is asked before each attempt, so tokens may expire.
   * Default: the environment's `OPENAI_API_KEY`; without one, no such header is sent.
   */
  apiKey?: string | (() => string | Promise<string>) | undefined
  /**
   * The address below which `/chat/completions` lies, usually ending in `/v1`. A query is kept.
   * Default: the environment's `OPENAI_BASE_URL`, else `https://api.openai.com/v1`.
   */
  baseURL?: string | URL | undefined
  /** Sent with each request, beside the client's own. Default: none. */
  headers?: HeaderOptions | undefined
  /**
   * Sends the requests; for proxies, tests and runtimes with their own. Default: in Node, `node:http` and `node:https`,
   * which cost a third of it and heed `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`; elsewhere the global `fetch`.
   */
  fetch?: HttpFetch | undefined
  /**
   * How long to wait for what, in milliseconds. A number is the limit of a whole answer and of a stream's first token.
   * Default: 60,000 for the first token and between two, 600,000 for a whole answer.
   */
  timeout?: number | TimeoutOptions | undefined
  /**
   * How often to try again what may succeed then: no connection, and the statuses 408, 409, 429 and from 500 on.
   * Nothing is tried again once a byte of the answer came. Default 2.
   */
  maxRetries?: number | undefined
  /** Most bytes of a whole answer, by default 40 Mi, and most characters of one event of a stream, by default 16 Mi. */
  maxResponseBytes?: number | undefined
  /** Time and chance; for tests, in which nothing should wait. Default: the real ones. */
  clock?: Clock | undefined
}

/** What one call does differently. */
export interface RequestOptions {
  /** Abort to stop the call and the work behind it. Default: nothing stops it but its limits. */
  signal?: AbortSignal | undefined
  /** Limits of this call, in milliseconds. Default: the client's, each by itself. */
  timeout?: number | TimeoutOptions | undefined
  /** How often this call may be tried again. Default: the client's. */
  maxRetries?: number | undefined
  /** Sent with this call, over the client's; undefined takes one of them away. Default: none. */
  headers?: HeaderOptions | undefined
  /** Marks the attempts of this call as one to the server. Default: made up, except in web pages, where CORS may forbid it. */
  idempotencyKey?: string | undefined
}

/** Options of a call without a client: where to send it, and what it does. */
export interface CallOptions extends ClientOptions, RequestOptions {
  /** Sent with the request; undefined takes one away that would be sent otherwise. Default: none. */
  headers?: HeaderOptions | undefined
  /** How long to wait for what, in milliseconds. Default: as in {@link ClientOptions}. */
  timeout?: number | TimeoutOptions | undefined
  /** How often the call may be tried again. Default 2. */
  maxRetries?: number | undefined
}
