import type { LlamaSampler } from '../native/sampler.ts'
import type { LlamaWeigher } from '../native/weigher.ts'
import type { Generation } from './generation.ts'
import type { JobGroup } from './job-group.ts'
import type { Slot } from './slot.ts'

/** What a job holds while it runs. */
export interface JobSeat {
  readonly slot: Slot
  readonly sampler: LlamaSampler
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
  /** True when it has ended and its seat can be given back. */
  ended = false
  readonly #next = new Uint32Array(1)

  constructor(group: JobGroup, generation: Generation, followers: Job[] = []) {
    this.group = group
    this.generation = generation
    this.followers = followers
  }

  /** Prompt tokens that are not evaluated yet. */
  promptLeft(slot: Slot): number {
    return Math.max(0, this.generation.prompt.length - slot.length)
  }

  /** The tokens to evaluate next: up to `share` of the prompt, or the token sampled last. */
  nextTokens(slot: Slot, share: number): Uint32Array {
    const { prompt } = this.generation
    return slot.length < prompt.length ? prompt.subarray(slot.length, slot.length + share) : this.#next
  }

  /** Notes the sampled token, which is evaluated in the next step. */
  sampled(token: number): void {
    this.#next[0] = token
  }
}
