/** One fault of a network or a server. Bytes are counted in the body. */
export type Fault =
  /** Nothing is listening: no request arrives. */
  | { readonly kind: 'no-connection' }
  /** The request arrives, and no answer ever comes. */
  | { readonly kind: 'no-answer' }
  /** Another status, as from a server that is busy or down; `body` is sent as JSON unless it is a string. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
    }
  /** The answer is replaced under status 200, for example by a hotel's sign-in page. */
  | { readonly kind: 'replaced'; readonly body: string; readonly contentType?: string }
  /** The body ends early after so many bytes, as if it were complete. */
  | { readonly kind: 'cut'; readonly after: number }
  /** The connection breaks after so many bytes. */
  | { readonly kind: 'reset'; readonly after: number }
  /** After so many bytes nothing more arrives; the connection stays open. */
  | { readonly kind: 'stall'; readonly after: number }
  /** Nothing goes wrong, but so many bytes arrive at a time, so that characters and events are split. */
  | { readonly kind: 'crumbs'; readonly bytes: number }

/** A fetch with planned faults. */
export interface FaultyFetch {
  (...request: Parameters<typeof fetch>): Promise<Response>
  /** How many requests have been made so far. */
  readonly attempts: number
}

/**
 * Makes a `fetch` whose requests fail as planned: the first request meets the first fault, and so on. An undefined fault
 * lets a request through, and so does the end of the plan.
 *
 * @example
 * // Busy once, then fine: does the program wait and retry?
 * const fetch = faultyFetch(fetchFrom(backend), [{ kind: 'status', status: 429, headers: { 'retry-after': '1' } }])
 */
export function faultyFetch(fetch: typeof globalThis.fetch, plan: readonly (Fault | undefined)[]): FaultyFetch {
  let attempts = 0
  const faulty = async (...[input, init]: Parameters<typeof fetch>): Promise<Response> => {
    const fault = plan[attempts++]
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
    signal?.throwIfAborted()
    if (!fault) return fetch(input, init)
    switch (fault.kind) {
      case 'no-connection':
        // In the words of Node's own fetch, so that what reads causes meets them.
        throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })
      case 'no-answer':
        return untilAborted(signal)
      case 'status':
        return statusResponse(fault)
      case 'replaced': {
        const { body, contentType = 'text/html' } = fault
        return new Response(body, { headers: { 'content-type': contentType } })
      }
      default:
        return faultyBody(await fetch(input, init), fault, signal)
    }
  }
  return Object.defineProperty(Object.assign(faulty, { attempts }), 'attempts', { get: () => attempts })
}

function statusResponse({ status, body, headers = {} }: Extract<Fault, { kind: 'status' }>): Response {
  if (typeof body === 'string') return new Response(body, { status, headers })
  const said = body ?? { error: { message: `A planned ${status}.`, type: 'server_error', param: null, code: null } }
  return Response.json(said, { status, headers })
}

function untilAborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** Plays a body with its fault; what the caller aborts or cancels reaches the true one. */
function faultyBody(
  response: Response,
  fault: Extract<Fault, { after: number } | { bytes: number }>,
  signal: AbortSignal | null | undefined,
): Response {
  const reader = response.body?.getReader()
  if (!reader) return response
  const most = fault.kind === 'crumbs' ? fault.bytes : Infinity
  let left = fault.kind === 'crumbs' ? Infinity : fault.after
  let bytes: Uint8Array = new Uint8Array()
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (left > 0) {
          while (bytes.length === 0) {
            const { done, value } = await reader.read()
            // A body shorter than the plan ends as it does.
            if (done) return controller.close()
            bytes = value
          }
          const piece = bytes.subarray(0, Math.min(most, left))
          bytes = bytes.subarray(piece.length)
          left -= piece.length
          return controller.enqueue(piece)
        }
        if (fault.kind === 'stall') await untilAborted(signal)
        await reader.cancel()
        if (fault.kind === 'cut') controller.close()
        else controller.error(new TypeError('terminated', { cause: new Error('other side closed') }))
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  const { status, headers } = response
  return new Response(body, { status, headers })
}
