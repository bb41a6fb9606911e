import { InvalidRequestError } from 'colloquy'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { over } from '../answer/arrivals.ts'
import { arrivalsOf } from '../answer/arrivals-of.ts'
import { DirectResponse, isPulled, type DirectBody, type PulledBody } from '../answer/direct-response.ts'
import { errorResponse } from '../answer/error-response.ts'
import { newId } from '../new-id.ts'
import { dropRest } from './drop-rest.ts'
import { NodeRequest } from './node-request.ts'
import { TurnWriter } from './turn-writer.ts'
import type { DirectAnswer } from './direct-answer.ts'

/** How answers are written. */
export interface AnswerNodeOptions {
  /** Milliseconds for which a reader may take nothing of what waits for it; then it is cut. */
  readonly readTimeout: number
}

/** Answers a request of `node:http` as `answer` would answer a web one: the same code but for reading and writing. */
export async function answerNode(
  answer: DirectAnswer,
  [incoming, outgoing]: readonly [IncomingMessage, ServerResponse],
  { readTimeout }: AnswerNodeOptions,
): Promise<void> {
  let isAwaited = false
  const request = new NodeRequest(incoming, () => {
    if (isAwaited) outgoing.writeContinue()
    isAwaited = false
  })
  try {
    // The body comes when it is asked for (RFC 9110, 10.1.1): what is refused by its head is not sent for nothing.
    isAwaited = incoming.httpVersion === '1.1' && request.headers.has('expect')
    outgoing.once('close', () => outgoing.writableFinished || request.leave())
    const response = request.url === '' ? refusal() : await answer(request)
    const body = bodyOf(response)
    const headers = headersOf(response, body, incoming.method)
    // Who was told not to send the body may do so all the same: where the next request would begin, nobody knows.
    if (isAwaited) headers.push('connection', 'close')
    outgoing.writeHead(response.status, headers)
    const pouring = body !== null && isPulled(body) ? pour(body, outgoing, readTimeout) : void outgoing.end(body)
    request.answered()
    await pouring
    if (!outgoing.writableFinished) outgoing.socket?.setTimeout(readTimeout)
    const isLeftUnread = incoming.readableDidRead && !incoming.readableEnded
    if (!incoming.complete || isLeftUnread) dropRest(incoming)
  } catch {
    // There is no answer to give any more, and half of one must not look like a whole.
    outgoing.destroy()
    request.answered()
  }
}

function refusal(): Response {
  const message = 'The target or the `host` of the request makes no address.'
  const response = errorResponse(new InvalidRequestError(message, { code: 'malformed_request', status: 400 }))
  response.headers.set('x-request-id', newId('req_'))
  return response
}

/** Null where there is none. The answers of this server are direct; those of a program's own handler need not be. */
function bodyOf(response: Response): DirectBody | null {
  if (response instanceof DirectResponse) return response.direct
  return response.body && pulledFrom(response.body.getReader())
}

function pulledFrom(reader: ReadableStreamDefaultReader<Uint8Array>): PulledBody {
  const next = async (): Promise<IteratorResult<Uint8Array, void>> => {
    const { done, value } = await reader.read()
    return done ? over : { done, value }
  }
  const pieces = arrivalsOf({ [Symbol.asyncIterator]: () => ({ next }) })
  return { pieces, leave: (reason) => void reader.cancel(reason).catch(() => undefined) }
}

function headersOf({ headers, status }: Response, body: DirectBody | null, method?: string): string[] {
  const flat: string[] = []
  for (const [name, value] of headers) flat.push(name, value)
  const length = lengthOf(body)
  // To `HEAD`, 204 and 304 no body belongs, and 0 would be a lie about the one of `GET`.
  if (length !== undefined && method !== 'HEAD' && status !== 204 && status !== 304 && !headers.has('content-length')) {
    flat.push('content-length', String(length))
  }
  return flat
}

/** Undefined where it is not known before the end. */
function lengthOf(body: DirectBody | null): number | undefined {
  if (typeof body === 'string') return Buffer.byteLength(body)
  return body !== null && isPulled(body) ? undefined : (body?.byteLength ?? 0)
}

/** Writes pieces as they come. The next one is asked for when the connection has room for it. */
async function pour({ pieces, leave }: PulledBody, outgoing: ServerResponse, readTimeout: number): Promise<void> {
  const writer = new TurnWriter(outgoing)
  while (!outgoing.destroyed) {
    const piece = pieces.take()
    if (piece === undefined) await pieces.ready()
    else if (piece.done === true) {
      writer.end()
      return
    } else if (!writer.write(piece.value)) await writer.drained(readTimeout)
  }
  leave(new Error('The reader left.'))
}
