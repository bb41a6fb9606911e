import {
  collect,
  isColloquyError,
  type ChatBackend,
  type ChatCompletion,
  type ChatCompletionChunk,
  type ChatCompletionRequest,
  type ColloquyError,
} from 'colloquy'
import { expect } from 'vitest'

/** Fields of a request that matter to a case; the rest is a short question to the target's model. */
export type Fields = Partial<ChatCompletionRequest>

/** Fields of a request as a caller without types may send them. */
export type LooseFields = Readonly<Record<string, unknown>>

/** Asks one target on behalf of a case. */
export class Asker {
  /** The name of a model the target has. */
  readonly model: string
  readonly backend: ChatBackend
  readonly #create: Create

  constructor(
    backend: ChatBackend,
    model: string,
    create: Create = (request, signal) => collect(backend.complete(request, { signal })),
  ) {
    this.backend = backend
    this.model = model
    this.#create = create
  }

  /** The whole request made of the fields. */
  request(fields: LooseFields = {}): ChatCompletionRequest {
    const messages = [{ role: 'user' as const, content: 'Tell me something.' }]
    return { model: this.model, messages, max_completion_tokens: 12, ...fields }
  }

  /** Streams an answer. */
  stream(fields: LooseFields = {}, signal: AbortSignal = live()): AsyncIterable<ChatCompletionChunk> {
    return this.backend.complete(this.request({ ...fields, stream: true }), { signal })
  }

  /** Every chunk of a streamed answer. */
  async chunks(fields: Fields = {}): Promise<ChatCompletionChunk[]> {
    const chunks: ChatCompletionChunk[] = []
    for await (const chunk of this.stream(fields)) chunks.push(chunk)
    return chunks
  }

  /** The answer to a request that does not stream. */
  completion(fields: LooseFields = {}, signal: AbortSignal = live()): Promise<ChatCompletion> {
    return this.#create(this.request(fields), signal)
  }

  /** The text of the first choice, not streamed. */
  async text(fields: Fields = {}): Promise<string> {
    return (await this.completion(fields)).choices[0]?.message.content ?? ''
  }

  /** The error with which a streamed request is refused before its first chunk. */
  async refusal(fields: LooseFields): Promise<ColloquyError> {
    const chunks = this.stream(fields)[Symbol.asyncIterator]()
    const error = await chunks.next().then(
      () => expect.unreachable('the request was answered'),
      (thrown: unknown) => thrown,
    )
    return isColloquyError(error) ? error : expect.unreachable(`not an error of Colloquy: ${String(error)}`)
  }
}

/** Answers a request that does not stream. */
export type Create = (request: ChatCompletionRequest, signal: AbortSignal) => Promise<ChatCompletion>

function live(): AbortSignal {
  return new AbortController().signal
}
