import { AbortError, isColloquyError, type ColloquyError } from 'colloquy'
import { unreachable } from '../model-failure.ts'
import { explainNetworkError } from './explain-network-error.ts'
import { IdleTimer } from './idle-timer.ts'
import { takeCredentials } from './url-credentials.ts'

/** The part of `fetch` that is used here: Node's own and undici's both fit. */
export type Fetch = (
  url: string,
  init: { headers: Record<string, string>; signal: AbortSignal; redirect: 'follow' },
) => Promise<FetchResponse>

/** The part of a `fetch` response that is used here. */
interface FetchResponse {
  readonly status: number
  readonly url: string
  readonly headers: { get(name: string): string | null }
  readonly body: AsyncIterable<Uint8Array> | null
}

/** Options of {@link HttpClient.get}. */
export interface GetOptions {
  readonly headers?: Record<string, string> | undefined
  readonly signal?: AbortSignal | undefined
}

/** An answer whose body has not been read yet. Read it, or `discard()` it, or its connection stays taken. */
export interface HttpAnswer {
  readonly status: number
  /** Where the answer came from, redirects followed. */
  readonly url: string
  header(name: string): string | undefined
  body(): AsyncGenerator<Uint8Array>
  /** The body as text; a body over the limit (bytes) is an error. */
  text(limit?: number): Promise<string>
  discard(): void
}

/** Options of {@link HttpClient}. */
export interface HttpClientOptions {
  /** Milliseconds a connection may wait for its next byte. Default 30,000. */
  readonly idleTimeout?: number | undefined
  /** Said after the reason of a failed connection: which proxies are set, for example. */
  readonly note?: string | undefined
}

/**
 * Fetches, with one rule for time: no connection waits longer than `idleTimeout` for its next byte.
 *
 * Every failure to connect is a ModelError with code `model_source_unreachable` that names the host and the reason;
 * an abort by the caller's signal is an AbortError. Credentials in an address become a header and are never shown.
 */
export class HttpClient {
  readonly #fetch: Fetch
  readonly #idleTimeout: number
  readonly #note: string

  constructor(fetch: Fetch, { idleTimeout = 30_000, note = '' }: HttpClientOptions = {}) {
    this.#fetch = fetch
    this.#idleTimeout = idleTimeout
    this.#note = note
  }

  async get(address: string, { headers = {}, signal }: GetOptions = {}): Promise<HttpAnswer> {
    const { url, authorization } = takeCredentials(address)
    const host = new URL(url).host
    const timer = new IdleTimer(this.#idleTimeout, signal)
    const fail = (error: unknown): ColloquyError => {
      timer.stop()
      if (isColloquyError(error)) return error
      if (signal?.aborted) return new AbortError('The download was aborted.', { cause: signal.reason })
      if (timer.expired) return unreachable(`${host} sent nothing for ${this.#idleTimeout / 1000} s`)
      return unreachable(`${host}: ${explainNetworkError(error)}${this.#note}`, error)
    }
    // `fetch` takes the authorization header away when a redirect leads to another origin.
    const sent = { ...(authorization === undefined ? {} : { authorization }), ...headers }
    let response: FetchResponse
    try {
      response = await this.#fetch(url, { headers: sent, signal: timer.signal, redirect: 'follow' })
    } catch (error) {
      throw fail(error)
    }
    if (url.startsWith('https:') && response.url.startsWith('http:')) {
      throw fail(unreachable(`${host} redirected from https to http, which anyone on the way could change`))
    }
    return answer(response, timer, fail)
  }
}

function answer(response: FetchResponse, timer: IdleTimer, fail: (error: unknown) => ColloquyError): HttpAnswer {
  async function* body(): AsyncGenerator<Uint8Array> {
    let complete = false
    try {
      timer.restart()
      for await (const chunk of response.body ?? []) {
        timer.pause()
        yield chunk
        timer.restart()
      }
      complete = true
    } catch (error) {
      throw fail(error)
    } finally {
      timer.stop()
      // Also ends the connection where the reader left in the middle.
      if (!complete) timer.abort()
    }
  }
  return {
    status: response.status,
    url: response.url,
    header: (name) => response.headers.get(name) ?? undefined,
    body,
    async text(limit = 32 * 1024 * 1024) {
      const chunks: Uint8Array[] = []
      let length = 0
      for await (const chunk of body()) {
        length += chunk.length
        if (length > limit) throw fail(unreachable(`${new URL(response.url).host} sent an answer over ${limit} bytes`))
        chunks.push(chunk)
      }
      return Buffer.concat(chunks).toString('utf8')
    },
    discard: () => timer.abort(),
  }
}
