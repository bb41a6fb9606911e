import type { Handler } from '@colloquy/server'

/** A `fetch` for clients that asks a handler, and like the real one rejects for a caller who left. */
export function clientFetch(handler: Handler): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const response = await handler.fetch(request)
    request.signal.throwIfAborted()
    return response
  }
}
