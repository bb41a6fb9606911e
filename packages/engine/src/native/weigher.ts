import type { SamplerConfig } from './binding.ts'
import type { LlamaSampler } from './sampler.ts'

/**
 * Reads logits as the model computed them, for one answer. Two samplers without any setting of the request: asked for
 * top tokens, the greedy one would sort the whole vocabulary (3.6 ms for 49,152 tokens), while one that keeps only the
 * top ones finds them in one pass.
 */
export class LlamaWeigher implements Disposable {
  /** Its draw is the highest logit. */
  readonly greedy: LlamaSampler
  /** Keeps the `count` highest logits, in order; undefined where none are wanted. */
  readonly top: LlamaSampler | undefined
  /** How many likely tokens are told. */
  readonly count: number

  constructor(createSampler: (config: SamplerConfig) => LlamaSampler, count: number) {
    this.greedy = createSampler({ temperature: 0, seed: 0 })
    this.top = count === 0 ? undefined : createSampler({ temperature: 1, seed: 0, topK: count })
    this.count = count
  }

  [Symbol.dispose](): void {
    this.greedy[Symbol.dispose]()
    this.top?.[Symbol.dispose]()
  }
}
