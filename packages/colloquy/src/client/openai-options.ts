import { environment } from '#platform'
import { InvalidRequestError } from '../errors/colloquy-error.ts'
import { chosenServer } from './chosen-server.ts'
import type { ServerOptions } from './colloquy-options.ts'
import { parseBaseURL } from './connection.ts'
import type { ClientOptions, HeaderOptions } from './options.ts'

/** Options under the names that openai's client uses, so that programs written for it need not change. */
export interface OpenAiOptions {
  /** The same as `headers`, which take precedence. Default: none. */
  defaultHeaders?: HeaderOptions | undefined
  /** Query parameters to add to each request's address, such as an API version. Default: none. */
  defaultQuery?: Readonly<Record<string, string | undefined>> | undefined
  /** Sent as `OpenAI-Organization`. Default: the environment variable `OPENAI_ORG_ID`. */
  organization?: string | null | undefined
  /** Sent as `OpenAI-Project`. Default: the environment variable `OPENAI_PROJECT_ID`. */
  project?: string | null | undefined
  /**
   * Allows a fixed key in a web page, where every visitor can read it. Default false: pass a function that fetches a
   * short-lived key, or point `baseURL` at your own server, which adds the key.
   */
  dangerouslyAllowBrowser?: boolean | undefined
}

/** Translates {@link OpenAiOptions}. Throws `InvalidRequestError` for a fixed key in a web page. */
export function fromOpenAiOptions({
  defaultHeaders,
  defaultQuery = {},
  organization = environment('OPENAI_ORG_ID'),
  project = environment('OPENAI_PROJECT_ID'),
  dangerouslyAllowBrowser,
  ...options
}: ClientOptions & ServerOptions & OpenAiOptions): ClientOptions {
  if ('document' in globalThis && typeof options.apiKey === 'string' && options.apiKey && !dangerouslyAllowBrowser) {
    throw new InvalidRequestError(
      'Every visitor of a page can read a fixed `apiKey`: give a function, or set `dangerouslyAllowBrowser`.',
      { param: 'apiKey' },
    )
  }
  const baseURL = parseBaseURL(chosenServer(options) ?? environment('OPENAI_BASE_URL'))
  for (const [name, value] of Object.entries(defaultQuery)) {
    if (value != null) baseURL.searchParams.set(name, value)
  }
  const headers = {
    ...(organization && { 'openai-organization': organization }),
    ...(project && { 'openai-project': project }),
    ...defaultHeaders,
    ...options.headers,
  }
  return { ...options, baseURL, headers }
}
