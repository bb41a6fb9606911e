import type { ChatBackend } from '../backend.ts'
import { InvalidRequestError } from '../errors/colloquy-error.ts'
import { environment, transport, transportOver } from '#platform'
import { parseURL } from '../parse-url.ts'
import type { Transport } from '../transport/transport.ts'
import type { Answers } from './answers.ts'
import type { Clock } from './clock.ts'
import type { Dialect } from './dialect.ts'
import type { HttpFetch } from './http-response.ts'

/** Headers to send; undefined takes one away that would be sent otherwise. */
export type HeaderOptions = Readonly<Record<string, string | undefined>>

/** Limits in milliseconds; `Infinity` takes one away. */
export interface TimeoutOptions {
  /**
   * Until the head of the response comes. Default: none of its own. A server may send the head of a whole answer only
   * when the answer is finished, so `total` bounds that wait; of a stream, `firstToken` does.
   */
  connect?: number | undefined
  /** Of a stream: until the first piece of the answer, from the head on if `connect` is set. Default 60,000. */
  firstToken?: number | undefined
  /** Milliseconds between two pieces of the answer, while you wait for one; keep-alive comments are none. Default 60,000. */
  idle?: number | undefined
  /** The whole call: attempts, waits and stream. Default 600,000 for a whole answer, none for a stream that moves. */
  total?: number | undefined
}

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

/** Which server of several to ask. */
export interface ServerOptions {
  /** Addresses to choose from, in the place of `baseURL`; `{name}` in one stands for a variable. Default: none. */
  servers?: readonly (string | URL)[] | undefined
  /** The place of the address in `servers`, from 0 on. Default 0. */
  server?: number | undefined
  /** What stands in the place of `{name}` in the address that is chosen. Default: none. */
  serverVariables?: Readonly<Record<string, string>> | undefined
}

/** How a {@link ClientOptions | client} answers: over HTTP, or by a backend in this process. */
export interface ColloquyOptions extends ClientOptions, ServerOptions {
  /**
   * Answers the requests in place of an HTTP server: the embedded engine, or a script in tests. What says where and how to
   * send (`baseURL`, `apiKey`, `fetch`, `maxRetries`, …) may stay beside it and has no part then. Default: a server does.
   */
  backend?: ChatBackend | undefined
  /** How the server differs from OpenAI's. Default: in nothing. */
  dialect?: Dialect | undefined
  /** What stands between calls and their answers: `chain(…)` of `colloquy/middleware`. Default: nothing. */
  middleware?: ((answers: Answers) => Answers) | undefined
  /** What sees each attempt of each call over HTTP: `attemptHooks(…)` of `colloquy/middleware`. Default: nothing. */
  hooks?: ((transport: Transport) => Transport) | undefined
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

/** Where calls go: the client's options, with the address checked and the transport chosen. */
export interface Connection extends ClientOptions {
  readonly baseURL: URL
  readonly transport: Transport
}

/** Joins the limits of a call, in milliseconds: its own before the client's before the defaults. */
export function limitsOf(
  own: RequestOptions['timeout'],
  client: ClientOptions['timeout'],
  defaults: TimeoutOptions = {},
): TimeoutOptions {
  const [first, second] = [own, client].map((timeout = {}) =>
    typeof timeout === 'number' ? { total: timeout, firstToken: timeout } : timeout,
  )
  const limit = (name: keyof TimeoutOptions) => first?.[name] ?? second?.[name] ?? defaults[name]
  return { connect: limit('connect'), firstToken: limit('firstToken'), idle: limit('idle'), total: limit('total') }
}

/** Checks where to send and how. Throws `InvalidRequestError` for an address that cannot be used. */
export function resolveConnection(options: ClientOptions): Connection {
  return {
    ...options,
    apiKey: options.apiKey ?? environment('OPENAI_API_KEY'),
    baseURL: parseBaseURL(options.baseURL),
    transport: options.fetch ? transportOver(options.fetch) : transport,
  }
}

/** The address to send to. Throws `InvalidRequestError` for one that cannot be used. */
export function parseBaseURL(given?: string | URL): URL {
  const url = parseURL(given ?? environment('OPENAI_BASE_URL') ?? 'https://api.openai.com/v1')
  if (url && /^https?:$/.test(url.protocol) && !url.username) return url
  // The address is not shown: it may hold a password.
  const message = '`baseURL` must be like https://api.example.com/v1, without a password.'
  throw new InvalidRequestError(message, { param: 'baseURL' })
}
