import { StreamTruncatedError } from 'colloquy'
import type {
  ChatCompletionChunk,
  ChatCompletionChunkChoice,
  ChatCompletionRequest,
  CompletionUsage,
} from 'colloquy/protocol'

/**
 * Gives a backend's chunks the form the request asked for. With `include_usage` every chunk carries `usage: null`
 * and one more, without choices, closes with the counts; without it no chunk mentions usage. Each choice begins with its
 * role: llama-server now and then leaves it out, and openai's `.stream()` then throws. Each says whether it is finished:
 * LiteLLM leaves `finish_reason` out until it is, and sends the counts in one more choice, which is left out. Pure; one per
 * stream.
 */
export class ChunkPresenter {
  readonly #includeUsage: boolean
  readonly #choices: number
  readonly #begun = new Set<number>()
  readonly #finished = new Set<number>()
  #usage: CompletionUsage | undefined
  #last: ChatCompletionChunk | undefined

  constructor(request: ChatCompletionRequest) {
    this.#includeUsage = request.stream_options?.include_usage === true
    this.#choices = request.n ?? 1
  }

  /** The chunk to send; undefined where the backend's chunk held nothing to show, such as counts alone. */
  push(chunk: ChatCompletionChunk): ChatCompletionChunk | undefined {
    const { usage, ...told } = chunk
    const choices = chunk.choices.filter((choice) => !this.#isAfterEnd(choice)).map((choice) => this.#completed(choice))
    const rest = { ...told, choices }
    this.#usage = usage ?? this.#usage
    this.#last = chunk
    for (const { index, finish_reason: reason } of chunk.choices) if (reason) this.#finished.add(index)
    if (choices.length === 0 && (usage || chunk.choices.length > 0)) return undefined
    return this.#includeUsage ? { ...rest, usage: null } : rest
  }

  #isAfterEnd({ index, delta, finish_reason: reason }: ChatCompletionChunkChoice): boolean {
    return this.#finished.has(index) && !reason && !Object.values(delta).some(Boolean)
  }

  #completed(choice: ChatCompletionChunkChoice): ChatCompletionChunkChoice {
    const { index, delta, finish_reason: reason } = choice
    const lacksRole = !this.#begun.has(index) && delta.role === undefined
    this.#begun.add(index)
    if (!lacksRole && (reason === null || reason)) return choice
    return { ...choice, delta: lacksRole ? { role: 'assistant', ...delta } : delta, finish_reason: reason || null }
  }

  /** The closing usage chunk where one was asked for. Throws when a choice never finished. */
  end(): ChatCompletionChunk | undefined {
    if (this.#last === undefined || this.#finished.size < this.#choices) {
      throw new StreamTruncatedError('The answer stopped before it was finished. Try again.')
    }
    if (!this.#includeUsage || this.#usage === undefined) return undefined
    return { ...this.#last, choices: [], usage: this.#usage }
  }
}
