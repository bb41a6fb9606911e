import type { Clock } from './clock.ts'
import type { HttpFetch } from './http-response.ts'
import type { TimeoutOptions } from './timeouts.ts'

/** Headers to send. Null or undefined removes a header that would be sent otherwise. */
export type HeaderOptions = Readonly<Record<string, string | null | undefined>>

/** Where a client sends requests and how. */
export interface ClientOptions {
  /**
   * The key, sent as `Authorization: Bearer`. A function is called before each attempt, so that tokens may expire.
   * Default: the environment variable `OPENAI_API_KEY`. Without a key, no such header is sent.
   */
  apiKey?: string | (() => string | Promise<string>) | undefined
  /**
   * The address before `/chat/completions`, usually ending in `/v1`. A query string is kept.
   * Default: the environment variable `OPENAI_BASE_URL`, otherwise `https://api.openai.com/v1`.
   */
  baseURL?: string | URL | undefined
  /** Headers to send with each request, in addition to the client's own. Default: none. */
  headers?: HeaderOptions | undefined
  /**
   * The function that sends requests, such as one for tests or for a special proxy. Default: in Node, `node:http` and
   * `node:https`, which use a third of the CPU of `fetch` and respect `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`;
   * elsewhere the global `fetch`.
   */
  fetch?: HttpFetch | undefined
  /**
   * How long to wait, in milliseconds. A number limits a whole answer, and the first token of a stream.
   * Default: 60,000 for the first token and between two tokens, 600,000 for a whole answer.
   */
  timeout?: number | TimeoutOptions | undefined
  /**
   * How often to retry when there is no connection, or the status is 408, 409, 429, or 500 and above.
   * A request is never retried after the first byte of its answer. Default 2.
   */
  maxRetries?: number | undefined
  /** Maximum size of a whole answer in bytes, by default 40 Mi, and of one event of a stream in characters, by default 16 Mi. */
  maxResponseBytes?: number | undefined
  /** Replaces time and randomness in tests, so that nothing has to wait. Default: the real ones. */
  clock?: Clock | undefined
}

/** Options of a single call. */
export interface RequestOptions {
  /** Abort this signal to stop the call and the server's work. Default: only the time limits stop a call. */
  signal?: AbortSignal | undefined
  /** Time limits of this call, in milliseconds. A limit that is left out is the client's by default. */
  timeout?: number | TimeoutOptions | undefined
  /** How often to retry this call. Default: the client's. */
  maxRetries?: number | undefined
  /** Headers of this call; they override the client's, and undefined removes one of those. Default: none. */
  headers?: HeaderOptions | undefined
  /** Tells the server that all attempts of this call are one. Default: generated; none in web pages, where CORS may forbid it. */
  idempotencyKey?: string | undefined
}

/** Options of a call without a client: those of a client and those of a single call. */
export interface CallOptions extends ClientOptions, RequestOptions {
  /** Headers to send with the request; undefined removes one that would be sent otherwise. Default: none. */
  headers?: HeaderOptions | undefined
  /** How long to wait, in milliseconds. Default: as in {@link ClientOptions}. */
  timeout?: number | TimeoutOptions | undefined
  /** How often to retry the call. Default 2. */
  maxRetries?: number | undefined
}
