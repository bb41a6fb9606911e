import type { Foresight } from '../foresight/foresight.ts'
import { barTokens } from '../sampling/bar-tokens.ts'
import type { NativeBinding, NativeGrammarState, NativeSampler, SamplerConfig } from './binding.ts'
import { LlamaSampler } from './sampler.ts'

/** What a sampler under a grammar is made of. */
export interface HeldSamplerParts {
  readonly binding: NativeBinding
  /**
   * Advances `state` by what it draws. If the grammar refuses its first draw, it searches the whole vocabulary for a
   * token that fits.
   */
  readonly searching: NativeSampler
  /** Makes a sampler that knows no grammar. */
  readonly createFree: () => NativeSampler
  /** The settings of the request. */
  readonly config: SamplerConfig
  /** The same, and tokens that are never drawn under a grammar. */
  readonly openConfig: SamplerConfig
  readonly state: NativeGrammarState
  /** Whether a token ends the model's turn; the grammar does not move on with it. */
  readonly isEnd: (token: number) => boolean
  readonly foresight: Foresight
  /** True if the request sets neither a logit bias nor penalties. Otherwise every token is drawn with `searching`. */
  readonly alone: boolean
}

type DrawWith = (native: NativeSampler) => Promise<number>

// A bias far above any difference of two logits: in single precision all other tokens get probability 0. Yet small
// enough to keep 4 digits after the point, so that differences between the few are not rounded away.
const chosen = 1000

// A search costs as much as 30 draws inside of a string (18 ms against 0.6 ms for 49,152 tokens), so a few failed draws
// still pay.
const mostDraws = 12

/**
 * Sampling state of one answer that follows a grammar. Each token has the same probability as if all tokens that the
 * grammar refuses were removed from the vocabulary, but finding those is slow and mostly avoided: if only a few tokens
 * are possible, it draws from these; otherwise it draws freely, and again if the grammar refuses the token.
 */
export class HeldSampler extends LlamaSampler {
  readonly #parts: HeldSamplerParts
  #openConfig: SamplerConfig
  #barred: readonly number[] = []
  #free: NativeSampler | undefined
  #freeConfig: SamplerConfig | undefined

  constructor(parts: HeldSamplerParts) {
    super(parts.searching, { ...parts.openConfig, grammarEvaluationState: parts.state })
    this.#parts = parts
    this.#openConfig = parts.openConfig
  }

  override async draw(drawWith: DrawWith): Promise<number> {
    const { foresight, alone } = this.#parts
    await foresight.ready
    this.#bar(foresight.broken)
    const few = alone ? foresight.few() : undefined
    const found = few === undefined ? await this.#drawOpenly(drawWith) : await this.#drawOf(few, drawWith)
    const token = found ?? (await super.draw(drawWith))
    foresight.push(token)
    return token
  }

  override takeForced(): readonly number[] {
    const { foresight, alone } = this.#parts
    const taken: number[] = []
    for (const token of alone ? foresight.forced() : []) {
      if (!this.#take(token)) break
      foresight.push(token)
      taken.push(token)
    }
    return taken
  }

  #bar(tokens: readonly number[]): void {
    if (tokens === this.#barred) return
    const { openConfig, state } = this.#parts
    this.#barred = tokens
    this.#openConfig = barTokens(openConfig, tokens)
    this.native.applyConfig({ ...this.#openConfig, grammarEvaluationState: state })
  }

  async #drawOf(few: readonly number[], drawWith: DrawWith): Promise<number | undefined> {
    const [only, ...others] = few
    const token =
      others.length === 0
        ? only
        : await drawWith(
            this.#freeUnder({
              ...this.#parts.config,
              tokenBiasKeys: Uint32Array.from(few),
              tokenBiasValues: new Float32Array(few.length).fill(chosen),
            }),
          )
    return token !== undefined && this.#take(token) ? token : undefined
  }

  async #drawOpenly(drawWith: DrawWith): Promise<number | undefined> {
    // The likeliest token is the same each time.
    if (!this.#parts.alone || this.#openConfig.temperature === 0) return undefined
    for (let draws = 0; draws < mostDraws; draws++) {
      const token = await drawWith(this.#freeUnder(this.#openConfig))
      if (this.#take(token)) return token
    }
    return undefined
  }

  /** Both ways to draw share one sampler, so that its random numbers continue from one to the other. */
  #freeUnder(config: SamplerConfig): NativeSampler {
    this.#free ??= this.#parts.createFree()
    if (config !== this.#freeConfig) this.#free.applyConfig(config)
    this.#freeConfig = config
    return this.#free
  }

  /** Advances the grammar by this token. The native grammar has the last word: false if it refuses the token. */
  #take(token: number): boolean {
    const { binding, state, isEnd } = this.#parts
    if (token < 0 || !binding.AddonSampler.canBeNextTokenForGrammarEvaluationState(state, token)) return false
    if (!isEnd(token)) binding.AddonSampler.acceptGrammarEvaluationStateToken(state, token)
    return true
  }

  override [Symbol.dispose](): void {
    super[Symbol.dispose]()
    this.#free?.dispose()
    this.#free = undefined
  }
}
