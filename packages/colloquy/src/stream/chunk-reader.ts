import { StreamTruncatedError } from '../errors/colloquy-error.ts'
import { errorFromWords } from '../errors/error-from-response.ts'
import { impliedStatus, serverWords } from '../errors/server-words.ts'
import { isRecord } from '../is-record.ts'
import { parseJson } from '../parse-json.ts'
import type { ChatCompletionChunk, ChatCompletionChunkChoice } from '../protocol/index.ts'
import type { ServerSentEvent } from './event-decoder.ts'

/** How a {@link ChunkReader} reads. */
export interface ChunkReaderOptions {
  /** Texts that must not be shown in errors, such as the key that was sent. Default: none. */
  secrets?: readonly string[]
  /** The response's `x-request-id`, for errors. Default: none. */
  requestId?: string | undefined
}

/**
 * Turns events into chunks and knows whether the stream is complete. Pure; one instance per stream.
 *
 * Chunks are the server's own objects. Only what their type promises and some servers leave out is added:
 * `choices`, and each choice's `index` and `delta`.
 */
export class ChunkReader {
  readonly #secrets: readonly string[]
  readonly #requestId: string | undefined
  /** Whether each choice came to its end. */
  readonly #choices = new Map<number, boolean>()
  #done = false

  constructor({ secrets = [], requestId }: ChunkReaderOptions = {}) {
    this.#secrets = secrets
    this.#requestId = requestId
  }

  /** True once the server sent `[DONE]`; what follows is ignored. */
  get done(): boolean {
    return this.#done
  }

  /**
   * Reads one event; undefined if it carries no chunk.
   *
   * Throws the error of an error frame, in the words of the server, and `InvalidResponseError` for data that is not a
   * chunk.
   */
  read({ event, data }: ServerSentEvent): ChatCompletionChunk | undefined {
    if (this.#done) return undefined
    if (data.trimEnd() === '[DONE]') {
      this.#done = true
      return undefined
    }
    const failed = event === 'error'
    const chunk = parseJson(data)
    if (!failed && isChunk(chunk)) {
      for (let at = 0; at < chunk.choices.length; at++) this.#note(chunk.choices[at], at, chunk.choices)
      return chunk
    }
    // If an error event does not contain JSON, its text is the message of the server.
    const words = serverWords(failed ? (chunk ?? data) : chunk, failed ? 500 : 200)
    const broken = failed || words
    // A named event is a vendor's own (`ping`, `metadata`).
    if (!broken && (event !== 'message' || !data.trim())) return undefined
    const expected = 'Expected a chunk of a chat completion: see `body` for what came.'
    throw errorFromWords(
      words,
      failed ? data : expected,
      { status: broken ? impliedStatus(words) : 200, requestId: this.#requestId, body: data },
      this.#secrets,
    )
  }

  /** Tells that no more events come. Throws `StreamTruncatedError` unless every choice came to its end. */
  end(): void {
    const ended = [...this.#choices.values()]
    if (ended.length > 0 && ended.every(Boolean)) return
    throw new StreamTruncatedError(undefined, { requestId: this.#requestId })
  }

  #note(choice: ChatCompletionChunkChoice | null | undefined, at: number, choices: ChatCompletionChunkChoice[]): void {
    if (!isRecord(choice)) choice = choices[at] = { index: 0, delta: {}, finish_reason: null }
    choice.index ??= 0
    choice.delta ??= {}
    // Never taken back: some servers send an empty delta, with a null reason, after the end.
    this.#choices.set(choice.index, this.#choices.get(choice.index) || Boolean(choice.finish_reason))
  }
}

/** Tells a chunk from anything else, and gives it the `choices` that bare usage chunks of some servers lack. */
function isChunk(value: unknown): value is ChatCompletionChunk {
  if (!isRecord(value)) return false
  const { choices, error, id, usage } = value
  if (!choices && (id || usage)) value['choices'] = []
  return !error && Array.isArray(value['choices'])
}
