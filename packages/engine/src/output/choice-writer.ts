import type { ChatCompletionTokenLogprob } from 'colloquy/protocol'

import type { OutputEvent } from '../dialects/split/output-event.ts'
import type { OutputSplitter } from '../dialects/split/output-splitter.ts'
import type { ChoiceEvent } from './choice-event.ts'
import { LogprobQueue } from './logprob-queue.ts'
import { StopDetector, type StopVerdict } from './stop-detector.ts'
import { Utf8Pieces } from './utf8-pieces.ts'

/** Why a choice ended by itself: the model or a stop string ended it, or it reached its limit. */
export type EndReason = 'stop' | 'length'

/** A token of an answer. */
export interface AnswerToken {
  /** The bytes it adds; empty for control tokens. */
  bytes: Uint8Array
  /** The text of a token that is a mark of the model's dialect, or part of one. */
  mark?: string | undefined
  /** True for the tokens with which a model ends its turn. */
  endOfGeneration: boolean
  /** Present where the request asked for log probabilities. */
  logprob?: ChatCompletionTokenLogprob | undefined
}

/** What one token brings to the reader. */
export interface ChoiceProgress {
  /** Often none while a character, a mark or a stop string is still open. */
  events: ChoiceEvent[]
  /** Set with the last token. */
  end: EndReason | undefined
}

export interface ChoiceWriterOptions {
  /** Tells content, reasoning and calls apart. From here on only this writer may use it. */
  splitter: OutputSplitter
  /** They end an answer only where they stand in its content; reasoning and calls may contain them. */
  stops: readonly string[]
  maxTokens: number
}

/** Turns the tokens of one choice into what the reader gets and decides when it is over. Pure; one instance per choice. */
export class ChoiceWriter {
  readonly #pieces = new Utf8Pieces()
  readonly #splitter: OutputSplitter
  readonly #stops: StopDetector
  readonly #maxTokens: number
  readonly #logprobs = new LogprobQueue()
  // Stretches of content that the stop detector has not released, by place in the output.
  #held: { at: number; length: number }[] = []
  #tokens = 0
  #reasoningTokens = 0
  // UTF-16 units of output so far.
  #decoded = 0
  #piece = ''

  constructor({ splitter, stops, maxTokens }: ChoiceWriterOptions) {
    this.#splitter = splitter
    this.#stops = new StopDetector(stops)
    this.#maxTokens = maxTokens
  }

  /** Tokens taken so far, the one that ended the turn included. */
  get tokens(): number {
    return this.#tokens
  }

  /** Those among them that were reasoning, its marks included. */
  get reasoningTokens(): number {
    return this.#reasoningTokens
  }

  /** What the last token wrote after the end of the reasoning; meaningful only for the token that ended it. */
  get behindReasoning(): string {
    const length = Math.min(this.#piece.length, this.#decoded - this.#splitter.reasoningEnd)
    return this.#piece.slice(this.#piece.length - length)
  }

  /** Treats what looked like a call as content. */
  refuseCall(): ChoiceProgress {
    const events: ChoiceEvent[] = []
    return { events, end: this.#deliver(this.#splitter.refuseCall(), events) ? 'stop' : undefined }
  }

  /** Takes the next token. After `end` is set nothing more may be pushed. */
  push({ bytes, mark, endOfGeneration, logprob }: AnswerToken): ChoiceProgress {
    this.#tokens++
    if (endOfGeneration) return this.#finish([], 'stop')
    const wasReasoning = this.#splitter.isReasoning
    const piece = mark ?? this.#pieces.push(bytes)
    if (logprob !== undefined) this.#logprobs.push(this.#decoded, piece.length, logprob)
    this.#decoded += piece.length
    this.#piece = piece
    const found = mark === undefined ? this.#splitter.push(piece) : this.#pushMark(mark)
    if (wasReasoning || this.#splitter.isReasoning) this.#reasoningTokens++
    const events: ChoiceEvent[] = []
    if (this.#deliver(found, events)) return { events, end: 'stop' }
    if (this.#splitter.isOver) return this.#finish(events, 'stop')
    return this.#tokens < this.#maxTokens ? { events, end: undefined } : this.#finish(events, 'length')
  }

  // A mark cuts off a character that was left incomplete.
  #pushMark(mark: string): OutputEvent[] {
    const broken = this.#pieces.end()
    this.#decoded += broken.length
    return [...this.#splitter.push(broken), ...this.#splitter.push({ token: mark })]
  }

  // No more tokens come: what was held back for them is handed out.
  #finish(events: ChoiceEvent[], reason: EndReason): ChoiceProgress {
    const broken = this.#pieces.end()
    this.#decoded += broken.length
    const last = [...this.#splitter.push(broken), ...this.#splitter.end()]
    const stopped = this.#deliver(last, events) || this.#release(this.#stops.end(), events)
    return { events, end: stopped ? 'stop' : reason }
  }

  /** Adds what is found to what is told; true where a stop string ended the answer. */
  #deliver(found: readonly OutputEvent[], events: ChoiceEvent[]): boolean {
    for (const event of found) {
      if (event.type === 'content') {
        this.#held.push({ at: event.at, length: event.text.length })
        if (this.#release(this.#stops.push(event.text), events)) return true
      } else {
        // A stop string cannot begin before reasoning or a call and end after it.
        if (this.#held.length > 0 && this.#release(this.#stops.end(), events)) return true
        events.push(event)
      }
    }
    return false
  }

  #release({ text, stopped }: StopVerdict, events: ChoiceEvent[]): boolean {
    if (text !== '') events.push({ type: 'content', text, logprobs: this.#logprobsOf(text.length) })
    return stopped
  }

  #logprobsOf(released: number): ChatCompletionTokenLogprob[] {
    const logprobs: ChatCompletionTokenLogprob[] = []
    let left = released
    while (left > 0) {
      const [first] = this.#held
      if (first === undefined) break
      const length = Math.min(left, first.length)
      logprobs.push(...this.#logprobs.take(first.at, first.at + length))
      left -= length
      first.at += length
      first.length -= length
      if (first.length === 0) this.#held.shift()
    }
    return logprobs
  }
}
