import { ChunkDecoder } from '#platform'
import { connectionError } from '../errors/connection-error.ts'
import { errorFromResponse } from '../errors/error-from-response.ts'
import { redact } from '../errors/redact.ts'
import { secretsOf } from '../errors/secrets-of.ts'
import type { ChatCompletionChunk } from '../protocol/index.ts'
import type { ChunkSource } from './chunk-source.ts'
import type { Deadline } from './deadline.ts'
import type { ByteRead, ByteReader } from './http-response.ts'
import { readBody } from './read-body.ts'
import type { WireResponse } from './send-request.ts'

type Chunks = readonly ChatCompletionChunk[] | undefined

/** The chunks of an HTTP response, as many as each read of the socket completes. */
export class ResponseChunks implements ChunkSource {
  readonly #deadline: Deadline
  readonly #maxEventLength: number | undefined
  /** Let go once it was called: an open stream does not hold its request. */
  #send: (() => Promise<WireResponse>) | undefined
  #decoder: ChunkDecoder | undefined
  #reader: ByteReader | undefined
  #answerBegan = false
  #ended = false
  /** Met behind good chunks of the same read, which go first. */
  #failure: unknown

  /**
   * @param send Sends the request; called at the first read, unless a response is {@link open | opened} before.
   * @param maxEventLength Most characters of one event. Default: the decoder's.
   */
  constructor(send: () => Promise<WireResponse>, deadline: Deadline, maxEventLength?: number) {
    this.#send = send
    this.#deadline = deadline
    this.#maxEventLength = maxEventLength
  }

  /** Takes the response whose chunks are read. Throws where it does not stream. */
  async open(sent: WireResponse): Promise<void> {
    this.#send = undefined
    const deadline = this.#deadline
    const { response } = sent
    const { body, headers } = response
    if (!body || /json|html/.test(headers.get('content-type') ?? '')) {
      const text = await readBody(response, deadline)
      throw errorFromResponse(sent, text, 'a stream of events (`text/event-stream`)')
    }
    const secrets = secretsOf(sent.headers)
    const requestId = redact(headers.get('x-request-id') ?? '', secrets) || undefined
    this.#decoder = new ChunkDecoder({ secrets, requestId, maxEventLength: this.#maxEventLength })
    this.#reader = body.getReader()
    deadline.onFail(this.#cancel)
  }

  read(): Promise<Chunks> {
    if (!this.#answerBegan || !this.#reader || this.#ended) return this.#readOn()
    this.#deadline.wait('idle')
    return this.#reader.read().then(this.#onRead, asConnectionError)
  }

  /** Callbacks, and made once: an async function would set aside half a kilobyte for each event that is read. */
  readonly #onRead = (result: ByteRead): Chunks | Promise<Chunks> => {
    const chunks = this.#take(result)
    return chunks[0] ? chunks : this.#readOn()
  }

  /** Reads until chunks have come. What is waited for stays the same: a keep-alive is no progress. */
  async #readOn(): Promise<Chunks> {
    if (this.#send) await this.open(await this.#send())
    while (this.#reader && !this.#ended) {
      const chunks = this.#take(await this.#reader.read().catch(asConnectionError))
      if (chunks[0]) return chunks
    }
    if (this.#failure) throw this.#failure
    return undefined
  }

  /** Turns what one read gave into chunks; keeps a failure for after them. */
  #take({ done, value }: ByteRead): ChatCompletionChunk[] {
    // What was cancelled looks like an end.
    if (this.#deadline.failure) throw this.#deadline.failure
    const chunks: ChatCompletionChunk[] = []
    try {
      if (value) this.#decoder?.push(value, chunks)
      if (done || this.#decoder?.done) {
        this.#ended = true
        if (!done) this.#drain()
        // The caller's signal counts until the last chunk is taken.
        this.#deadline.lift()
        this.#decoder?.end(chunks)
      }
    } catch (error) {
      this.#failure = error
      this.#ended = true
      this.#cancel()
    }
    if (chunks[0] && (this.#answerBegan ||= chunks.some(carriesAnswer))) this.#deadline.rest()
    return chunks
  }

  /** Reads to the end behind `[DONE]`, so that the connection can serve the next request; not for long. */
  #drain(): void {
    const reader = this.#reader
    const cancelTimer = this.#deadline.clock.after(500, this.#cancel)
    void reader
      ?.read()
      .then(({ done }) => done || this.#cancel(), cancelTimer)
      .then(cancelTimer)
  }

  readonly #cancel = (): void => {
    this.#reader?.cancel().catch(() => {})
  }
}

function asConnectionError(error: unknown): never {
  throw connectionError(error)
}

/** True from the first chunk that brings more than a role: some servers send that at once, long before a token. */
function carriesAnswer({ choices }: ChatCompletionChunk): boolean {
  return choices.some(
    ({ delta, finish_reason }) =>
      finish_reason || Object.entries(delta).some(([key, value]) => key !== 'role' && value),
  )
}
