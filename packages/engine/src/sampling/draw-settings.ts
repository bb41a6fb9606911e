import type { SamplerConfig } from '../native/binding.ts'
import type { AnswerGrammar } from '../native/grammar.ts'
import { barTokens } from './bar-tokens.ts'
import { seedFor } from './seed.ts'

/** What the next draw depends on besides the request. */
export interface DrawState {
  readonly grammar: AnswerGrammar | undefined
  /** Whether the model may end its turn. */
  readonly mayEnd: boolean
}

/**
 * The settings of one answer's draws. Sampling begins anew where the answer comes under another grammar; it gets a seed
 * of its own then, so that it does not repeat the draws of the beginning, and the penalties count on from what was drawn.
 */
export class DrawSettings {
  readonly #settings: SamplerConfig
  readonly #ends: readonly number[]
  readonly #drawn: number[] = []
  #current: SamplerConfig
  #state: DrawState
  #changes = 0

  /** `ends` are the tokens with which a model ends its turn. */
  constructor(settings: SamplerConfig, ends: readonly number[], { grammar, mayEnd }: DrawState) {
    this.#settings = settings
    this.#ends = ends
    this.#state = { grammar, mayEnd }
    this.#current = this.#renew(this.#state, settings.seed)
  }

  /** Takes note of a drawn token. */
  drew(token: number): void {
    this.#drawn.push(token)
  }

  /** The settings for the next draw: the same object as before, unless its state is another. */
  under({ grammar, mayEnd }: DrawState): SamplerConfig {
    if (grammar === this.#state.grammar && mayEnd === this.#state.mayEnd) return this.#current
    this.#state = { grammar, mayEnd }
    this.#changes++
    this.#current = this.#renew(this.#state, seedFor(this.#settings.seed, this.#changes))
    return this.#current
  }

  #renew({ mayEnd }: DrawState, seed: number): SamplerConfig {
    const { repeatPenaltyTokens } = this.#settings
    const settings = {
      ...this.#settings,
      seed,
      ...(repeatPenaltyTokens === undefined ? {} : { repeatPenaltyTokens: Uint32Array.from(this.#drawn) }),
    }
    return mayEnd ? settings : barTokens(settings, this.#ends)
  }
}
