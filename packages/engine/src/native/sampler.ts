import type { NativeSampler, SamplerConfig } from './binding.ts'

/**
 * Sampling state of one answer. It is never reused: the addon keeps the random state and the penalties' memory when
 * the next configuration looks the same, which would leak one request into another.
 */
export class LlamaSampler implements Disposable {
  /** Whether its draw is the model's likeliest token, whatever came before. */
  readonly takesLikeliest: boolean
  readonly #native: NativeSampler
  #disposed = false

  constructor(native: NativeSampler, config: SamplerConfig) {
    this.#native = native
    this.takesLikeliest = config.temperature === 0 && !isBent(config)
    native.applyConfig(config)
  }

  /** Draws a token; `drawWith` has the addon do it, from the logits of some place. For {@link LlamaContext} alone. */
  draw(drawWith: (native: NativeSampler) => Promise<number>): Promise<number> {
    return drawWith(this.native)
  }

  /** Tokens that must follow the last one: taken as if drawn, and to be evaluated before the next draw. Most often none. */
  takeForced(): readonly number[] {
    return []
  }

  /** The addon's object, for {@link LlamaContext} alone. */
  get native(): NativeSampler {
    if (this.#disposed) throw new Error('the sampler is disposed')
    return this.#native
  }

  [Symbol.dispose](): void {
    if (this.#disposed) return
    this.#disposed = true
    this.#native.dispose()
  }
}

function isBent({ tokenBiasKeys, repeatPenaltyTokens, grammarEvaluationState }: SamplerConfig): boolean {
  return tokenBiasKeys !== undefined || repeatPenaltyTokens !== undefined || grammarEvaluationState !== undefined
}
