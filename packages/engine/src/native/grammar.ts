import { setImmediate as nextTurn } from 'node:timers/promises'

import { ServerError } from 'colloquy'

import { Foresight, type ForeseenTokens } from '../foresight/foresight.ts'
import { GrammarStates } from '../foresight/grammar-states.ts'
import type { NativeBinding, NativeGrammar, NativeGrammarState, NativeModel } from './binding.ts'

// Measured on grammars of 1000 rules: 0.8 MB of rules and stacks for 50 kB of text.
const memoryPerCharacter = 16

/** What an answer is held to, from some place in a grammar on. */
export interface AnswerGrammar {
  /** Tokens that steer the model and may be drawn under this grammar, for the text that stands for them. */
  readonly steering: ReadonlySet<number>
  /** A state for one answer. */
  begin(): NativeGrammarState
  /** What may come next in one answer, where it is little. */
  foresee(): Foresight
}

/** What a grammar is made of. */
export interface LlamaGrammarOptions {
  /** In GBNF, a rule a line. */
  text: string
  /** See {@link AnswerGrammar.steering}. */
  steering: ReadonlySet<number>
  /** Asked for when a first answer begins. */
  tokens: () => ForeseenTokens
}

/** A grammar in GBNF, read for one model; answers are held to it from its rule `root`. A fresh state takes 0.2 ms for 50 kB. */
export class LlamaGrammar implements AnswerGrammar {
  readonly steering: ReadonlySet<number>
  readonly #binding: NativeBinding
  readonly #start: NativeGrammarState
  readonly #memory: number
  readonly #tokens: () => ForeseenTokens
  readonly #states: GrammarStates
  #foresight: Foresight | undefined
  readonly #ballast = new WeakMap<NativeGrammarState, ArrayBuffer>()

  private constructor(
    binding: NativeBinding,
    start: NativeGrammarState,
    { text, steering, tokens }: LlamaGrammarOptions,
  ) {
    this.steering = steering
    this.#binding = binding
    this.#start = start
    this.#memory = text.length * memoryPerCharacter
    this.#tokens = tokens
    this.#states = new GrammarStates(text)
  }

  /**
   * llama.cpp reads a grammar synchronously and twice, once to check it and once for its first state: 3 ms each for 100
   * kB. Other answers get a turn before each. Throws `ServerError` if the text is not a grammar. Called by
   * `LlamaModel.createGrammar`.
   */
  static async create(
    binding: NativeBinding,
    model: () => NativeModel,
    options: LlamaGrammarOptions,
  ): Promise<LlamaGrammar> {
    await nextTurn()
    const grammar = checked(binding, options.text)
    await nextTurn()
    const start = new binding.AddonGrammarEvaluationState(model(), grammar)
    await nextTurn()
    return new LlamaGrammar(binding, start, options)
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

  foresee(): Foresight {
    this.#foresight ??= new Foresight(this.#states, this.#tokens())
    return this.#foresight.copy()
  }

  /** What is left of the grammar for an answer that began with these tokens; undefined where none begins so. */
  after(tokens: Iterable<number>): AnswerGrammar | undefined {
    const { AddonSampler } = this.#binding
    const state = this.begin()
    const foresight = this.foresee()
    for (const token of tokens) {
      if (!AddonSampler.canBeNextTokenForGrammarEvaluationState(state, token)) return undefined
      AddonSampler.acceptGrammarEvaluationStateToken(state, token)
      foresight.push(token)
    }
    const begin = (): NativeGrammarState => {
      const copy = new this.#binding.AddonGrammarEvaluationState(state)
      this.#ballast.set(copy, new ArrayBuffer(this.#memory))
      return copy
    }
    return { steering: this.steering, begin, foresee: () => foresight.copy() }
  }
}

function checked(binding: NativeBinding, text: string): NativeGrammar {
  try {
    return new binding.AddonGrammar(text, { addonExports: binding, rootRuleName: 'root' })
  } catch (error) {
    throw new ServerError('llama.cpp cannot read the grammar that was made for this request.', { cause: error })
  }
}
