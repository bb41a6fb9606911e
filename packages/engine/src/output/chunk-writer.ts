import type {
  ChatCompletionChunk,
  ChatCompletionChunkChoice,
  ChatCompletionFinishReason,
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

  role(index: number): ChatCompletionChunk {
    return this.#chunk({
      index,
      delta: { role: 'assistant', content: '', refusal: null },
      logprobs: null,
      finish_reason: null,
    })
  }

  content(index: number, text: string, logprobs: ChatCompletionTokenLogprob[] | undefined): ChatCompletionChunk {
    return this.#chunk({
      index,
      delta: { content: text },
      logprobs: logprobs === undefined ? null : { content: logprobs, refusal: null },
      finish_reason: null,
    })
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
