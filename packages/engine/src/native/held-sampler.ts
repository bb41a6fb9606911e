import type { Foresight } from '../foresight/foresight.ts'
import { barTokens } from '../sampling/bar-tokens.ts'
import type { NativeBinding, NativeGrammarState, NativeSampler, SamplerConfig } from './binding.ts'
import { LlamaSampler } from './sampler.ts'

/** What a sampler under a grammar is made of. */
export interface HeldSamplerParts {
  readonly binding: NativeBinding
  /** Moves `state` on with what it draws, and searches the whole vocabulary where its draw is not taken. */
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
  /** Whether nothing else has a say in what is drawn, such as a penalty; where something has, everything is searched. */
  readonly alone: boolean
}

type DrawWith = (native: NativeSampler) => Promise<number>

// Far above any difference of two logits: in single precision nothing else is left a probability. Not so far that it
// would round away a difference between two of the few: there are 4 digits left behind the point.
const chosen = 1000

// Inside of a string one search takes as long as 30 draws (18 ms and 0.6 ms for 49,152 tokens).
const mostDraws = 12

/**
 * Sampling state of one answer that is held to a grammar. The token comes with the probability that a search of the whole
 * vocabulary for what the grammar takes would give it, but mostly without one: where the grammar leaves few tokens it is
 * drawn out of these; elsewhere freely, and again where the grammar does not take it.
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

  /** One sampler for both ways to draw: its random numbers go on from one to the other. */
  #freeUnder(config: SamplerConfig): NativeSampler {
    this.#free ??= this.#parts.createFree()
    if (config !== this.#freeConfig) this.#free.applyConfig(config)
    this.#freeConfig = config
    return this.#free
  }

  /** Moves the grammar on, whose own reading decides; false where it does not take the token. */
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
