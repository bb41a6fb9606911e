import type { Arrivals } from './arrivals.ts'
import { PlainHeaders } from './plain-headers.ts'

/** A body that is pulled, piece by piece. */
export interface PulledBody {
  /** Not one of them throws: a body that fails says so in its last piece. */
  readonly pieces: Arrivals<string | Uint8Array>
  /** Told when nobody reads on. */
  readonly leave: (reason: unknown) => void
}

/** A body as it is made. */
export type DirectBody = string | Uint8Array<ArrayBuffer> | PulledBody

/** Status and headers of an answer. */
export interface DirectResponseInit {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * What is read here of a response: Node's face writes it as it is, any other makes a web response of it in
 * {@link webResponse}. One of those costs 8 µs to make, its stream another 10 and more for each piece it carries, of
 * 500 µs for a request and 30 µs for a piece without them (bench/gateway-overhead.mjs).
 */
export class DirectResponse {
  readonly direct: DirectBody
  readonly status: number
  readonly headers: PlainHeaders

  constructor(direct: DirectBody, { status = 200, headers = {} }: DirectResponseInit = {}) {
    this.direct = direct
    this.status = status
    this.headers = new PlainHeaders()
    for (const name in headers) this.headers.set(name, headers[name] ?? '')
  }
}

/** Answers with a body as it is made. To Hono it is a response: it reads status and headers, and hands it on. */
export function directResponse(body: DirectBody, init?: DirectResponseInit): Response
export function directResponse(body: DirectBody, init?: DirectResponseInit): unknown {
  return new DirectResponse(body, init)
}

/** Answers with JSON. */
export function jsonResponse(value: unknown, { status = 200, headers }: DirectResponseInit = {}): Response {
  return directResponse(JSON.stringify(value), {
    status,
    headers: { ...headers, 'content-type': 'application/json' },
  })
}

/**
 * The same answer for whoever reads web streams. Nothing is read ahead: the next piece is asked for when the connection
 * has room, so a slow reader slows the backend down instead of filling memory.
 */
export function webResponse(response: Response): Response {
  if (!(response instanceof DirectResponse)) return response
  const { direct, status, headers } = response
  return new Response(isPulled(direct) ? streamOf(direct) : direct, { status, headers: [...headers] })
}

/** Whether a body comes piece by piece. */
export function isPulled(body: DirectBody): body is PulledBody {
  return typeof body === 'object' && 'pieces' in body
}

function streamOf({ pieces, leave }: PulledBody): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller): Promise<void> {
        const { done, value } = await pieces.next()
        if (done === true) controller.close()
        else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  )
}
