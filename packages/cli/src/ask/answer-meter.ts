/** Measures an answer while it comes. */
import type { ChatCompletionChunk, ChatCompletionStreamResponseDelta, CompletionUsage } from 'colloquy/protocol'
import type { Clock } from '../terminal/clock.ts'
import { count, duration } from '../terminal/quantity.ts'
import { contextShare } from './context-share.ts'

/** Time to the first token, speed, and tokens as the answering side counted them. One instance per answer. */
export class AnswerMeter {
  readonly #clock: Clock
  readonly #start: number
  #first: number | undefined
  // The completion under way: between two of one answer tools run, and people are asked whether they may.
  #run: { readonly id: string; readonly first: number; pieces: number } | undefined
  #last = 0
  #pieces = 0
  #reasoned = 0
  #usage: CompletionUsage | undefined
  #contextSize: number | undefined

  /** Starts the watch. */
  constructor(clock: Clock) {
    this.#clock = clock
    this.#start = clock.now()
  }

  push(chunk: ChatCompletionChunk): void {
    if (chunk.usage) this.#usage = chunk.usage
    const kinds = new Set((chunk.choices ?? []).map(({ delta }) => kindOf(delta)))
    if (kinds.has('reasoning')) this.#reasoned++
    if (kinds.has('answer')) this.#pieces++
    if (!kinds.has('reasoning') && !kinds.has('answer')) return
    this.#last = this.#clock.now()
    this.#first ??= this.#last
    if (this.#run?.id !== chunk.id) this.#run = { id: chunk.id, first: this.#last, pieces: 0 }
    this.#run.pieces++
  }

  /** Tells how many tokens the model's context holds; may come at any time, or never. */
  knowContext(size: number | undefined): void {
    this.#contextSize = size
  }

  /** Whether anything came: of a refused request there is nothing to measure. */
  get hasBegun(): boolean {
    return this.#first !== undefined || this.#usage !== undefined
  }

  /** True from the first piece of reasoning to the first piece of its answer. */
  get isReasoning(): boolean {
    return this.#reasoned > 0 && this.#pieces === 0
  }

  /** One line for people: `first token 470 ms · 35.2 tokens/s · 31 prompt (12 cached) + 24 output tokens · 1 % of context`. */
  toString(): string {
    const parts: string[] = []
    if (this.#first !== undefined) parts.push(`first token ${duration(this.#first - this.#start)}`)
    const came = this.#pieces + this.#reasoned
    const unit = this.#usage ? 'tokens' : 'pieces'
    const rate = this.#rate(this.#usage?.completion_tokens)
    if (rate !== undefined) parts.push(`${rate < 100 ? rate.toFixed(1) : Math.round(rate)} ${unit}/s`)
    // A stopped answer has no token counts, and some servers never send any; how much came can be told all the same.
    parts.push(
      this.#usage
        ? tokens(this.#usage)
        : `${count(came)} ${came === 1 ? 'piece' : 'pieces'} received, tokens not counted`,
    )
    if (this.#usage && this.#contextSize) parts.push(contextShare(this.#usage, this.#contextSize))
    return parts.join(' · ')
  }

  // Of the last completion, whose tokens `usage` counts. Its first token's time is the prompt's, so those after it count.
  #rate(counted: number | undefined): number | undefined {
    if (this.#run === undefined) return undefined
    const { first, pieces } = this.#run
    const output = counted ?? pieces
    if (output < 2 || this.#last <= first) return undefined
    return ((output - 1) * 1000) / (this.#last - first)
  }
}

function kindOf(delta: ChatCompletionStreamResponseDelta | undefined): 'answer' | 'reasoning' | undefined {
  if (!delta) return undefined
  if (delta.content || delta.refusal || delta.tool_calls?.length) return 'answer'
  return delta.reasoning_content || delta.reasoning ? 'reasoning' : undefined
}

function tokens(usage: CompletionUsage): string {
  const cached = usage.prompt_tokens_details?.cached_tokens
  const prompt = `${count(usage.prompt_tokens)} prompt${cached ? ` (${count(cached)} cached)` : ''}`
  return `${prompt} + ${count(usage.completion_tokens)} output tokens`
}
