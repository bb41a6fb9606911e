import { checkObject } from '../client/check-options.ts'
import type { ColloquyOptions } from '../client/colloquy-options.ts'
import type { HttpFetch } from '../client/http-response.ts'
import type { OpenAiOptions } from '../client/openai-options.ts'
import type { HeaderOptions } from '../client/options.ts'
import { chain } from '../middleware/chain.ts'
import { logging, type Logger } from '../middleware/logging.ts'

/** Headers in any of the forms that openai's client takes. */
export type HeadersLike = HeaderOptions | Iterable<readonly (string | null | undefined)[]> | null

/** Options of {@link OpenAI}: those of `Colloquy`, and the names openai's client has for some of them. */
export interface OpenAIOptions
  extends Omit<ColloquyOptions, 'apiKey' | 'baseURL'>, Omit<OpenAiOptions, 'defaultHeaders'> {
  /** As in {@link ColloquyOptions}; null for a server that wants no key. Default: the environment's `OPENAI_API_KEY`. */
  apiKey?: ColloquyOptions['apiKey'] | null
  /** As in {@link ColloquyOptions}; null for OpenAI's own. Default: the environment's `OPENAI_BASE_URL`, else OpenAI's own. */
  baseURL?: ColloquyOptions['baseURL'] | null
  /** Sent with each request; the same as `headers`, which win. Default: none. */
  defaultHeaders?: HeadersLike | undefined
  /** Given to `fetch` with each request, such as undici's `dispatcher`; the client's own settings win. Default: none. */
  fetchOptions?: object | undefined
  /** From `info` on, calls are told to `logger`, without keys and without the conversation. Default: `warn`, which tells nothing. */
  logLevel?: 'off' | 'error' | 'warn' | 'info' | 'debug' | undefined
  /** Who is told of calls. Default: the console. */
  logger?: Logger | undefined
}

/** Translates {@link OpenAIOptions}. */
export function fromDoorOptions(given: OpenAIOptions): ColloquyOptions & OpenAiOptions {
  checkObject(given, 'options')
  const { apiKey, baseURL, defaultHeaders, fetchOptions, logLevel, logger = console, ...options } = given
  const translated: ColloquyOptions & OpenAiOptions = { ...options }
  if (apiKey !== undefined) translated.apiKey = apiKey ?? ''
  if (baseURL !== undefined) translated.baseURL = baseURL ?? openAisOwn
  if (defaultHeaders) translated.defaultHeaders = plainHeaders(defaultHeaders)
  if (fetchOptions) translated.fetch = fetchWith(fetchOptions, options.fetch)
  if (logLevel === 'info' || logLevel === 'debug') {
    const logs = chain(logging(logger))
    translated.middleware = (answers) => logs(options.middleware?.(answers) ?? answers)
  }
  return translated
}

/** Where OpenAI's own API is. */
export const openAisOwn = 'https://api.openai.com/v1'

function plainHeaders(given: NonNullable<HeadersLike>): HeaderOptions {
  if (!isIterable(given)) return given
  const plain: Record<string, string | null | undefined> = {}
  for (const [name, value] of given) if (name) plain[name] = value
  return plain
}

function isIterable(given: NonNullable<HeadersLike>): given is Iterable<readonly (string | null | undefined)[]> {
  return Symbol.iterator in given
}

function fetchWith(options: object, own?: HttpFetch): HttpFetch {
  return (url, init) => (own ?? globalThis.fetch)(url, { ...options, ...init })
}
