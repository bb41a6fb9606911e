import type { NativeSampler, SamplerConfig } from './binding.ts'

/**
 * Sampling state of one answer. It is never reused: the addon keeps the random state and the penalties' memory when
 * the next configuration looks the same, which would leak one request into another.
 */
export class LlamaSampler implements Disposable {
  readonly #native: NativeSampler
  #disposed = false

  constructor(native: NativeSampler, config: SamplerConfig) {
    this.#native = native
    native.applyConfig(config)
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
