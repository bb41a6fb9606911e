import { InvalidRequestError, type ChatBackend, type Clock } from 'colloquy'
import type { ChatCompletionChunk, ChatCompletionRequest } from 'colloquy/protocol'
import { validateChatCompletionRequest } from 'colloquy/validate'
import { arrivalsOf } from '../answer/arrivals-of.ts'
import { CompletionEvents } from '../answer/completion-events.ts'
import { directResponse } from '../answer/direct-response.ts'
import { eventStreamResponse } from '../answer/event-stream-response.ts'
import { joinedCompletion } from '../answer/whole-completion.ts'
import { readJsonBody, type BodyLimits } from '../body/read-json-body.ts'
import { claimAnswer, replay } from '../idempotency/claim-answer.ts'
import { ClaimedAnswer } from '../idempotency/claimed-answer.ts'
import { idempotencyKey } from '../idempotency/idempotency-key.ts'
import { NodeRequest } from '../node/node-request.ts'
import { JoinedSignal } from '../signals/joined-signal.ts'
import type { SignalSource } from '../signals/signal-source.ts'
import type { IdempotencyStore } from '../store/idempotency-store.ts'

/** What the route needs beside the backend. */
export interface CreateChatCompletionOptions extends BodyLimits {
  /** Told of an error that ended an answer already begun, where no status can show it any more. */
  onError: (error: unknown) => void
  /** Fields beyond the published API that the backend is handed. */
  extraFields: readonly string[]
  /** Whether the backend keeps what is asked for with `store: true`. */
  canStore: boolean
  /** Where answers are kept that were asked for with an `idempotency-key`. */
  idempotency: IdempotencyStore
  /** Whose keys these are. */
  owner: string
  /** Aborted when the answers that run are to end. */
  stop: SignalSource | undefined
  /** Time, for those who wait for another request of the same key. */
  clock: Clock
}

/** `POST /v1/chat/completions`: reads and validates the body, asks the backend, answers whole or as a stream. */
export async function createChatCompletion(
  backend: ChatBackend,
  httpRequest: Request,
  options: CreateChatCompletionOptions,
): Promise<Response> {
  const key = idempotencyKey(httpRequest.headers)
  const { extraFields } = options
  const request = validateChatCompletionRequest(await readJsonBody(httpRequest, options), { extraFields })
  if (!options.canStore) refuseStore(request)
  if (key === undefined) return answer(backend, request, callerLeft(httpRequest), options)

  const { idempotency, owner, clock } = options
  const { signal } = httpRequest
  const claim = await claimAnswer(idempotency, { owner, key, request, signal, clock })
  if (!(claim instanceof ClaimedAnswer)) return replay(claim)
  try {
    return await answer(backend, request, callerLeft(httpRequest), options, claim)
  } catch (error) {
    await claim.release()
    throw error
  }
}

/** Asks the backend; where the answer is claimed by an idempotency key, keeps it under that. */
async function answer(
  backend: ChatBackend,
  request: ChatCompletionRequest,
  left: SignalSource,
  { onError, stop }: CreateChatCompletionOptions,
  claim?: ClaimedAnswer,
): Promise<Response> {
  const asked = withoutPadding(request)
  const joined = new JoinedSignal(left, ...(stop === undefined ? [] : [stop]))
  if (request.stream !== true) {
    try {
      const text = JSON.stringify(await joinedCompletion(backend.complete(asked, joined)))
      await claim?.keep(text)
      return directResponse(text, { headers: { 'content-type': 'application/json' } })
    } finally {
      joined.release()
    }
  }

  // An answer that is to end says so to its reader.
  const hasLeft = (): boolean => joined.aborted && stop?.aborted !== true
  const onEnd = (): void => joined.release()
  const events = new CompletionEvents(chunksOf(backend, asked, joined), request, { hasLeft, onError, onEnd })
  await events.start()
  const end = (): void => {
    events.return().catch(onError)
    void claim?.release()
  }
  // A reader may also leave between two reads, and then nothing but this tells the backend's iterator.
  whenAborted(joined, () => {
    if (hasLeft()) end()
  })
  const leave = (reason: unknown): void => (stop?.aborted === true ? end() : joined.abort(reason))
  return eventStreamResponse(arrivalsOf(claim?.keepEvents(events) ?? events), leave)
}

/** What the backend answers. One that throws at once has no chunks whose end would give the listeners back. */
function chunksOf(
  backend: ChatBackend,
  request: ChatCompletionRequest,
  joined: JoinedSignal,
): AsyncIterable<ChatCompletionChunk> {
  try {
    return backend.complete(request, joined)
  } catch (error) {
    joined.release()
    throw error
  }
}

/** Aborted when whoever asks has hung up. */
function callerLeft(request: object & { readonly signal: AbortSignal }): SignalSource {
  return request instanceof NodeRequest ? request.callerLeft : request.signal
}

function whenAborted(signal: SignalSource, act: () => void): void {
  if (signal.aborted) act()
  else signal.addEventListener('abort', act)
}

/** Padding is put on here, where the bytes leave; a backend asked for it too would pad, or refuse, a second time. */
function withoutPadding(request: ChatCompletionRequest): ChatCompletionRequest {
  const { stream_options: streamOptions } = request
  if (streamOptions?.include_obfuscation !== true) return request
  return { ...request, stream_options: { ...streamOptions, include_obfuscation: false } }
}

/** A parameter that is taken must do what it says: nothing is stored here, so asking for it is refused. */
function refuseStore(request: ChatCompletionRequest): void {
  if (request.store !== true) return
  throw new InvalidRequestError('`store` is true, but this server does not store completions. Leave `store` out.', {
    code: 'unsupported_parameter',
    param: 'store',
  })
}
