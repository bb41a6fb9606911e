import type { SamplerConfig } from '../native/binding.ts'
import type { AnswerGrammar } from '../native/grammar.ts'
import { seedFor } from './seed.ts'

/**
 * The settings of one answer's draws. Sampling begins anew where the answer comes under another grammar; it gets a seed
 * of its own then, so that it does not repeat the draws of the beginning, and the penalties count on from what was drawn.
 */
export class DrawSettings {
  readonly #settings: SamplerConfig
  readonly #drawn: number[] = []
  #current: SamplerConfig
  #grammar: AnswerGrammar | undefined
  #changes = 0

  constructor(settings: SamplerConfig, grammar: AnswerGrammar | undefined) {
    this.#settings = settings
    this.#current = settings
    this.#grammar = grammar
  }

  /** Takes note of a drawn token. */
  drew(token: number): void {
    this.#drawn.push(token)
  }

  /** The settings for the next draw: the same object as before, unless the grammar is another. */
  under(grammar: AnswerGrammar | undefined): SamplerConfig {
    if (grammar === this.#grammar) return this.#current
    this.#grammar = grammar
    this.#changes++
    const { repeatPenaltyTokens } = this.#settings
    this.#current = {
      ...this.#settings,
      seed: seedFor(this.#settings.seed, this.#changes),
      ...(repeatPenaltyTokens === undefined ? {} : { repeatPenaltyTokens: Uint32Array.from(this.#drawn) }),
    }
    return this.#current
  }
}
