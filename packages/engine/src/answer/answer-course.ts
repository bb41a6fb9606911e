import { InvalidRequestError, ServerError } from 'colloquy'

import type { AnswerForms, StartGrammar } from './answer-grammars.ts'
import type { BegunAnswer } from '../dialects/begun-answer.ts'
import type { AnswerGrammar } from '../native/grammar.ts'

/** What `AnswerCourse` must know of the output so far. `OutputSplitter` provides it. */
export interface OutputState {
  readonly isReasoning: boolean
  /** The mark that ends the current reasoning. */
  readonly reasoningClose: string | undefined
  readonly openCall: string | undefined
  trust(): void
}

export interface AnswerCourseOptions {
  readonly forms: AnswerForms
  readonly output: OutputState
  /** The most tokens of reasoning; the mark that ends it is not counted. */
  readonly reasoningLimit: number
  readonly begun: BegunAnswer
  /** Tokens that spell a text byte by byte. */
  readonly spell: (text: string) => readonly number[] | undefined
}

/**
 * Decides, token by token, which grammar the rest of an answer must follow. While the model reasons: none, until the
 * reasoning is too long, then the mark that ends it. After the reasoning: the form that was asked for. In free text:
 * none, until a call begins, then the grammar of calls. Pure but for the grammars it advances; one instance per choice.
 */
export class AnswerCourse {
  readonly #forms: AnswerForms
  readonly #output: OutputState
  readonly #reasoningLimit: number
  readonly #spell: AnswerCourseOptions['spell']
  #grammar: AnswerGrammar | undefined
  #wasReasoning: boolean
  #isCalling = false

  constructor({ forms, output, reasoningLimit, begun, spell }: AnswerCourseOptions) {
    this.#forms = forms
    this.#output = output
    this.#reasoningLimit = reasoningLimit
    this.#spell = spell
    this.#wasReasoning = output.isReasoning
    if (output.isReasoning) this.#grammar = reasoningLimit === 0 ? this.#endOfReasoning : undefined
    else if (begun.words !== '') this.#grammar = this.#behindWords(forms.answer, begun.words)
    else this.#grammar = this.#from(reasoningLimit === 0 ? forms.answer : (forms.opening ?? forms.answer), begun.mark)
  }

  /** Whether the model may end its turn. It may not while it reasons if an answer in a form has still to come. */
  get mayEnd(): boolean {
    return this.#forms.answer === undefined || !this.#output.isReasoning
  }

  /** What the next token is held to. */
  get grammar(): AnswerGrammar | undefined {
    return this.#grammar
  }

  /**
   * Takes note of the token that the output has just read. `reasoned` is how many tokens of reasoning there are so far,
   * `rest` is what the token wrote after the end of the reasoning, if it ended it. Answers false if a call seemed to have
   * begun but cannot be completed.
   */
  advance(reasoned: number, rest: string): boolean {
    const { isReasoning, openCall } = this.#output
    const ended = this.#wasReasoning && !isReasoning
    this.#wasReasoning = isReasoning
    if (isReasoning) this.#grammar = reasoned < this.#reasoningLimit ? undefined : this.#endOfReasoning
    else if (ended) this.#grammar = this.#from(this.#forms.answer, rest.trim() === '' ? '' : rest)
    if (isReasoning || this.#isCalling || openCall === undefined || this.#forms.calls === undefined) return true
    return this.#enterCall(this.#forms.calls, openCall)
  }

  get #endOfReasoning(): StartGrammar | undefined {
    return this.#forms.endsOfReasoning.get(this.#output.reasoningClose ?? '')
  }

  #enterCall(calls: StartGrammar, text: string): boolean {
    const rest = this.#after(calls, text)
    // Without a grammar the arguments could break the schema, so this text must not become a call.
    if (rest === undefined) return false
    this.#isCalling = true
    this.#grammar = rest
    this.#output.trust()
    return true
  }

  // An answer that continues `words` must have the form asked for as a whole: `words` and the rest together.
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
