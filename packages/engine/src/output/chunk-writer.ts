import type {
  ChatCompletionChunk,
  ChatCompletionChunkChoice,
  ChatCompletionFinishReason,
  ChatCompletionStreamResponseDelta,
  ChatCompletionTokenLogprob,
  CompletionUsage,
} from 'colloquy/protocol'

import type { CompletionHead } from './completion-head.ts'

/**
 * Writes the chunks of one completion as OpenAI's API orders them: for each choice first the role with empty content,
 * then content, then an empty delta with the finish reason; at the very end, where wanted, the usage without choices.
 */
export class ChunkWriter {
  readonly #head: CompletionHead
  readonly #usage: { usage?: null }

  /** With `includeUsage` every chunk but the last says `usage: null`, as the specification has it. */
  constructor(head: CompletionHead, options: { includeUsage: boolean }) {
    this.#head = head
    this.#usage = options.includeUsage ? { usage: null } : {}
  }

  /** `content` is null where the answer may have none, because all of it may be reasoning or calls. */
  role(index: number, content: '' | null = ''): ChatCompletionChunk {
    return this.delta(index, { role: 'assistant', content, refusal: null })
  }

  content(
    index: number,
    text: string,
    logprobs: readonly ChatCompletionTokenLogprob[] | undefined,
  ): ChatCompletionChunk {
    return this.#chunk({
      index,
      delta: { content: text },
      logprobs: logprobs === undefined ? null : { content: [...logprobs], refusal: null },
      finish_reason: null,
    })
  }

  delta(index: number, delta: ChatCompletionStreamResponseDelta): ChatCompletionChunk {
    return this.#chunk({ index, delta, logprobs: null, finish_reason: null })
  }

  finish(index: number, reason: ChatCompletionFinishReason): ChatCompletionChunk {
    return this.#chunk({ index, delta: {}, logprobs: null, finish_reason: reason })
  }

  usage(usage: CompletionUsage): ChatCompletionChunk {
    return { ...this.#start(), choices: [], usage }
  }

  #chunk(choice: ChatCompletionChunkChoice): ChatCompletionChunk {
    return { ...this.#start(), choices: [choice], ...this.#usage }
  }

  #start(): CompletionHead & Pick<ChatCompletionChunk, 'object'> {
    return { object: 'chat.completion.chunk', ...this.#head }
  }
}
