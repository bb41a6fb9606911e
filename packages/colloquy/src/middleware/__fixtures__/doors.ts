import { Colloquy, RateLimitError, type ChatCompletionRequest } from '../../index.ts'
import { fetchFrom, scriptedBackend, type ScriptedAnswer } from '../../testing/index.ts'
import { chain, type Middleware } from '../index.ts'

/** What is asked. */
export const request = { model: 'm', messages: [{ role: 'user', content: 'A secret' }] } satisfies ChatCompletionRequest
/** An answer that is none. */
export const busy = new RateLimitError('Slow down.', { retryAfter: 2 })

type ClientOf = (answer: ScriptedAnswer | readonly ScriptedAnswer[], ...middleware: Middleware[]) => Colloquy

/** A client over a backend. */
export const clientOf: ClientOf = (answer, ...middleware) =>
  new Colloquy({ backend: scriptedBackend(answer), middleware: chain(...middleware) })

/** A client over HTTP. */
export const httpClientOf: ClientOf = (answer, ...middleware) =>
  new Colloquy({
    baseURL: 'http://test/v1',
    apiKey: 'key-of-the-house',
    maxRetries: 0,
    fetch: fetchFrom(scriptedBackend(answer)),
    middleware: chain(...middleware),
  })

/** Both, which must not differ. */
export const doors: [string, ClientOf][] = [
  ['a backend', clientOf],
  ['a server', httpClientOf],
]
