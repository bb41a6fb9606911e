import type { ServerRequest } from './server-request.ts'
import { webRequest } from './web-request.ts'

/** Answers a request; the body of the answer may be direct. */
export type DirectAnswer = (request: ServerRequest) => Promise<Response>

type Fetch = (request: Request) => Promise<Response>

const known = new WeakMap<Fetch, DirectAnswer>()

/** Notes the way to answer that a handler's `fetch` stands before. Who wraps `fetch` in another function is wrapped here too. */
export function withDirectAnswer(fetch: Fetch, answer: DirectAnswer): Fetch {
  known.set(fetch, answer)
  return fetch
}

/** The way to answer without web streams where a handler's `fetch` is one of {@link withDirectAnswer}, else with them. */
export function directAnswerOf(handler: { readonly fetch: Fetch }): DirectAnswer {
  return known.get(handler.fetch) ?? ((request) => handler.fetch(webRequest(request)))
}
