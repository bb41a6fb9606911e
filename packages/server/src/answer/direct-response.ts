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
 * A response whose body is not in a web stream: Node's face writes it as it is, any other makes a stream of it in
 * {@link webResponse}. A stream costs 10 µs to make and more for each piece it carries, of 30 µs that a piece costs
 * without one (bench/gateway-overhead.mjs).
 */
export class DirectResponse extends Response {
  readonly direct: DirectBody
  override readonly headers: PlainHeaders

  constructor(direct: DirectBody, { status = 200, headers = {} }: DirectResponseInit = {}) {
    super(null, { status })
    this.direct = direct
    this.headers = new PlainHeaders(Object.entries(headers))
  }
}

/** Answers with JSON. */
export function jsonResponse(value: unknown, { status = 200, headers }: DirectResponseInit = {}): DirectResponse {
  return new DirectResponse(JSON.stringify(value), {
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
