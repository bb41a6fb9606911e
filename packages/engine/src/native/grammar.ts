import { ServerError } from 'colloquy'

import type { NativeBinding, NativeGrammarState, NativeModel } from './binding.ts'

// Measured on grammars of 1000 rules: 0.8 MB of rules and stacks for 50 kB of text.
const memoryPerCharacter = 16

/** What an answer is held to, from some place in a grammar on. */
export interface AnswerGrammar {
  /** Tokens that steer the model and may be drawn under this grammar, for the text that stands for them. */
  readonly steering: ReadonlySet<number>
  /** A state for one answer. */
  begin(): NativeGrammarState
}

/**
 * A grammar in GBNF, parsed for one model; answers are held to it from its rule `root`. Parsing is synchronous and
 * takes 16 ms for 50 kB, a fresh state 0.2 ms.
 */
export class LlamaGrammar implements AnswerGrammar {
  readonly steering: ReadonlySet<number>
  readonly #binding: NativeBinding
  readonly #start: NativeGrammarState
  readonly #memory: number
  readonly #ballast = new WeakMap<NativeGrammarState, ArrayBuffer>()

  /** Throws `ServerError` for a text that is no grammar. Called by `LlamaModel.createGrammar`. */
  constructor(binding: NativeBinding, model: NativeModel, text: string, steering: Iterable<number>) {
    this.steering = new Set(steering)
    this.#binding = binding
    this.#memory = text.length * memoryPerCharacter
    try {
      const grammar = new binding.AddonGrammar(text, { addonExports: binding, rootRuleName: 'root' })
      this.#start = new binding.AddonGrammarEvaluationState(model, grammar)
    } catch (error) {
      throw new ServerError('llama.cpp cannot read the grammar that was made for this request.', { cause: error })
    }
  }

  /**
   * A state for one answer, at the start of the grammar. The addon frees it when it is garbage collected, but the
   * collector sees an object of a few bytes: without a ballast of its true size 2000 answers held 550 MB, with it 150.
   */
  begin(): NativeGrammarState {
    const state = new this.#binding.AddonGrammarEvaluationState(this.#start)
    this.#ballast.set(state, new ArrayBuffer(this.#memory))
    return state
  }

  /** What is left of the grammar for an answer that began with these tokens; undefined where none begins so. */
  after(tokens: Iterable<number>): AnswerGrammar | undefined {
    const { AddonSampler } = this.#binding
    const state = this.begin()
    for (const token of tokens) {
      if (!AddonSampler.canBeNextTokenForGrammarEvaluationState(state, token)) return undefined
      AddonSampler.acceptGrammarEvaluationStateToken(state, token)
    }
    const begin = (): NativeGrammarState => {
      const copy = new this.#binding.AddonGrammarEvaluationState(state)
      this.#ballast.set(copy, new ArrayBuffer(this.#memory))
      return copy
    }
    return { steering: this.steering, begin }
  }
}
