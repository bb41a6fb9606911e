import type { SamplerConfig } from '../native/binding.ts'
import type { AnswerGrammar } from '../native/grammar.ts'
import type { LlamaSampler } from '../native/sampler.ts'
import type { LlamaWeigher } from '../native/weigher.ts'
import type { Generation } from './generation.ts'
import type { JobGroup } from './job-group.ts'
import type { Slot } from './slot.ts'

/** Sampling state, and what it was made of. */
export interface Draw {
  readonly sampler: LlamaSampler
  readonly sampling: SamplerConfig
  readonly grammar: AnswerGrammar | undefined
}

/** What a job holds while it runs. */
export interface JobSeat {
  readonly slot: Slot
  draw: Draw
  /** Reads logits unbent; only where the request wants log probabilities. */
  readonly weigher: LlamaWeigher | undefined
}

/** One answer on its way: waiting without a seat, running with one. */
export class Job {
  readonly group: JobGroup
  readonly generation: Generation
  /** Answers to the same prompt that start when this one's prompt is evaluated, by copying it. */
  readonly followers: Job[]
  seat: JobSeat | undefined
  /** While it waits: another answer that evaluates the beginning of its prompt, and how much of it they share. */
  behind: { readonly job: Job; readonly shared: number } | undefined
  /** True when it has ended and its seat can be given back. */
  ended = false
  readonly #drawn: number[] = []

  constructor(group: JobGroup, generation: Generation, followers: Job[] = []) {
    this.group = group
    this.generation = generation
    this.followers = followers
  }

  /** True when it has ended or its request is over: it leaves before the next step. */
  get isGone(): boolean {
    return this.ended || this.group.over
  }

  /** Tokens of prompt and answer together, the one drawn last included. */
  get length(): number {
    return this.generation.prompt.length + this.#drawn.length
  }

  /** Tokens to evaluate before the answer goes on token by token: of the prompt, or of an answer whose memory was lost. */
  promptLeft(slot: Slot): number {
    const left = this.length - slot.length
    return this.#drawn.length > 0 && left === 1 ? 0 : left
  }

  /** The next `share` tokens of the prompt, or of an answer whose memory was lost. */
  promptTokens(slot: Slot, share: number): Uint32Array {
    const { prompt } = this.generation
    const end = slot.length + share
    if (end <= prompt.length) return prompt.subarray(slot.length, end)
    return Uint32Array.of(...prompt, ...this.#drawn).subarray(slot.length, end)
  }

  /** The token drawn last and up to `room` that are guessed to follow it. */
  nextTokens(room: number): Uint32Array {
    const last = this.#drawn.at(-1) ?? 0
    const { draft } = this.generation
    return room < 1 || draft === undefined ? Uint32Array.of(last) : Uint32Array.of(last, ...draft.propose(room))
  }

  /** Notes the drawn token, which is evaluated in the next step. */
  draw(token: number): void {
    this.#drawn.push(token)
    this.generation.draft?.push(token)
  }
}
