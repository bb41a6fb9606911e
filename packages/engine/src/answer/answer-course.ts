import { InvalidRequestError, ServerError } from 'colloquy'

import type { AnswerForms, StartGrammar } from './answer-grammars.ts'
import type { BegunAnswer } from '../dialects/begun-answer.ts'
import type { AnswerGrammar } from '../native/grammar.ts'

/** What an answer's course is read from; `OutputSplitter` has it. */
export interface OutputState {
  readonly isThinking: boolean
  /** The mark that ends the thoughts the model is in. */
  readonly thoughtClose: string | undefined
  readonly openCall: string | undefined
  trust(): void
}

export interface AnswerCourseOptions {
  readonly forms: AnswerForms
  readonly output: OutputState
  /** Most tokens of thoughts; the mark that ends them comes on top. */
  readonly thoughtLimit: number
  readonly begun: BegunAnswer
  /** Tokens that spell a text byte by byte. */
  readonly spell: (text: string) => readonly number[] | undefined
}

/**
 * Decides, token by token, what the rest of an answer is held to: nothing while the model thinks; the end of its
 * thoughts when they have become too long; behind them the form that is asked for; and in free text, from where a call
 * has begun, the grammar of calls. Pure but for the grammars it moves on; one instance per choice.
 */
export class AnswerCourse {
  readonly #forms: AnswerForms
  readonly #output: OutputState
  readonly #thoughtLimit: number
  readonly #spell: AnswerCourseOptions['spell']
  #grammar: AnswerGrammar | undefined
  #wasThinking: boolean
  #isCalling = false

  constructor({ forms, output, thoughtLimit, begun, spell }: AnswerCourseOptions) {
    this.#forms = forms
    this.#output = output
    this.#thoughtLimit = thoughtLimit
    this.#spell = spell
    this.#wasThinking = output.isThinking
    if (output.isThinking) this.#grammar = thoughtLimit === 0 ? this.#endOfThoughts : undefined
    else if (begun.words !== '') this.#grammar = this.#behindWords(forms.answer, begun.words)
    else this.#grammar = this.#from(thoughtLimit === 0 ? forms.answer : (forms.opening ?? forms.answer), begun.mark)
  }

  /** Whether the model may end its turn: not in its thoughts, where the form asked for is still to come. */
  get mayEnd(): boolean {
    return this.#forms.answer === undefined || !this.#output.isThinking
  }

  /** What the next token is held to. */
  get grammar(): AnswerGrammar | undefined {
    return this.#grammar
  }

  /**
   * Takes note of the token that the output has just read. `thoughts` counts the tokens thought so far, `rest` is what
   * the token wrote behind the end of thoughts, if it ended them. Answers false where what has begun cannot become a call.
   */
  advance(thoughts: number, rest: string): boolean {
    const { isThinking, openCall } = this.#output
    const ended = this.#wasThinking && !isThinking
    this.#wasThinking = isThinking
    if (isThinking) this.#grammar = thoughts < this.#thoughtLimit ? undefined : this.#endOfThoughts
    else if (ended) this.#grammar = this.#from(this.#forms.answer, rest.trim() === '' ? '' : rest)
    if (isThinking || this.#isCalling || openCall === undefined || this.#forms.calls === undefined) return true
    return this.#enterCall(this.#forms.calls, openCall)
  }

  get #endOfThoughts(): StartGrammar | undefined {
    return this.#forms.endsOfThoughts.get(this.#output.thoughtClose ?? '')
  }

  #enterCall(calls: StartGrammar, text: string): boolean {
    const rest = this.#after(calls, text)
    // Arguments that nothing holds to the schema would be no call of the tool.
    if (rest === undefined) return false
    this.#isCalling = true
    this.#grammar = rest
    this.#output.trust()
    return true
  }

  // Of an answer that goes on, both parts together have the form.
  #behindWords(grammar: StartGrammar | undefined, words: string): AnswerGrammar | undefined {
    if (grammar === undefined) return undefined
    const rest = this.#after(grammar, words)
    if (rest !== undefined) return rest
    throw new InvalidRequestError(
      'The last message cannot be continued: what it says does not begin an answer in the form asked for.',
      { code: 'invalid_value', param: 'continue_final_message' },
    )
  }

  #from(grammar: StartGrammar | undefined, written: string): AnswerGrammar | undefined {
    if (grammar === undefined || written === '') return grammar
    const rest = this.#after(grammar, written)
    if (rest !== undefined) return rest
    throw new ServerError('The model began its answer in a way that cannot be brought into the form asked for.')
  }

  #after(grammar: StartGrammar, written: string): AnswerGrammar | undefined {
    const tokens = this.#spell(written)
    return tokens && grammar.after(tokens)
  }
}
