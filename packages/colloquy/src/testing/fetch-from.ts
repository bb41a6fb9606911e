import type { ChatBackend } from '../backend.ts'
import { InvalidRequestError, isColloquyError, NotFoundError } from '../errors/colloquy-error.ts'
import { toErrorBody } from '../errors/error-body.ts'
import { isRecord } from '../is-record.ts'
import type { ChatCompletionChunk, ChatCompletionRequest } from '../protocol/index.ts'
import { ChatCompletionAccumulator } from '../stream/accumulate.ts'
import { encodeDone, encodeEvent } from '../stream/encode-event.ts'

/**
 * Makes a `fetch` that answers as a server in front of this backend would, without a socket: whole or streamed, with error
 * bodies and statuses. Pass it to any client (also `openai`) to test a program through the whole HTTP path.
 *
 * It serves `POST …/chat/completions` and `GET …/models`, and does not validate: the backend receives what was sent.
 *
 * @example
 * const client = new Colloquy({ baseURL: 'http://test/v1', fetch: fetchFrom(scriptedBackend('Hello!')) })
 */
export function fetchFrom(backend: ChatBackend): typeof fetch {
  return async (input, init = {}) => {
    // A `Request` refuses the signals of another realm, which test runners have; it is passed on beside it.
    const { signal, ...rest } = init
    const request = new Request(input, rest)
    const { pathname } = new URL(request.url)
    try {
      if (request.method === 'POST' && pathname.endsWith('/chat/completions')) {
        return await answer(backend, await bodyOf(request), signal ?? request.signal)
      }
      if (request.method === 'GET' && pathname.endsWith('/models')) {
        return Response.json({ object: 'list', data: await backend.models() })
      }
      throw new NotFoundError(`There is no ${request.method} ${pathname} here.`)
    } catch (error) {
      // Whoever left is not answered; a fetch rejects for them.
      signal?.throwIfAborted()
      return errorResponse(error)
    }
  }
}

/** A request as it came: judging it is the backend's part. */
async function bodyOf(request: Request): Promise<ChatCompletionRequest> {
  const body: unknown = await request.json().catch(() => undefined)
  if (isRequest(body)) return body
  throw new InvalidRequestError('Expected a JSON object with `model` and `messages`.', { code: 'invalid_json' })
}

function isRequest(body: unknown): body is ChatCompletionRequest {
  return isRecord(body) && typeof body['model'] === 'string' && Array.isArray(body['messages'])
}

async function answer(backend: ChatBackend, request: ChatCompletionRequest, caller: AbortSignal): Promise<Response> {
  const controller = new AbortController()
  const leave = (): void => controller.abort(caller.reason)
  if (caller.aborted) leave()
  else caller.addEventListener('abort', leave)
  const chunks = backend.complete(request, { signal: controller.signal })[Symbol.asyncIterator]()
  try {
    // The first chunk decides between a status of its own and a stream that fails in the middle.
    const first = await chunks.next()
    if (request.stream) return eventStream(first, chunks, () => controller.abort())
    const accumulator = new ChatCompletionAccumulator()
    for (let { done, value } = first; !done; { done, value } = await chunks.next()) accumulator.push(value)
    return Response.json(accumulator.end(), { headers: requestId })
  } finally {
    if (!request.stream) caller.removeEventListener('abort', leave)
  }
}

function eventStream(
  first: IteratorResult<ChatCompletionChunk>,
  chunks: AsyncIterator<ChatCompletionChunk>,
  stop: () => void,
): Response {
  const encoder = new TextEncoder()
  let next: Promise<IteratorResult<ChatCompletionChunk>> | undefined = Promise.resolve(first)
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await (next ?? chunks.next())
          next = undefined
          controller.enqueue(encoder.encode(done ? encodeDone() : encodeEvent(value)))
          if (done) controller.close()
        } catch (error) {
          controller.enqueue(encoder.encode(encodeEvent(toErrorBody(error))))
          controller.close()
        }
      },
      async cancel() {
        stop()
        await chunks.return?.()
      },
    },
    // Nothing is made before it is asked for, so that a test sees how far a reader read.
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8', ...requestId } })
}

function errorResponse(error: unknown): Response {
  const { status = 500, retryAfter } = isColloquyError(error) ? error : {}
  const headers = new Headers(requestId)
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter))
  return Response.json(toErrorBody(error), { status, headers })
}

const requestId = { 'x-request-id': 'req_scripted' }
