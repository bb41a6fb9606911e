import type { ChatCompletionRequest } from '../protocol/index.ts'
import { checkRequest, completionCall, startDeadline } from './call.ts'
import { ChunkStream } from './chunk-stream.ts'
import type { Deadline } from './deadline.ts'
import { resolveConnection, type Connection } from './connection.ts'
import type { CallOptions, RequestOptions } from './options.ts'
import { ResponseChunks } from './response-chunks.ts'
import type { WireResponse } from './send-request.ts'
import { sendWithRetries } from './send-with-retries.ts'

/**
 * Streams a chat completion without a client. Use it where bundle size matters.
 *
 * Retries, limits and errors are those of `Colloquy`. Nothing is sent before you ask for the first chunk; `collect` joins
 * the chunks into the completion. Throws `InvalidRequestError` for a request or an address that cannot be used.
 *
 * @example
 * for await (const piece of streamChatCompletion({ model, messages }, { baseURL }).text()) write(piece)
 */
export function streamChatCompletion(request: ChatCompletionRequest, options: CallOptions = {}): ChunkStream {
  checkRequest(request, options)
  const { source, deadline } = streamOver(resolveConnection(options), request, options)
  return new ChunkStream(source, deadline)
}

/** Prepares the chunks of a server's answer; the request is sent at the first read, or by whoever opens the response. */
export function streamOver(
  connection: Connection,
  request: ChatCompletionRequest,
  options: RequestOptions,
): { source: ResponseChunks; send: () => Promise<WireResponse>; deadline: Deadline } {
  const call = completionCall(request.stream ? request : { ...request, stream: true })
  const deadline = startDeadline(connection, options, { idle: 60_000, firstToken: 60_000 })
  const awaited = deadline.limits.connect === undefined ? 'firstToken' : 'connect'
  const send = async () => {
    const headers = { accept: 'text/event-stream', ...options.headers }
    const sent = await sendWithRetries(connection, { ...call, awaited }, { ...options, headers }, deadline)
    if (awaited === 'connect') deadline.wait('firstToken')
    return sent
  }
  return { source: new ResponseChunks(send, deadline, connection.maxResponseBytes), send, deadline }
}
