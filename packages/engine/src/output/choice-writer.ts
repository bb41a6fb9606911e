import type { ChatCompletionTokenLogprob } from 'colloquy/protocol'

import { StopDetector } from './stop-detector.ts'
import { Utf8Pieces } from './utf8-pieces.ts'

/** Why a choice ended by itself: the model or a stop string ended it, or it reached its limit. */
export type EndReason = 'stop' | 'length'

/** A token of an answer. */
export interface AnswerToken {
  /** The bytes it adds; empty for control tokens. */
  bytes: Uint8Array
  /** True for the tokens with which a model ends its turn. */
  endOfGeneration: boolean
  /** Present where the request asked for log probabilities. */
  logprob?: ChatCompletionTokenLogprob | undefined
}

/** What one token brings to the reader. */
export interface ChoiceProgress {
  /** New text, whole characters only; often empty while a character or a stop string is still open. */
  text: string
  /** Log probabilities of the tokens that `text` came from. */
  logprobs: ChatCompletionTokenLogprob[]
  /** Set with the last token. */
  end: EndReason | undefined
}

/** Turns the tokens of one choice into text and decides when it is over. Pure; one instance per choice. */
export class ChoiceWriter {
  readonly #pieces = new Utf8Pieces()
  readonly #stops: StopDetector
  readonly #maxTokens: number
  readonly #waiting: { start: number; logprob: ChatCompletionTokenLogprob }[] = []
  #tokens = 0
  // In UTF-16 units of the whole text: how much was decoded, and how much of it was handed out.
  #decoded = 0
  #delivered = 0

  constructor(options: { stops: readonly string[]; maxTokens: number }) {
    this.#stops = new StopDetector(options.stops)
    this.#maxTokens = options.maxTokens
  }

  /** Tokens taken so far, the one that ended the turn included. */
  get tokens(): number {
    return this.#tokens
  }

  /** Takes the next token. After `end` is set nothing more may be pushed. */
  push(token: AnswerToken): ChoiceProgress {
    this.#tokens++
    if (token.endOfGeneration) return this.#finish('', 'stop')
    if (token.logprob !== undefined) this.#waiting.push({ start: this.#decoded, logprob: token.logprob })
    const piece = this.#pieces.push(token.bytes)
    this.#decoded += piece.length
    const { text, stopped } = this.#stops.push(piece)
    if (stopped) return this.#progress(text, 'stop')
    return this.#tokens < this.#maxTokens ? this.#progress(text, undefined) : this.#finish(text, 'length')
  }

  // No more tokens come: what was held back for them is handed out after `text`.
  #finish(text: string, reason: EndReason): ChoiceProgress {
    const broken = this.#pieces.end()
    this.#decoded += broken.length
    const last = this.#stops.push(broken)
    if (last.stopped) return this.#progress(text + last.text, 'stop')
    const held = this.#stops.end()
    return this.#progress(text + last.text + held.text, held.stopped ? 'stop' : reason)
  }

  #progress(text: string, end: EndReason | undefined): ChoiceProgress {
    this.#delivered += text.length
    const logprobs: ChatCompletionTokenLogprob[] = []
    // A token belongs to what is delivered once its first character is; one inside a stop string never is.
    while (this.#waiting[0] !== undefined && this.#waiting[0].start < this.#delivered) {
      logprobs.push(this.#waiting[0].logprob)
      this.#waiting.shift()
    }
    return { text, logprobs, end }
  }
}
