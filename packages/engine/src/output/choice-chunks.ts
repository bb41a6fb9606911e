import type { ChatCompletionChunk, ChatCompletionFinishReason } from 'colloquy/protocol'

import type { ToolPlan } from '../dialects/tool-plan.ts'
import { CallDeltas } from './call-deltas.ts'
import type { ChoiceEvent } from './choice-event.ts'
import type { EndReason } from './choice-writer.ts'
import type { ChunkWriter } from './chunk-writer.ts'

export interface ChoiceChunksOptions {
  readonly writer: ChunkWriter
  readonly plan: Pick<ToolPlan, 'callable' | 'form'>
  /** Whether content comes with log probabilities. */
  readonly logprobs: boolean
}

/** Writes what one choice brings as chunks, in OpenAI's order. Pure; one instance per choice. */
export class ChoiceChunks {
  readonly #index: number
  readonly #writer: ChunkWriter
  readonly #calls: CallDeltas
  readonly #finishReason: ChatCompletionFinishReason
  readonly #mayCall: boolean
  readonly #logprobs: boolean
  #saidOrCalled = false

  constructor(index: number, { writer, plan, logprobs }: ChoiceChunksOptions) {
    this.#index = index
    this.#writer = writer
    this.#calls = new CallDeltas(plan)
    this.#finishReason = plan.form
    this.#mayCall = plan.callable.length > 0
    this.#logprobs = logprobs
  }

  /** The chunk that opens the choice. Where tools may be called, content is null until there is some. */
  begin(): ChatCompletionChunk {
    return this.#writer.role(this.#index, this.#mayCall ? null : '')
  }

  /** The chunk for an event; undefined where there is nothing to tell. */
  of(event: ChoiceEvent): ChatCompletionChunk | undefined {
    if (event.type === 'reasoning') return this.#writer.delta(this.#index, { reasoning_content: event.text })
    this.#saidOrCalled = true
    if (event.type === 'content') {
      return this.#writer.content(this.#index, event.text, this.#logprobs ? event.logprobs : undefined)
    }
    const delta = this.#calls.of(event)
    return delta && this.#writer.delta(this.#index, delta)
  }

  /** The chunks that end the choice, in which `calls` calls are complete. */
  end(reason: EndReason, calls: number): ChatCompletionChunk[] {
    const finish = this.#writer.finish(this.#index, reason === 'stop' && calls > 0 ? this.#finishReason : reason)
    // An answer that says and calls nothing is an empty text.
    if (!this.#mayCall || this.#saidOrCalled) return [finish]
    return [this.#writer.delta(this.#index, { content: '' }), finish]
  }
}
