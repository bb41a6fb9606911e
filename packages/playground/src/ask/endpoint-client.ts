import { Colloquy, type ClientOptions } from 'colloquy'

/** Where to ask, and who asks. */
export interface Endpoint {
  readonly baseURL: string
  /** Empty for none. Stays in the memory of this page. */
  readonly apiKey: string
}

/** A client for an endpoint. The key is the reader's own, typed in by hand, so the page may hold it. */
export function endpointClient({ baseURL, apiKey }: Endpoint, options: ClientOptions = {}): Colloquy {
  return new Colloquy({ ...options, baseURL, ...(apiKey !== '' && { apiKey: () => apiKey }) })
}
