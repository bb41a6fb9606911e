import type { LlamaContext, TokenWeights } from '../native/context.ts'
import type { LlamaModel } from '../native/model.ts'
import type { Generation } from './generation.ts'
import type { Draw, Job, JobSeat } from './job.ts'
import type { PlannedPart } from './plan-step.ts'

/** What draws depend on. */
export interface TokenDrawsOptions {
  context: Pick<LlamaContext, 'sample' | 'weigh'>
  model: Pick<LlamaModel, 'createSampler'>
  /** Takes the answers that may begin now that the prompt they share is evaluated. */
  follow: (followers: readonly Job[]) => void
}

/** Draws tokens from what a step has computed, and hands each to its answer. */
export class TokenDraws {
  readonly #context: TokenDrawsOptions['context']
  readonly #model: TokenDrawsOptions['model']
  readonly #follow: TokenDrawsOptions['follow']

  constructor({ context, model, follow }: TokenDrawsOptions) {
    this.#context = context
    this.#model = model
    this.#follow = follow
  }

  /** Sampling state for an answer at its start. */
  begin({ sampling, grammar }: Generation): Draw {
    return { sampler: this.#model.createSampler(sampling, grammar), sampling, grammar }
  }

  /** Draws the next token, and one more for each guess that came true: each from the logits it would have been drawn from. */
  async draw({ job, seat, tokens }: PlannedPart, places: Uint32Array): Promise<void> {
    const guesses = tokens.subarray(tokens.length - places.length + 1)
    try {
      for (const [index, place] of places.entries()) {
        this.#renew(seat, job.generation)
        const { token, weights } = await this.#next(place, seat)
        if (job.group.over) return
        if (job.followers.length > 0) this.#follow(job.followers.splice(0))
        this.#hand(job, token, weights)
        if (job.ended || token !== guesses[index]) break
      }
      this.#handForced(job, seat)
    } catch (error) {
      job.group.settle(error)
    }
  }

  async #next(place: number, { draw, weigher }: JobSeat): Promise<{ token: number; weights?: TokenWeights }> {
    const { sampler } = draw
    if (weigher === undefined) return { token: await this.#context.sample(place, sampler) }
    // A way to another thread and a pass over the vocabulary less.
    const token = sampler.takesLikeliest ? undefined : await this.#context.sample(place, sampler)
    const weights = await this.#context.weigh(place, weigher, token)
    return { token: weights.token, weights }
  }

  #hand(job: Job, token: number, weights?: TokenWeights): void {
    job.draw(token)
    if (!job.generation.receive(token, weights)) return
    job.ended = true
    job.group.endOne()
  }

  /**
   * Tokens that must follow need no draw and are evaluated in one step with what comes after them. Not done with log
   * probabilities, which need a step for each token, nor with a draft, which would have to be told of these tokens.
   */
  #handForced(job: Job, seat: JobSeat): void {
    const { generation } = job
    if (job.ended || seat.weigher !== undefined || generation.draft !== undefined) return
    this.#renew(seat, generation)
    for (const token of seat.draw.sampler.takeForced()) {
      if (job.isGone || generation.grammar !== seat.draw.grammar) return
      this.#hand(job, token)
    }
  }

  /** An answer may change its grammar on the way: after its reasoning, and when a call begins. */
  #renew(seat: JobSeat, generation: Generation): void {
    const { sampler, sampling, grammar } = seat.draw
    if (generation.sampling === sampling && generation.grammar === grammar) return
    seat.draw = this.begin(generation)
    sampler[Symbol.dispose]()
  }
}
